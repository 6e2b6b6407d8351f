import {derivedId} from '../engine/ids.ts';
import {isWireObject, type WireObject} from '../engine/wire.ts';
import type {StoredObjects} from '../engine/world-objects.ts';
import type {StoredCreditNote, StoredCreditNoteLine} from './objects.ts';

/** The world's credit notes, as somebody exported them from Stripe; what they leave out gets Stripe's defaults. */
export function seedCreditNotes(world: StoredObjects): readonly StoredCreditNote[] {
  const numbers = new Map(world.invoices.map(({id, number}) => [id, number ?? id]));
  return world.others
    .filter(({object}) => object === 'credit_note')
    .map(({lines, livemode: _livemode, pdf: _pdf, ...given}) => {
      const note = {...given, invoice: idOf(given['invoice']), lines: seedLines(given.id, lines)};
      const total = Number(given['total'] ?? given['amount'] ?? 0);
      const defaults = {
        ...unwritten,
        amount: total,
        customer: '',
        effective_at: given['created'] ?? null,
        number: `${numbers.get(note.invoice) ?? note.invoice}-CN-01`,
        post_payment_amount: 0,
        pre_payment_amount: total - Number(given['post_payment_amount'] ?? 0),
        subtotal: total,
        subtotal_excluding_tax: total,
        total,
        total_excluding_tax: total,
      };
      // A world keeps objects of this kind unchecked.
      return {...defaults, ...note} as unknown as StoredCreditNote;
    });
}

const unwritten = {
  amount_shipping: 0,
  customer_account: null,
  customer_balance_transaction: null,
  discount_amount: 0,
  discount_amounts: [],
  memo: null,
  metadata: {},
  out_of_band_amount: null,
  pretax_credit_amounts: [],
  reason: null,
  refunds: [],
  shipping_cost: null,
  status: 'issued',
  total_taxes: [],
  type: 'pre_payment',
  voided_at: null,
} as const;

const unwrittenLine = {
  description: null,
  discount_amount: 0,
  discount_amounts: [],
  metadata: null,
  pretax_credit_amounts: [],
  quantity: null,
  taxes: [],
  type: 'custom_line_item',
  unit_amount: null,
  unit_amount_decimal: null,
} as const;

function seedLines(noteId: string, lines: unknown): readonly StoredCreditNoteLine[] {
  const data = isWireObject(lines) ? lines['data'] : lines;
  if (!Array.isArray(data)) return [];
  return data.filter(isWireObject).map((line, index) => {
    const {livemode: _livemode, tax_rates: rates, ...given} = line;
    const known = {
      id: derivedId('cnli', `${noteId}:${index}`),
      object: 'credit_note_line_item',
      amount: 0,
      ...unwrittenLine,
      ...given,
      tax_rates: Array.isArray(rates) ? rates.map(idOf) : [],
    };
    return known as unknown as StoredCreditNoteLine;
  });
}

function idOf(reference: unknown): string {
  if (typeof reference === 'string') return reference;
  const {id}: WireObject = isWireObject(reference) ? reference : {};
  return typeof id === 'string' ? id : '';
}
