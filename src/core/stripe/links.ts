import type {Invoice} from './invoice.ts';

/** Stripe's own page of the invoice: unlike the customer's hosted page, its address never expires and needs a login. */
export function dashboardLink(
  {id, livemode}: Pick<Invoice, 'id' | 'livemode'>,
  accountId: string | null,
): string {
  const account = accountId === null ? '' : `${accountId}/`;
  return `https://dashboard.stripe.com/${account}${livemode ? '' : 'test/'}invoices/${id}`;
}

/** Whether an address that came from Stripe may be shown as a link: https, and a page of Stripe's for people. */
export function isStripePage(url: string): boolean {
  return /^https:\/\/(dashboard|invoice|pay)\.stripe\.com\/[\x21-\x7e]*$/.test(url);
}

/** Whether an address that came from Stripe is that of an invoice's PDF, and may be fetched. */
export function isInvoicePdf(url: string): boolean {
  return /^https:\/\/pay\.stripe\.com\/invoice\/[\w.~%-]+\/[\w.~%-]+\/pdf(\?[\w.~%=&-]*)?$/.test(url);
}
