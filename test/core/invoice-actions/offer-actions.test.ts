import {offerActions} from '../../../src/core/invoice-actions/offer-actions.ts';
import {type StripeDesk, stripeDesk} from './support/stripe-desk.ts';

/** What each action says to an invoice, `offered` where nothing refuses it; its name as INV-1. */
function saidOf(desk: StripeDesk, id: string): Readonly<Record<string, string>> {
  const {number} = desk.get(`/v1/invoices/${id}`);
  const [offer] = offersOf(desk, [id]);
  return Object.fromEntries(
    (offer?.actions ?? []).map(({name, refusal}) => [
      name,
      (refusal ?? 'offered').replaceAll(typeof number === 'string' ? number : id, 'INV-1'),
    ]),
  );
}

function offersOf({ports}: StripeDesk, invoiceIds: readonly string[]) {
  return offerActions(ports, {invoiceIds}, {deadlineUnixMs: ports.clock.nowUnixMs() + 60_000}).offers;
}

describe('offerActions', () => {
  test('offers on an open invoice what Stripe allows, with labels, reasons, lines and decimals', () => {
    const desk = stripeDesk();
    const id = desk.invoice({amounts: [100_000, 20_000]});
    const said = saidOf(desk, id);
    expect(Object.entries(said).filter(([, words]) => words !== 'offered')).toEqual([
      ['finalize', 'INV-1 is finalized already: its number is given for good.'],
      ['pause-collection', 'Collection of INV-1 is paused already: Stripe neither retries nor reminds.'],
      ['record-recovery', 'INV-1 is open: only money for an uncollectible invoice is a recovery.'],
      ['delete-draft', 'INV-1 is open: only a draft can be deleted. Void or credit it instead.'],
    ]);
    const [offer] = offersOf(desk, [id]);
    expect(offer).toMatchObject({
      invoiceId: id,
      title: expect.stringMatching(/^\S+ · Acme GmbH · EUR 1,200\.00 · open$/),
      currency: 'EUR',
      decimals: 2,
      lines: [{amount: 1000}, {amount: 200}],
    });
    expect(offer?.actions.find(({name}) => name === 'void')).toEqual({
      name: 'void',
      label: 'Void…',
      refusal: null,
      reasonCodes: ['Wrong customer', 'Wrong amount', 'Duplicate', 'Order cancelled', 'Other'],
    });
  });

  test('says of a draft what it must become first', () => {
    const desk = stripeDesk();
    expect(saidOf(desk, desk.invoice({stays: 'draft'}))).toMatchObject({
      finalize: 'offered',
      'delete-draft': 'offered',
      'change-details': 'offered',
      send: 'INV-1 is a draft: only a finalized invoice can be sent. Finalize it first.',
      'retry-payment': 'INV-1 is a draft: finalize it first.',
      'agree-pay-by': 'INV-1 is a draft: change its due date in Stripe instead.',
      'pause-collection': 'INV-1 is a draft: nothing is collected of it yet.',
      'resume-collection': 'INV-1 is a draft: nothing is collected of it yet.',
      'mark-uncollectible': 'INV-1 is a draft: nobody owes it yet. Delete the draft instead.',
      void: 'INV-1 is a draft: only a finalized invoice can be voided. Delete the draft instead.',
    });
  });

  test('says of a paid invoice that there is nothing left to collect', () => {
    const desk = stripeDesk();
    expect(saidOf(desk, desk.invoice({paidByCard: true}))).toMatchObject({
      finalize: 'INV-1 is finalized already: its number is given for good.',
      'change-details': 'offered',
      send: 'INV-1 is charged automatically: Stripe e-mails only invoices that customers pay themselves. Copy its link instead.',
      'retry-payment': 'INV-1 is paid: there is nothing left to collect.',
      'agree-pay-by': 'INV-1 is paid: nothing is left to be paid by any day.',
      'pause-collection': 'INV-1 is paid: there is nothing to collect.',
      'resume-collection': 'INV-1 is paid: there is nothing to collect.',
      'mark-uncollectible': 'INV-1 is paid: there is nothing left to collect.',
      void: 'INV-1 is paid: a paid invoice cannot be voided. Credit it instead.',
      'delete-draft': 'INV-1 is paid: only a draft can be deleted. Void or credit it instead.',
    });
  });

  test('says of a void invoice that it is over', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    desk.post(`/v1/invoices/${id}/void`);
    expect(saidOf(desk, id)).toMatchObject({
      send: 'INV-1 is void: there is nothing to send.',
      'retry-payment': 'INV-1 is void: nobody owes it any more.',
      'agree-pay-by': 'INV-1 is void: nothing is left to be paid by any day.',
      'pause-collection': 'INV-1 is void: there is nothing to collect.',
      'mark-uncollectible': 'INV-1 is void: nobody owes it any more.',
      void: 'INV-1 is void already.',
      'delete-draft': 'INV-1 is void: only a draft can be deleted. Void or credit it instead.',
    });
  });

  test('lets an uncollectible invoice still be paid, sent or voided', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    desk.post(`/v1/invoices/${id}/mark_uncollectible`);
    expect(saidOf(desk, id)).toMatchObject({
      send: 'offered',
      'retry-payment': 'offered',
      'agree-pay-by': 'offered',
      void: 'offered',
      'pause-collection': 'INV-1 is uncollectible: Stripe does not collect it any more.',
      'mark-uncollectible': 'INV-1 is uncollectible already.',
    });
  });

  test('refuses to void what is paid in part, naming how much', () => {
    const desk = stripeDesk();
    expect(saidOf(desk, desk.invoice({paidOutside: 20_000}))).toMatchObject({
      void: 'INV-1 is paid in part (EUR 200.00): it cannot be voided. Credit it instead.',
    });
  });

  test('refuses to send where nobody can be e-mailed', () => {
    const silent = {id: 'cus_Silent', object: 'customer', name: 'Silent Ltd', email: null, currency: 'eur'};
    const desk = stripeDesk([silent]);
    expect(saidOf(desk, desk.invoice({customer: 'cus_Silent'}))).toMatchObject({
      send: 'The customer of INV-1 has no e-mail address. Add one in Stripe, then send it.',
    });
    const id = desk.invoice();
    desk.delete('/v1/customers/cus_Acme');
    expect(saidOf(desk, id)).toMatchObject({
      send: 'The customer of INV-1 was deleted in Stripe: nobody can be e-mailed.',
    });
  });

  test('says of collection that is paused or goes on that it is so already', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    desk.post(`/v1/invoices/${id}`, {auto_advance: true});
    expect(saidOf(desk, id)).toMatchObject({
      'pause-collection': 'offered',
      'resume-collection': 'Collection of INV-1 is not paused.',
    });
    desk.post(`/v1/invoices/${id}`, {auto_advance: false});
    expect(saidOf(desk, id)).toMatchObject({
      'pause-collection': 'Collection of INV-1 is paused already: Stripe neither retries nor reminds.',
      'resume-collection': 'offered',
    });
  });

  test('keeps one that cannot be read from hiding the others', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    const offers = offersOf(desk, ['in_Nowhere', id]);
    expect(offers.map(({invoiceId}) => invoiceId)).toEqual(['in_Nowhere', id]);
    expect(new Set(offers[0]?.actions.map(({refusal}) => refusal))).toEqual(
      new Set(['in_Nowhere is not in Stripe, or in its other mode: it may have been deleted.']),
    );
    expect(offers[1]?.actions.some(({refusal}) => refusal === null)).toBe(true);
  });

  test('reads all lines of a long invoice', () => {
    const desk = stripeDesk();
    const id = desk.invoice({amounts: Array.from({length: 130}, (_, index) => 100 + index)});
    const [offer] = offersOf(desk, [id]);
    expect(offer?.lines).toHaveLength(130);
    expect(new Set(offer?.lines.map(({lineId}) => lineId)).size).toBe(130);
  });

  test('reads invoices with a key that may not read their payments', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    const {sendAll} = desk.ports.http;
    Object.assign(desk.ports.http, {
      sendAll: (wave: Parameters<typeof sendAll>[0]) =>
        wave.map((request) =>
          decodeURIComponent(request.url).includes('=payments')
            ? {
                kind: 'response',
                response: {
                  status: 403,
                  headers: {},
                  body: JSON.stringify({error: {type: 'invalid_request_error', message: 'Not permitted'}}),
                },
              }
            : sendAll([request])[0],
        ),
    });
    expect(saidOf(desk, id)).toMatchObject({void: 'offered'});
  });
});
