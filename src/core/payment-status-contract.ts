import type {Failure} from './failure.ts';

export type LookUpPaymentsRequest =
  /** Invoice ids, numbers, customer names or ids, e-mails, purchase orders or contracts, up to 20. */
  | {readonly texts: readonly string[]}
  /** The rows that are selected in a tab of ours, up to 20. */
  | {readonly selection: true};

export interface PaymentLookup {
  /** In the order asked. */
  readonly results: readonly LookupResult[];
  /** What concerns all of them, each a sentence: rows left out, for one. */
  readonly notes: readonly string[];
  /** ISO with offset: when Stripe was asked. */
  readonly readAt: string;
}

export type LookupResult =
  | {
      readonly kind: 'invoice';
      readonly asked: string;
      /** Where it was found, as a sentence; null when it was asked for by id. */
      readonly foundBy: string | null;
      readonly payment: PaymentStatus;
    }
  /** Several fit: show them as choices, and look up the `lookUp` of the one that is chosen. */
  | {
      readonly kind: 'candidates';
      readonly asked: string;
      readonly message: string;
      readonly candidates: readonly LookupCandidate[];
    }
  | {readonly kind: 'not-found'; readonly asked: string; readonly message: string}
  | {readonly kind: 'failed'; readonly asked: string; readonly failure: Failure};

export interface LookupCandidate {
  /** What to hand to `lookUpPayments` when it is chosen. */
  readonly lookUp: string;
  /** `INV-0042 · Acme GmbH · EUR 48,200.00 · due 30 Apr` or `Acme GmbH (cus_…)` */
  readonly title: string;
  /** `open, 13 days late`, `3 open invoices` */
  readonly detail: string;
}

export type Tone = 'plain' | 'good' | 'warning' | 'bad';

/** What Stripe says of one invoice at this moment, in words. */
export interface PaymentStatus {
  readonly invoiceId: string;
  readonly number: string | null;
  readonly mode: 'test' | 'live';
  readonly customer: {
    readonly id: string | null;
    readonly name: string | null;
    readonly email: string | null;
  };
  /** `INV-0042 · Acme GmbH · EUR 48,200.00 · due 30 Apr, 13 days late · …`: plain text to copy. */
  readonly sentence: string;
  /** `Open, 13 days late`, `Paid`, `Void`: a badge. */
  readonly state: {readonly text: string; readonly tone: Tone};
  /** In the order to show them; one without lines is not there. */
  readonly sections: readonly StatusSection[];
  /** https, of stripe.com hosts only. */
  readonly links: readonly {readonly label: string; readonly url: string}[];
  /** What could not be read, each with what to tick or do; the rest is shown all the same. */
  readonly missing: readonly Failure[];
}

export interface StatusSection {
  /** `Amounts`, `Payments`, `Collection`, … */
  readonly title: string;
  readonly lines: readonly StatusLine[];
}

export interface StatusLine {
  readonly label: string;
  readonly text: string;
  readonly tone: Tone;
}
