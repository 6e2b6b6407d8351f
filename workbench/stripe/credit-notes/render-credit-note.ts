import {derivedId} from '../engine/ids.ts';
import type {Store} from '../engine/store.ts';
import type {StoredCreditNote, StoredCreditNoteLine, WireCreditNote, WireCreditNoteLine} from './objects.ts';

/** How many lines a credit note carries inside itself; the others come from `/v1/credit_notes/{id}/lines`. */
const linesInsideMax = 10;

export function renderCreditNote(row: StoredCreditNote, store: Store): WireCreditNote {
  return {
    ...row,
    lines: {
      object: 'list',
      data: row.lines.slice(0, linesInsideMax).map((line) => renderCreditNoteLine(line, store)),
      has_more: row.lines.length > linesInsideMax,
      url: `/v1/credit_notes/${row.id}/lines`,
    },
    livemode: store.livemode,
    pdf: `https://pay.stripe.com/credit_notes/${store.account.id}/cnst_${derivedId('cn', `pdf:${row.id}`).slice(3)}/pdf?s=ap`,
  };
}

export function renderCreditNoteLine(row: StoredCreditNoteLine, store: Store): WireCreditNoteLine {
  return {
    ...row,
    livemode: store.livemode,
    // Lines of a world may name rates that it does not hold.
    tax_rates: row.tax_rates.flatMap((id) => store.taxRates.get(id) ?? []),
  };
}
