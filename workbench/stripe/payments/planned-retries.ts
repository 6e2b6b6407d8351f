/** When Stripe charges an invoice again by itself. https://docs.stripe.com/billing/revenue-recovery/smart-retries */
import type {DueWork} from '../engine/due-work.ts';
import type {StoredObjects} from '../engine/world-objects.ts';
import type {StoredInvoice} from '../invoices/objects.ts';

/** Of the attempt to come: an invoice has one at most. */
export function retryKey(invoiceId: string): string {
  return `collect:${invoiceId}`;
}

export function isCollectedByItself(invoice: StoredInvoice): boolean {
  return invoice.collection_method === 'charge_automatically' && invoice.auto_advance === true;
}

/** The attempts that the invoices of a world say are to come. */
export function seedRetries(world: StoredObjects): readonly DueWork[] {
  const clocks = clocksOf(world);
  return world.invoices.flatMap((invoice) => {
    const at = invoice.next_payment_attempt ?? null;
    if (at === null || invoice.status !== 'open' || !isCollectedByItself(invoice)) return [];
    const clock = clocks.get(invoice.customer) ?? null;
    return [{id: retryKey(invoice.id), created: at, kind: 'collect_invoice', subjectId: invoice.id, clock}];
  });
}

/** Test clocks by the customers whom they rule. */
function clocksOf({customers}: StoredObjects): ReadonlyMap<string | null, string> {
  return new Map(
    customers.flatMap((customer) => {
      const clock = 'deleted' in customer ? null : (customer.test_clock ?? null);
      return clock === null ? [] : [[customer.id, typeof clock === 'string' ? clock : clock.id] as const];
    }),
  );
}
