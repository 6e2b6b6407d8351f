import {stripePath} from '../../stripe/encoding.ts';
import {decodePage} from '../../stripe/list-page.ts';
import {pageObjectsMax} from '../../stripe/listing.ts';
import {type ActionInvoice, shortName} from '../action-invoice.ts';
import {actionKind, type BegunInvoice, type FoundStep} from '../action-kind.ts';

/** An event may be a little older than the request that made it, by Stripe's clock. */
const clockSkewS = 300;

/** https://docs.stripe.com/api/invoices/send */
export const sendInvoice = actionKind({
  name: 'send',
  label: 'Send…',
  reasonCodes: [],
  refusal: ({invoice}) => sendRefusal(invoice),
  plan: (_, {invoice}) => ({
    willDo: [
      `Stripe e-mails ${shortName(invoice)} to ${invoice.customerEmail}.`,
      ...(invoice.status === 'paid' ? ['It is paid: the e-mail will not say so.'] : []),
    ],
    money: null,
    steps: () => [
      {name: 'send', method: 'POST', path: stripePath`/v1/invoices/${invoice.id}/send`, params: {}},
    ],
    audit: {
      action: 'Invoice sent',
      object: invoice.id,
      field: 'e-mailed to',
      before: null,
      after: invoice.customerEmail,
    },
  }),
  outcome: (_, {name, audit}) => ({sentence: `${name} was e-mailed to ${audit.after}.`}),
  // The invoice does not show that it was sent; Stripe's events of the last 30 days do.
  lookUp: (_, {askedAtUnixS}) => ({
    method: 'GET',
    path: '/v1/events',
    params: {type: 'invoice.sent', created: {gte: askedAtUnixS - clockSkewS}, limit: pageObjectsMax},
  }),
  found: (_, answer, begun) => foundSent(answer, begun),
});

function sendRefusal(invoice: ActionInvoice): string | null {
  const name = shortName(invoice);
  if (invoice.status === 'draft')
    return `${name} is a draft: only a finalized invoice can be sent. Finalize it first.`;
  if (invoice.status === 'void') return `${name} is void: there is nothing to send.`;
  if (invoice.collectionMethod !== 'send_invoice') {
    return `${name} is charged automatically: Stripe e-mails only invoices that customers pay themselves. Copy its link instead.`;
  }
  if (invoice.customerDeleted)
    return `The customer of ${name} was deleted in Stripe: nobody can be e-mailed.`;
  return invoice.customerEmail
    ? null
    : `The customer of ${name} has no e-mail address. Add one in Stripe, then send it.`;
}

function foundSent(answer: object | null, {invoiceId, name}: BegunInvoice): FoundStep {
  if (answer === null) return {kind: 'not done'};
  const {data, hasMore} = decodePage(answer, '/v1/events');
  const sent = data.flatMap((event) => invoiceOf(event) ?? []).find(({id}) => id === invoiceId);
  if (sent !== undefined) return {kind: 'done', answer: sent};
  if (!hasMore) return {kind: 'not done'};
  return {
    kind: 'unclear',
    sentence: `Stripe gave no answer when ${name} was sent, and too many e-mails have gone out since to tell. Look on its page in Stripe, and send it again if it did not go out.`,
  };
}

function invoiceOf(event: object): {readonly id: unknown} | null {
  const data: unknown = Reflect.get(event, 'data');
  const object: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'object') : null;
  return typeof object === 'object' && object !== null && 'id' in object ? object : null;
}
