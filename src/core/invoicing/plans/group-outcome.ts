import type {CivilDate} from '../../time/civil-date.ts';
import type {DraftStatus} from '../draft-columns.ts';
import type {DraftGroup} from '../draft-groups.ts';
import type {DraftInvoice} from '../draft-invoice.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import type {InvoicePlan, PlannedTotals} from '../invoice-plan.ts';
import type {RowProblem} from '../row-problem.ts';
import type {CandidateCustomer} from './choose-customer.ts';
import type {FoundCustomer} from './wire-objects.ts';

/** Everything that a check or preview found out about the rows of one invoice. */
export interface GroupOutcome {
  readonly group: DraftGroup;
  /** Null where the rows cannot be read as an invoice. */
  readonly draft: DraftInvoice | null;
  /** Null where two groups claim one. */
  readonly key: string | null;
  /** A DraftStatus, or what stands in a row that was invoiced before. */
  readonly status: DraftStatus | (string & Record<never, never>);
  /** Invoiced before: its results stay as they are. */
  readonly isDone: boolean;
  readonly problems: readonly RowProblem[];
  readonly warnings: readonly RowProblem[];
  readonly candidates: readonly CandidateCustomer[];
  readonly customer: FoundCustomer | null;
  readonly treatment: string | null;
  readonly dueOn: CivilDate | null;
  readonly looksLike: readonly string[];
  /** Null where anything is wrong. */
  readonly plan: InvoicePlan | null;
  /** The lines before discounts and tax, in minor units; null where only Stripe can tell. */
  readonly subtotal: number | null;
  /** Null before Stripe's preview. */
  readonly totals: PlannedTotals | null;
  readonly contentDigest: string | null;
  /** The draft in Stripe that its rows became and still describe, while it may be finalized; null for anything else. */
  readonly draftMade: InvoiceIntent | null;
  readonly invoiceId: string | null;
  readonly number: string | null;
}
