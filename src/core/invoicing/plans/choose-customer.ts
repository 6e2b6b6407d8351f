import {type CurrencyCode, currencyInfo} from '../../money/currency.ts';
import type {DraftInvoice} from '../draft-invoice.ts';
import {type RowProblem, rowProblem} from '../row-problem.ts';
import {isCustomerId, isEmail} from './look-ups.ts';
import type {FoundCustomer} from './wire-objects.ts';

export interface CandidateCustomer {
  readonly customerId: string;
  /** `Acme GmbH · DE · billing@acme.example` */
  readonly title: string;
}

export type CustomerChoice =
  | {readonly kind: 'one'; readonly customer: FoundCustomer}
  | {readonly kind: 'none'; readonly problem: RowProblem; readonly candidates: readonly CandidateCustomer[]};

/** Whom a draft bills. A name or e-mail is only a look-up: two of one name are never decided here. */
export function chooseCustomer(draft: DraftInvoice, found: readonly FoundCustomer[]): CustomerChoice {
  const row = draft.rows[0] ?? 0;
  const refuse = (fact: string, nextStep: string, candidates: readonly CandidateCustomer[] = []) =>
    ({
      kind: 'none',
      problem: rowProblem({row, header: 'Customer', fact, nextStep}),
      candidates,
    }) as const;
  const asked = draft.customer;
  const existing = found.filter(({isDeleted}) => !isDeleted);
  const [customer, second] = existing;
  if (customer !== undefined && second === undefined) return {kind: 'one', customer};
  if (customer !== undefined) {
    const candidates = existing.map((one) => ({customerId: one.id, title: customerTitle(one)}));
    const ids = candidates.map(({customerId}) => customerId);
    return refuse(
      `${ids.length} customers are called “${asked}”: ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', …' : ''}`,
      'Enter the id of the one you mean.',
      candidates,
    );
  }
  if (found.length > 0) {
    return refuse(`customer ${found[0]?.id} was deleted in Stripe`, 'Enter the id of the customer to bill.');
  }
  if (isCustomerId(asked)) {
    return refuse(
      `Stripe has no customer ${asked} for the connected key`,
      'Check the id, and that the key is of the same account and mode.',
    );
  }
  return isEmail(asked)
    ? refuse(`no customer in Stripe has the e-mail ${asked}`, 'Correct it, or enter the customer’s id.')
    : refuse(
        `no customer in Stripe is called “${asked}”`,
        'Correct the name, or enter the customer’s id; one made within the last minute is found by id only.',
      );
}

/** Name, country and e-mail, as far as Stripe has them. */
export function customerTitle({name, country, email}: FoundCustomer): string {
  return [name, country, email].filter((part) => part !== null).join(' · ') || 'without a name';
}

export type CurrencyChoice =
  | {readonly kind: 'one'; readonly currency: CurrencyCode}
  | {readonly kind: 'none'; readonly problem: RowProblem};

/** Typed, else the customer's. Never the account's: that would be a guess about money. */
export function chooseCurrency(draft: DraftInvoice, customer: FoundCustomer): CurrencyChoice {
  const refuse = (fact: string, nextStep: string) =>
    ({
      kind: 'none',
      problem: rowProblem({row: draft.rows[0] ?? 0, header: 'Currency', fact, nextStep}),
    }) as const;
  const currency = draft.currency ?? customer.currency;
  if (currency === null) {
    return refuse(
      `currency is blank and ${customer.id} has none yet`,
      'Enter the ISO code, for example USD.',
    );
  }
  if (!currencyInfo(currency).known) {
    return refuse(`Stripe lists no currency ${currency}`, 'Enter the ISO code, for example USD.');
  }
  if (customer.currency !== null && customer.currency !== currency) {
    return refuse(
      `currency is ${currency}, and ${customer.id} is billed in ${customer.currency}`,
      `Enter ${customer.currency}, or another customer.`,
    );
  }
  return {kind: 'one', currency};
}
