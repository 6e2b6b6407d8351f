/** What was done to one object in Stripe or to the controls of this spreadsheet, for a row of the `Audit Log` tab. */
export interface AuditEntry {
  /** `Invoice created`, `Invoice voided`, `Settings changed`: past tense, as an auditor reads it. */
  readonly action: string;
  /** Stripe's id, or the setting's name. */
  readonly object: string;
  readonly customerId: string | null;
  /** Upper case; null where no money is meant. */
  readonly currency: string | null;
  /** Minor units of `currency`. */
  readonly amount: number | null;
  /** What changed on the object, and from what to what, in words; null where that is the object as a whole. */
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  /** Which rule let it pass: `above 10,000.00 EUR per invoice: approved`, `approval not needed in test mode`. */
  readonly policyLine: string | null;
  readonly preparedBy: string | null;
  readonly approvedBy: string | null;
  /** Unix seconds. */
  readonly approvedAtUnixS: number | null;
  /** Of what was previewed and approved. One digest, action, object and field make one row, however often it is repeated. */
  readonly digest: string;
  readonly batchId: string | null;
  /** Stripe's `req_…` of the request that did it. */
  readonly requestId: string | null;
  /** `done`, or what failed in words. */
  readonly result: string;
  /** https of stripe.com hosts. */
  readonly evidenceLink: string | null;
}

/** An entry about nothing yet: name what was done, to what, and the rest that is known of it. */
export const blankEntry: AuditEntry = {
  action: '',
  object: '',
  customerId: null,
  currency: null,
  amount: null,
  field: null,
  before: null,
  after: null,
  reasonCode: null,
  reason: null,
  policyLine: null,
  preparedBy: null,
  approvedBy: null,
  approvedAtUnixS: null,
  digest: '',
  batchId: null,
  requestId: null,
  result: 'done',
  evidenceLink: null,
};
