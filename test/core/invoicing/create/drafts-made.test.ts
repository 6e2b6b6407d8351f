import {worldKey} from '../../../../workbench/worlds/world.ts';
import {contradictions, creationDesk, manyRows} from '../support/creation-desk.ts';
import {logFaults} from '../support/creation-log.ts';
import {draftHands} from '../support/drafts-by-hand.ts';
import {nordwindRow} from '../support/sandbox-drafts.ts';

const request = {finalize: true, deliver: true};

function draftsOf(count: number) {
  const {rows, objects} = manyRows(count);
  const desk = creationDesk(
    rows.map((row) => ({...row, Deliver: 'Stripe e-mail'})),
    {objects},
  );
  desk.createNow();
  return desk;
}

describe('drafts that were made earlier', () => {
  test('are offered by a preview under a digest of their own, and finalized with it', () => {
    const desk = draftsOf(2);
    desk.passMs(30 * 3_600_000);
    const preview = desk.previewNow();
    expect(preview).toMatchObject({
      ready: 0,
      done: 2,
      digest: null,
      message: 'Nothing to create. 2 invoices are drafts in Stripe and can be finalized.',
      drafts: {invoices: 2, totals: [{currency: 'EUR', total: 'EUR 402.00', totalMajor: 402}], charges: []},
    });
    const digest = preview.drafts?.digest ?? null;
    expect(desk.create({...request, digest})).toMatchObject({
      status: 'complete',
      finalized: 2,
      sent: 2,
      failed: 0,
      message: '2 drafts finalized, EUR 402.00.',
    });
    expect([desk.cell(2, 'Status'), desk.cell(3, 'Status')]).toEqual(['Sent', 'Sent']);
    expect(desk.cell(2, 'PDF')).toContain('https://pay.stripe.com/');
    expect(desk.invoices()).toMatchObject([{status: 'open'}, {status: 'open'}]);
    expect([...contradictions(desk), ...logFaults(desk).atLast()]).toEqual([]);
    expect(desk.create({...request, digest})).toMatchObject({message: 'Nothing to create.'});
    expect(desk.previewNow().drafts).toBeUndefined();
  });

  test('are looked at again first: another total stays a draft and says by how much', () => {
    const desk = draftsOf(2);
    const [changed] = desk.intents();
    const {drafts} = desk.previewNow();
    const {sendAll} = desk.ports.http;
    const id = changed?.invoiceId ?? '';
    Object.assign(desk.ports.http, {
      // As if a person had changed the draft in Stripe.
      sendAll: (wave: Parameters<typeof sendAll>[0]) =>
        sendAll(wave).map((outcome, index) =>
          outcome.kind === 'response' && wave[index]?.url.endsWith(`/v1/invoices/${id}`)
            ? {
                ...outcome,
                response: {
                  ...outcome.response,
                  body: outcome.response.body.replace(/"total": ?20000\b/, '"total":20100'),
                },
              }
            : outcome,
        ),
    });
    expect(desk.create({...request, digest: drafts?.digest ?? null})).toMatchObject({
      finalized: 1,
      stopped: 1,
      message: '1 draft finalized, EUR 202.00. 1 stays a draft: its total differs.',
    });
    expect(desk.cell(2, 'Status')).toBe('Stopped: total differs');
    expect(desk.cell(2, 'Problem')).toBe(
      "Stripe's total is EUR 201.00, the preview's EUR 200.00: a difference of EUR 1.00. It stays a draft: correct or delete it in Stripe.",
    );
    expect(desk.invoices().find((invoice) => invoice.id === id)?.status).toBe('draft');
  });

  test('that were deleted in Stripe say so', () => {
    const desk = draftsOf(1);
    const {drafts} = desk.previewNow();
    const id = desk.intents()[0]?.invoiceId ?? '';
    desk.ports.http.sendAll([
      {
        method: 'DELETE',
        url: `https://api.stripe.com/v1/invoices/${id}`,
        headers: {Authorization: `Bearer ${worldKey}`},
        body: null,
      },
    ]);
    expect(desk.create({...request, digest: drafts?.digest ?? null})).toMatchObject({
      finalized: 0,
      message: 'No draft was finalized.',
    });
    expect([desk.cell(2, 'Status'), desk.cell(2, 'Problem')]).toEqual([
      'Reversed',
      `The draft ${id} was deleted in Stripe.`,
    ]);
  });

  test('are named apart from what is new, which does not finalize them', () => {
    const desk = draftsOf(1);
    draftHands(desk).add({...nordwindRow, Customer: 'cus_C0', Description: 'Other'});
    const {digest, drafts} = desk.previewNow();
    expect(desk.create({...request, digest})).toMatchObject({created: 1, finalized: 1});
    expect(desk.cell(2, 'Status')).toBe('Draft in Stripe');
    expect(desk.create({...request, digest: drafts?.digest ?? null})).toMatchObject({finalized: 1});
    expect(desk.cell(2, 'Status')).toBe('Sent');
  });

  test('are not made a second time, and want the word that they be finalized', () => {
    const desk = draftsOf(1);
    const {drafts} = desk.previewNow();
    expect(() => desk.create({digest: drafts?.digest ?? null})).toThrow(
      'Cannot create invoices: 1 is a draft in Stripe already. Pass "finalize": true to go on with what is there. Nothing was changed.',
    );
    desk.type(2, 'Quantity', 3);
    expect(desk.previewNow().drafts).toBeUndefined();
    expect(() => desk.create({...request, digest: drafts?.digest ?? null})).not.toThrow();
    expect(desk.invoices()).toMatchObject([{status: 'draft'}]);
  });

  test('are gone on with after a run that had no time', () => {
    const desk = draftsOf(30);
    const digest = desk.previewNow().drafts?.digest ?? null;
    expect(desk.create({...request, digest, forMs: 1})).toMatchObject({
      status: 'continues',
      remaining: 30,
      message: '0 of 30 drafts finalized. Create again to go on.',
    });
    expect(desk.create({...request, digest})).toMatchObject({finalized: 30, sent: 30});
    expect([...contradictions(desk), ...logFaults(desk).atLast()]).toEqual([]);
  });
});
