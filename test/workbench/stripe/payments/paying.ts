import {at, dataOf} from '../ask.ts';
import type {Account} from './account.ts';

/** A payment intent that the test card has paid. */
export function pay(account: Account, method = 'pm_card_visa', amount = 2000): unknown {
  return account.made('/v1/payment_intents', {
    amount,
    confirm: true,
    currency: 'usd',
    payment_method: method,
    payment_method_types: ['card'],
  });
}

/** The sum of the nets of all balance transactions, and the balance as the account sees it. */
export function ledger(account: Account): {readonly nets: number; readonly balance: number} {
  const nets = dataOf(account.read('/v1/balance_transactions', {limit: 100})).map((row) => {
    expect(at(row, 'amount')).toBe(Number(at(row, 'fee')) + Number(at(row, 'net')));
    return Number(at(row, 'net'));
  });
  const balance = account.read('/v1/balance');
  return {
    nets: nets.reduce((sum, net) => sum + net, 0),
    balance: Number(at(balance, 'available', 0, 'amount')) + Number(at(balance, 'pending', 0, 'amount')),
  };
}
