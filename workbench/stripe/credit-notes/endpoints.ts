/** https://docs.stripe.com/api/credit_notes */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {inOrder, isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {createCreditNote, previewCreditNote, renderPreview} from './create-credit-note.ts';
import type {StoredCreditNote} from './objects.ts';
import {renderCreditNote, renderCreditNoteLine} from './render-credit-note.ts';
import {voidCreditNote} from './void-credit-note.ts';

const oneNote = {shape: 'object', of: 'credit_note'} as const;
const readingNotes = {method: 'GET', permission: 'rak_credit_note_read'} as const;
const writingNotes = {method: 'POST', permission: 'rak_credit_note_write'} as const;

export const creditNoteEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.CreditNoteListParams>({
    ...readingNotes,
    path: '/v1/credit_notes',
    evidence: 'modelled',
    expansion: {shape: 'list', of: 'credit_note'},
    answer: listCreditNotes,
  }),
  endpoint<Stripe.CreditNoteCreateParams>({
    ...writingNotes,
    path: '/v1/credit_notes',
    evidence: 'scripted',
    expansion: oneNote,
    answer: createCreditNote,
  }),
  endpoint<Stripe.CreditNotePreviewParams>({
    ...readingNotes,
    path: '/v1/credit_notes/preview',
    evidence: 'modelled',
    expansion: oneNote,
    answer: renderPreview,
  }),
  endpoint<Stripe.CreditNoteListPreviewLineItemsParams>({
    ...readingNotes,
    path: '/v1/credit_notes/preview/lines',
    evidence: 'modelled',
    expansion: {shape: 'list', of: 'credit_note_line_item'},
    answer: listPreviewLines,
  }),
  endpoint<Stripe.CreditNoteRetrieveParams>({
    ...readingNotes,
    path: '/v1/credit_notes/{id}',
    evidence: 'modelled',
    expansion: oneNote,
    answer: (call) => renderCreditNote(noteOf(call), call.store),
  }),
  endpoint<Stripe.CreditNoteUpdateParams>({
    ...writingNotes,
    path: '/v1/credit_notes/{id}',
    evidence: 'scripted',
    expansion: oneNote,
    answer: updateCreditNote,
  }),
  endpoint<Stripe.CreditNoteListLineItemsParams>({
    ...readingNotes,
    path: '/v1/credit_notes/{id}/lines',
    evidence: 'modelled',
    expansion: {shape: 'list', of: 'credit_note_line_item'},
    answer: listLines,
  }),
  endpoint<Stripe.CreditNoteVoidCreditNoteParams>({
    ...writingNotes,
    path: '/v1/credit_notes/{id}/void',
    evidence: 'modelled',
    expansion: oneNote,
    answer: (call) => voidCreditNote(call, noteOf(call)),
  }),
];

function listCreditNotes(call: Call<Stripe.CreditNoteListParams>): object {
  const {params, store} = call;
  const ofInvoice = params.invoice;
  if (ofInvoice !== undefined && !store.invoices.has(ofInvoice)) {
    throw noSuchObject({kind: 'invoice', id: ofInvoice, param: 'invoice', inPath: false});
  }
  if (params.customer !== undefined && !store.customers.has(params.customer)) {
    throw noSuchObject({kind: 'customer', id: params.customer, param: 'customer', inPath: false});
  }
  return listPage(call, {
    rows: newestFirst(store.creditNotes),
    kind: 'credit note',
    url: '/v1/credit_notes',
    matches: (row) =>
      isWithin(row.created, params.created) &&
      (ofInvoice === undefined || row.invoice === ofInvoice) &&
      (params.customer === undefined || row.customer === params.customer) &&
      (params.customer_account === undefined || row.customer_account === params.customer_account),
    render: (row) => renderCreditNote(row, store),
  });
}

function listLines(call: Call<Stripe.CreditNoteListLineItemsParams>): object {
  const note = noteOf(call);
  return listPage(call, {
    rows: inOrder(note.lines),
    kind: 'credit note line item',
    url: `/v1/credit_notes/${note.id}/lines`,
    render: (row) => renderCreditNoteLine(row, call.store),
  });
}

function listPreviewLines(call: Call<Stripe.CreditNoteListPreviewLineItemsParams>): object {
  return listPage(call, {
    rows: inOrder(previewCreditNote(call, call.params).lines),
    kind: 'credit note line item',
    url: '/v1/credit_notes/preview/lines',
    render: (row) => renderCreditNoteLine(row, call.store),
  });
}

function updateCreditNote(call: Call<Stripe.CreditNoteUpdateParams>): object {
  const {id, metadata: current} = noteOf(call);
  const {memo, metadata} = call.params;
  const before = call.render('credit_note', id);
  call.change.update('credit_note', id, {
    ...(memo === undefined ? {} : {memo}),
    ...(metadata === undefined ? {} : {metadata: mergedMetadata(current ?? {}, metadata)}),
  });
  call.change.event('credit_note.updated', 'credit_note', id, before);
  return call.render('credit_note', id);
}

function noteOf(call: Pick<Call, 'pathIds' | 'store'>): StoredCreditNote {
  const id = pathIdOf(call);
  const note = call.store.creditNotes.get(id);
  if (note === undefined) throw noSuchObject({kind: 'credit note', id, param: 'id', inPath: true});
  return note;
}
