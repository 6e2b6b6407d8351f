import type {ApprovalState} from './approval-contract.ts';
import type {Reply} from './failure.ts';

/** What a billing desk does to an invoice that exists. */
export type ActionName =
  | 'finalize'
  | 'send'
  | 'record-payment'
  | 'retry-payment'
  | 'credit'
  | 'correct'
  | 'agree-pay-by'
  | 'change-details'
  | 'pause-collection'
  | 'resume-collection'
  | 'mark-uncollectible'
  | 'record-recovery'
  | 'void'
  | 'delete-draft';

/** What to do and with what, to one invoice or to many alike. */
export type InvoiceAction =
  | {
      readonly name:
        | 'finalize'
        | 'send'
        | 'retry-payment'
        | 'correct'
        | 'pause-collection'
        | 'resume-collection'
        | 'mark-uncollectible'
        | 'void'
        | 'delete-draft';
    }
  | {
      /** Money that came outside Stripe; `record-recovery` is the same on an invoice that was written off. */
      readonly name: 'record-payment' | 'record-recovery';
      /** Major units; null is all that is still due. */
      readonly amount: number | null;
      /** YYYY-MM-DD */
      readonly receivedOn: string;
      /** `Bank transfer`, `Cheque`, `Cash`, `Other` */
      readonly method: string;
      readonly reference: string;
    }
  | {
      readonly name: 'credit';
      /** Major units with tax; null where lines are credited, or the whole of what can be. */
      readonly amount: number | null;
      readonly lines: readonly {readonly lineId: string; readonly amount: number}[];
      /** Where what was paid goes: back to the card, to the customer's balance, or it was given back outside Stripe. */
      readonly paidPartGoesTo: 'refund' | 'customer balance' | 'outside Stripe';
      readonly stripeReason: 'duplicate' | 'fraudulent' | 'order_change' | 'product_unsatisfactory' | null;
      readonly memo: string;
      /** Stripe e-mails the customer unless told otherwise; here it is none until ticked. */
      readonly emailsCustomer: boolean;
    }
  | {
      /** Steers collections and never moves aging. */
      readonly name: 'agree-pay-by';
      /** YYYY-MM-DD; null takes an agreement back. */
      readonly payBy: string | null;
    }
  | {
      readonly name: 'change-details';
      /** Left out: stays. Empty: is cleared, but for memo and footer, which Stripe only exchanges. */
      readonly purchaseOrder?: string;
      readonly memo?: string;
      readonly footer?: string;
      readonly metadata?: Readonly<Record<string, string>>;
    };

export interface ActionRequest {
  /** `in_…`, up to 100. */
  readonly invoiceIds: readonly string[];
  readonly action: InvoiceAction;
  /** One of `reasonCodes` of the offer; '' where the action asks for none. */
  readonly reasonCode: string;
  /** In the person's words. */
  readonly reason: string;
}

/** What may be done to one invoice at this moment. */
export interface ActionOffer {
  readonly invoiceId: string;
  /** `INV-0042 · Acme GmbH · EUR 48,200.00 · open` */
  readonly title: string;
  readonly actions: readonly OfferedAction[];
  /** For a credit note; empty where none is possible. */
  readonly lines: readonly {
    readonly lineId: string;
    readonly title: string;
    readonly amount: number;
    readonly shown: string;
  }[];
  /** Upper case; how many decimals an amount of it may have. */
  readonly currency: string;
  readonly decimals: number;
}

export interface OfferedAction {
  readonly name: ActionName;
  /** `Record payment…` */
  readonly label: string;
  /** Why Stripe forbids it in this state, as a sentence; null when it is offered. */
  readonly refusal: string | null;
  /** What to choose a reason from; empty where none is asked. */
  readonly reasonCodes: readonly string[];
}

export interface ActionPreview {
  /** Names exactly what was previewed; `doAction` wants it back. Null when nothing can be done. */
  readonly digest: string | null;
  readonly invoices: readonly {
    readonly invoiceId: string;
    readonly title: string;
    /** What will happen, in sentences: `Credits EUR 1,200.00: EUR 200.00 less to pay, EUR 1,000.00 back to Visa •4242.` */
    readonly willDo: readonly string[];
    /** Why not, as a sentence; the others go ahead all the same. */
    readonly refusal: string | null;
  }[];
  /** `EUR 48,200.00 in 3 invoices`, per currency; empty where no money moves. */
  readonly totals: readonly string[];
  readonly approval: ApprovalState;
  readonly message: string;
}

export type ActionReply =
  | {
      readonly status: 'continues';
      readonly done: number;
      readonly remaining: number;
      readonly message: string;
    }
  | {
      readonly status: 'complete';
      readonly done: number;
      readonly failed: number;
      readonly invoices: readonly {
        readonly invoiceId: string;
        readonly title: string;
        readonly outcome: 'done' | 'failed' | 'left alone';
        /** What happened, or why not. */
        readonly sentence: string;
      }[];
      readonly message: string;
    };

/** How one invoice of a batch can be taken back; nothing happens that is not listed. */
export interface ReversalPreview {
  readonly batchId: string;
  /** Null while there is nothing that would be done. A preview without a reason is answered too: it asks for one. */
  readonly digest: string | null;
  /** What to choose `reasonCode` from. */
  readonly reasonCodes: readonly string[];
  readonly invoices: readonly {
    readonly invoiceId: string;
    readonly title: string;
    readonly way:
      | 'delete draft'
      | 'void'
      | 'credit note'
      | 'tax decision needed'
      | 'books closed'
      | 'nothing to do';
    /** Why this way. */
    readonly because: string;
    /** For `tax decision needed`, decided or not: what a person may choose. A decision changes the digest: preview again. */
    readonly choices: readonly ('void' | 'credit note')[];
  }[];
  readonly totals: readonly string[];
  readonly approval: ApprovalState;
  readonly message: string;
}

export interface ReversalRequest {
  readonly batchId: string;
  /** For invoices whose way is `tax decision needed`: what a person has decided. One without a decision is left alone. */
  readonly decisions: Readonly<Record<string, 'void' | 'credit note'>>;
  /** Where money goes that was paid already; `customer balance` when left out. */
  readonly paidPartGoesTo?: 'refund' | 'customer balance' | 'outside Stripe';
  readonly reasonCode: string;
  readonly reason: string;
}

/** What the sidebar may call about invoices that exist. `digest` and `previewedAt` come from the preview. */
export interface ActionApi {
  offerActions(request: {
    readonly invoiceIds: readonly string[];
  }): Reply<{readonly offers: readonly ActionOffer[]}>;
  previewAction(request: ActionRequest): Reply<ActionPreview>;
  doAction(request: ActionRequest & {readonly digest: string; readonly forMs?: number}): Reply<ActionReply>;
  /** Batches of the last 400 days, newest first. */
  listBatches(): Reply<{
    readonly batches: readonly {
      readonly batchId: string;
      /** `12 invoices, EUR 48,200.00, 3 May 14:05, by ana@example.com` */
      readonly title: string;
    }[];
  }>;
  previewReversal(request: ReversalRequest): Reply<ReversalPreview>;
  reverseBatch(
    request: ReversalRequest & {readonly digest: string; readonly forMs?: number},
  ): Reply<ActionReply>;
  /** PDFs of finalized invoices in a zip, named by number; up to 40 at once. */
  downloadPdfs(request: {readonly invoiceIds: readonly string[]}): Reply<{
    readonly fileName: string;
    readonly zipBase64: string;
    /** Invoices left out, each with the reason. */
    readonly leftOut: readonly string[];
  }>;
}
