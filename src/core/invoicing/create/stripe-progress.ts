import * as v from 'valibot';
import {currencyCode} from '../../money/currency.ts';
import {formatMoney, money} from '../../money/money.ts';
import {isInvoicePdf} from '../../stripe/links.ts';
import {decodeWire, wireId} from '../../stripe/wire.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import type {PlannedTotals} from '../invoice-plan.ts';
import {decodeTotals} from '../plans/stripe-preview.ts';

const text = v.nullish(v.string());
const wireInvoice = v.object({
  id: wireId,
  status: text,
  number: text,
  invoice_pdf: text,
  lines: v.object({data: v.array(v.unknown())}),
});

/** The intent after Stripe has shown its invoice, whoever has done what to it meanwhile. */
export function intentAt(intent: InvoiceIntent, wire: unknown): InvoiceIntent {
  const {id, status, number, invoice_pdf: pdf, lines} = decodeWire(wireInvoice, wire, 'invoice');
  const {isUnsure: _, ...known} = intent;
  const seen: InvoiceIntent = {
    ...known,
    invoiceId: id,
    number: number || intent.number,
    ...(pdf && isInvoicePdf(pdf) ? {pdf} : {}),
    problem: null,
  };
  switch (status) {
    case 'draft':
      // Lines that were there and are gone were taken off by a person: they are not added again.
      return lines.data.length === 0 && intent.state !== 'lined'
        ? {...seen, state: 'drafted'}
        : compared(seen, decodeTotals(wire));
    case 'void':
      return {...seen, state: 'reversed', problem: `Invoice ${number ?? id} was voided in Stripe.`};
    default:
      return finalized(seen, decodeTotals(wire));
  }
}

/** A draft may go on only when Stripe reckons what was previewed, to the cent. */
function compared(intent: InvoiceIntent, totals: PlannedTotals): InvoiceIntent {
  const problem = differenceWords(intent, totals);
  return problem === null
    ? {...intent, state: 'lined'}
    : {...intent, state: 'stopped', problem: `${problem} It stays a draft: correct or delete it in Stripe.`};
}

function finalized(intent: InvoiceIntent, totals: PlannedTotals): InvoiceIntent {
  const problem = differenceWords(intent, totals);
  return {
    ...intent,
    state: intent.state === 'sent' ? 'sent' : 'finalized',
    problem: problem === null ? null : `${problem} It is final: void or credit it in Stripe.`,
  };
}

const comparedTotals = [
  ['subtotal', 'subtotal'],
  ['discount', 'discount'],
  ['tax', 'tax'],
  ['total', 'total'],
] as const;

function differenceWords({currency, totals: planned}: InvoiceIntent, actual: PlannedTotals): string | null {
  const differing = comparedTotals.filter(([field]) => planned[field] !== actual[field]);
  // The total says most; where it is the same, what makes it up.
  const [field, word] = differing[differing.length - 1] ?? [null, ''];
  if (field === null) return null;
  const shown = (minorUnits: number) => formatMoney(money(minorUnits, currencyCode(currency)));
  const by = shown(actual[field] - planned[field]);
  return `Stripe's ${word} is ${shown(actual[field])}, the preview's ${shown(planned[field])}: a difference of ${by}.`;
}
