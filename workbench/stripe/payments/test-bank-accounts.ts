/**
 * Stripe's test accounts for debits that take days: what becomes of the debit follows from the last four digits.
 * https://docs.stripe.com/payments/ach-direct-debit and https://docs.stripe.com/payments/sepa-debit
 */

/** What the payer's bank answers in the end. */
export type DebitOutcome =
  | {readonly kind: 'succeeds'}
  /** Money that came is taken back; the payer's bank decides at once, so the dispute is lost when it opens. */
  | {readonly kind: 'succeeds then is disputed'; readonly reason: string}
  | {readonly kind: 'fails'; readonly code: string; readonly message: string}
  | {readonly kind: 'stays processing'};

interface TestAccount {
  /** As in `pm_usBankAccount_success`. */
  readonly name: string;
  readonly account: string;
  readonly outcome: DebitOutcome;
}

const succeeds: DebitOutcome = {kind: 'succeeds'};
const fails = (code: string, message: string): DebitOutcome => ({kind: 'fails', code, message});
const insufficientFunds = fails(
  'insufficient_funds',
  "The customer's account has insufficient funds to cover this payment.",
);

/** With the routing number 110000000. */
const usAccounts: readonly TestAccount[] = [
  {name: 'success', account: '000123456789', outcome: succeeds},
  {
    name: 'accountClosed',
    account: '000111111113',
    outcome: fails('account_closed', "The customer's bank account has been closed."),
  },
  {
    name: 'noAccount',
    account: '000111111116',
    outcome: fails('no_account', "The customer's bank account could not be located."),
  },
  {name: 'insufficientFunds', account: '000222222227', outcome: insufficientFunds},
  {
    name: 'debitNotAuthorized',
    account: '000333333335',
    outcome: fails(
      'debit_not_authorized',
      'The customer has notified their bank that this payment was unauthorized.',
    ),
  },
  {
    name: 'invalidCurrency',
    account: '000444444440',
    outcome: fails(
      'invalid_currency',
      'The bank was unable to process this payment because of its currency.',
    ),
  },
  {
    name: 'dispute',
    account: '000555555559',
    outcome: {kind: 'succeeds then is disputed', reason: 'debit_not_authorized'},
  },
  {name: 'processing', account: '000000000009', outcome: {kind: 'stays processing'}},
];

const sepaOutcomeByLast4: ReadonlyMap<string, DebitOutcome> = new Map([
  ['3202', fails('generic_could_not_process', 'The bank could not process this payment.')],
  ['3205', fails('generic_could_not_process', 'The bank could not process this payment.')],
  ['3203', {kind: 'succeeds then is disputed', reason: 'general'} as const],
  ['2222', insufficientFunds],
]);

const usByLast4 = new Map(usAccounts.map((row) => [row.account.slice(-4), row.outcome]));
const usByName = new Map(usAccounts.map((row) => [row.name, row.account]));

/** `pm_usBankAccount_success` → its account number; undefined where Stripe has no such test payment method. */
export function testUsAccount(paymentMethodId: string): string | undefined {
  const prefix = 'pm_usBankAccount_';
  if (paymentMethodId === 'pm_usBankAccount') return usByName.get('success');
  return paymentMethodId.startsWith(prefix) ? usByName.get(paymentMethodId.slice(prefix.length)) : undefined;
}

/** What becomes of a debit of the account. Real accounts, and those of worlds, pay. */
export function debitOutcome(
  type: 'us_bank_account' | 'sepa_debit',
  last4: string,
  livemode: boolean,
): DebitOutcome {
  if (livemode) return succeeds;
  return (type === 'us_bank_account' ? usByLast4 : sepaOutcomeByLast4).get(last4) ?? succeeds;
}
