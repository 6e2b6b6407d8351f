import {formatMoney} from '../money/money.ts';
import type {PaymentStatus, StatusLine, StatusSection, Tone} from '../payment-status-contract.ts';
import {agreedPayBy} from '../stripe/agreed-pay-by.ts';
import {dashboardLink, isStripePage} from '../stripe/links.ts';
import {formatDayMonth} from '../time/civil-date.ts';
import {civilDateAt} from '../time/zone.ts';
import {cashText, disputeWords, nextText, statusSentence} from './status-sentence.ts';
import {
  actionWords,
  awaitedWords,
  daysLate,
  dayText,
  inFlight,
  lastFailure,
  latenessText,
  methodText,
  moneyText,
  paymentsOf,
  type Telling,
  type ToldPayment,
  timeOf,
} from './telling.ts';

type Line = StatusLine | null;

/** Everything that Stripe says of one invoice, in the words and the order in which one reads it. */
export function paymentStatus(telling: Telling): PaymentStatus {
  const {invoice, missing} = telling.live;
  const sections: readonly {readonly title: string; readonly lines: readonly Line[]}[] = [
    {title: 'Invoice', lines: invoiceLines(telling)},
    {title: 'Amounts', lines: amountLines(telling)},
    {title: 'Collection', lines: collectionLines(telling)},
    {title: 'Sent', lines: sentLines(telling)},
    {title: 'Payments', lines: paymentLines(telling)},
    {title: 'Credit notes', lines: creditNoteLines(telling)},
    {title: 'Disputes', lines: disputeLines(telling)},
  ];
  return {
    invoiceId: invoice.id,
    number: invoice.number,
    mode: invoice.livemode ? 'live' : 'test',
    customer: {id: invoice.customerId, name: invoice.customerName, email: invoice.customerEmail},
    sentence: statusSentence(telling),
    state: stateOf(telling),
    sections: sections.map(toSection).filter(({lines}) => lines.length > 0),
    links: linksOf(telling),
    missing,
  };
}

function toSection({title, lines}: {readonly title: string; readonly lines: readonly Line[]}): StatusSection {
  return {title, lines: lines.filter((line) => line !== null)};
}

function line(label: string, text: string | null, tone: Tone = 'plain'): Line {
  return text === null ? null : {label, text, tone};
}

function stateOf(telling: Telling): PaymentStatus['state'] {
  const {invoice} = telling.live;
  const late = daysLate(telling);
  switch (invoice.status) {
    case 'open':
      if (inFlight(telling).length > 0) return {text: 'Open, payment on its way', tone: 'warning'};
      if (late !== null && late > 0) return {text: `Open, ${latenessText(late)}`, tone: 'bad'};
      if (awaitedWords(telling) !== null) return {text: 'Open, waits for the customer', tone: 'warning'};
      return lastFailure(telling) === null && invoice.attemptCount === 0
        ? {text: 'Open', tone: 'plain'}
        : {text: 'Open, last attempt failed', tone: 'bad'};
    case 'paid':
      return isDisputed(telling) ? {text: 'Paid, disputed', tone: 'bad'} : {text: 'Paid', tone: 'good'};
    case 'uncollectible':
      return {text: 'Uncollectible', tone: 'bad'};
    case 'void':
      return {text: 'Void', tone: 'plain'};
    case 'draft':
      return {text: 'Draft', tone: invoice.finalizationProblem === null ? 'plain' : 'bad'};
    default:
      return {text: invoice.status ?? 'Unknown', tone: 'warning'};
  }
}

/** Stripe leaves a disputed invoice paid, also when the dispute is lost. */
function isDisputed({live: {disputes}}: Telling): boolean {
  const withoutLoss = ['won', 'warning_closed', 'prevented'];
  return (disputes ?? []).some(({status}) => !withoutLoss.includes(status));
}

function invoiceLines(telling: Telling): readonly Line[] {
  const {live, timeZone, purchaseOrder} = telling;
  const {invoice} = live;
  const day = (unixS: number | null) =>
    unixS === null ? null : formatDayMonth(civilDateAt(unixS, timeZone));
  const late = invoice.status === 'open' ? daysLate(telling) : null;
  const payBy = agreedPayBy(invoice);
  return [
    line('Status', invoice.status ?? 'unknown'),
    line('Number', invoice.number),
    line('Invoice ID', invoice.id),
    line('Customer', customerText(telling)),
    line('PO', purchaseOrder),
    line('Finalized', day(invoice.finalizedAtUnixS)),
    line('Due', day(invoice.dueAtUnixS) ?? 'no due date'),
    line('Agreed pay-by date', payBy === null ? null : formatDayMonth(payBy)),
    late === null ? null : line('Days late', String(Math.max(0, late)), late > 0 ? 'bad' : 'plain'),
    line('Paid', day(invoice.paidAtUnixS), 'good'),
    line('Uncollectible since', day(invoice.markedUncollectibleAtUnixS), 'bad'),
    line('Void since', day(invoice.voidedAtUnixS)),
    line('Cannot be finalized', invoice.finalizationProblem, 'bad'),
  ];
}

function customerText({live: {invoice}}: Telling): string | null {
  const {customerName, customerId, customerDeleted} = invoice;
  if (customerId === null) return customerName;
  const name = customerName === null ? customerId : `${customerName} (${customerId})`;
  return customerDeleted ? `${name}, deleted in Stripe` : name;
}

function amountLines(telling: Telling): readonly Line[] {
  const {invoice} = telling.live;
  // Stripe leaves an amount remaining on void invoices, too.
  const remains = invoice.status === 'open' || invoice.status === 'uncollectible';
  const credit = invoice.creditBalance === null ? null : moneyText(invoice.creditBalance);
  return [
    line('Total', formatMoney(invoice.total)),
    line('Amount due', formatMoney(invoice.amountDue)),
    line('Paid', formatMoney(invoice.amountPaid)),
    line('Credited', moneyText(invoice.credited)),
    line('Remaining', remains ? formatMoney(invoice.amountRemaining) : null),
    line('Paid above what was due', moneyText(invoice.amountOverpaid), 'warning'),
    line('Cash of the customer', cashText(telling), 'warning'),
    line("Customer's credit balance", credit),
  ];
}

function collectionLines(telling: Telling): readonly Line[] {
  const {invoice} = telling.live;
  const isOpen = invoice.status === 'open';
  const failure = lastFailure(telling);
  const failedOn =
    failure === null || failure.atUnixS === null ? '' : `${dayText(telling, failure.atUnixS)}: `;
  const stopped = isOpen && invoice.autoAdvance === false;
  return [
    line(
      'Collection',
      invoice.collectionMethod === 'charge_automatically' ? 'charged automatically' : 'sent, customer pays',
    ),
    line('Attempts', invoice.attemptCount > 0 || isOpen ? String(invoice.attemptCount) : null),
    line('Last failure', failure === null ? null : `${failedOn}${failure.words}`, 'bad'),
    line('Next attempt', isOpen ? nextText(telling).replace(/^next attempt /, '') : null),
    ...inFlight(telling).map((flight) => line('On its way', paymentText(flight), 'warning')),
    line(
      'Automatic collection',
      stopped ? 'off: Stripe neither retries, reminds nor reconciles this invoice' : null,
      'warning',
    ),
  ];
}

function sentLines(telling: Telling): readonly Line[] {
  const {invoice, sent} = telling.live;
  if (invoice.status === 'draft') return [];
  const to = invoice.customerEmail;
  return [
    to === null ? line('To', 'nobody: the customer has no e-mail address', 'warning') : line('Address', to),
    ...(sent?.emails ?? []).map((one) =>
      line(`E-mailed ${dayText(telling, one.atUnixS)}`, `to ${one.to ?? to ?? 'an unknown address'}`),
    ),
    sent?.emails.length === 0 ? line('E-mailed', unsentText(telling, sent.sinceUnixS)) : null,
  ];
}

function unsentText(telling: Telling, sinceUnixS: number | null): string {
  return sinceUnixS === null
    ? 'not in the last 30 days, which is as far back as Stripe tells'
    : `not since ${dayText(telling, sinceUnixS)}; the 100 newest e-mails of the account reach no further`;
}

function paymentLines(telling: Telling): readonly Line[] {
  return paymentsOf(telling)
    .filter(hasHappened)
    .map((told) => {
      const {status} = told.payment;
      const tone = status === 'paid' ? 'good' : status === 'open' ? 'warning' : 'plain';
      return line(dayText(telling, timeOf(told.payment)), paymentText(told), tone);
    });
}

/** Stripe keeps an open payment ready on every open invoice; until somebody tries to pay, it tells nothing. */
function hasHappened({payment, attempt}: ToldPayment): boolean {
  if (payment.status !== 'open') return true;
  if (attempt === null) return payment.source.type === 'payment_record';
  return attempt.status !== 'requires_payment_method' || attempt.failure !== null;
}

/** `EUR 48,200.00 by Visa •4242, paid` */
function paymentText(told: ToldPayment): string {
  const {payment, attempt} = told;
  const method = methodText(told);
  const by = method === null ? '' : method === 'outside Stripe' ? ' outside Stripe' : ` by ${method}`;
  const refunded = attempt?.refunded == null ? '' : `, ${formatMoney(attempt.refunded)} refunded`;
  return `${formatMoney(payment.paid ?? payment.requested)}${by}, ${progressText(told)}${refunded}`;
}

/** Statuses of a payment intent: https://docs.stripe.com/payments/paymentintents/lifecycle */
function progressText({payment, attempt}: ToldPayment): string {
  if (payment.status === 'paid') return 'paid';
  if (payment.status === 'canceled') return 'cancelled';
  switch (attempt?.status) {
    case 'processing':
    case 'pending':
      return 'on its way';
    case 'requires_action':
      return actionWords(attempt);
    case 'requires_confirmation':
      return 'waits for the customer to confirm it';
    case 'requires_capture':
      return 'authorised, not captured';
    case 'requires_payment_method':
    case 'failed':
      return attempt.failure === null ? 'waits for the customer to pay' : `failed: ${attempt.failure.words}`;
    default:
      return payment.status === 'open' ? 'not paid yet' : payment.status;
  }
}

function creditNoteLines(telling: Telling): readonly Line[] {
  return (telling.live.creditNotes ?? []).map((note) => {
    const reason = note.reason === null ? '' : `, ${note.reason.replace(/_/g, ' ')}`;
    const text = `${formatMoney(note.total)}, ${note.status} ${dayText(telling, note.createdUnixS)}${reason}`;
    return line(note.number, text);
  });
}

function disputeLines(telling: Telling): readonly Line[] {
  return (telling.live.disputes ?? []).map((dispute) =>
    line(
      formatMoney(dispute.amount),
      disputeWords(telling, dispute),
      dispute.status === 'won' ? 'good' : 'bad',
    ),
  );
}

function linksOf({live: {invoice}, accountId}: Telling): PaymentStatus['links'] {
  const links = [
    {label: 'Stripe Dashboard', url: dashboardLink(invoice, accountId)},
    {label: 'Page for the customer', url: invoice.hostedInvoiceUrl},
    {label: 'PDF', url: invoice.pdfUrl},
  ];
  return links.flatMap(({label, url}) => (url !== null && isStripePage(url) ? [{label, url}] : []));
}
