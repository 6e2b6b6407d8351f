import type {Json} from '../../../workbench/apps-script/host-call.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {closeDesks, type Desk, openDesk, replyOf} from '../survival/support/desk.ts';

afterEach(closeDesks);

const invoices = ['in_credited', 'in_paid', 'in_corrected', 'in_recovered'].map((id, index) =>
  wireInvoice({
    id,
    number: `INV-${index + 1}`,
    ...(id === 'in_recovered' ? {status: 'uncollectible'} : {}),
  }),
);

type Value = Readonly<Record<string, unknown>>;

async function answerOf({workbench}: Desk, name: string, request: Json): Promise<Value> {
  const reply: Value = Object(replyOf(await workbench.run(name, [request])));
  expect({name, reply}).toMatchObject({name, reply: {status: 'done'}});
  return Object(reply['value']);
}

/** As the sidebar does it: previewed, confirmed, done. */
async function acted(
  desk: Desk,
  action: {readonly name: string; readonly [field: string]: Json},
  id: string,
) {
  const request = {invoiceIds: [id], action, reasonCode: 'Other', reason: 'asked by phone'};
  const preview = await answerOf(desk, 'previewAction', request);
  const reply = await answerOf(desk, 'doAction', {...request, digest: String(preview['digest'])});
  const [shown] = preview['invoices'] as readonly {readonly willDo: readonly string[]}[];
  return {willDo: shown?.willDo ?? [], message: reply['message'], lookedUp: await lookedUp(desk, id)};
}

async function lookedUp(desk: Desk, id: string): Promise<string> {
  return JSON.stringify(await answerOf(desk, 'lookUpPayments', {texts: [id]}));
}

test('credits, payments from outside, corrections and recoveries go through the bundle to Stripe and back', async () => {
  const desk = openDesk({invoices, now: '2026-11-04T15:00:00Z'});
  const credit = await acted(
    desk,
    {
      name: 'credit',
      amount: 1,
      lines: [],
      paidPartGoesTo: 'outside Stripe',
      stripeReason: null,
      memo: '',
      emailsCustomer: false,
    },
    'in_credited',
  );
  expect(credit.willDo[0]).toMatch(/^Credits USD 1\.00: USD 1\.00 less to pay\.$/);
  expect(credit.message).toMatch(/^Credit note \S+ of USD 1\.00 was issued for INV-1\.$/);
  expect(credit.lookedUp).toContain('USD 1.00');

  const payment = {amount: null, receivedOn: '2026-11-04', method: 'Bank transfer', reference: 'R-17'};
  const paid = await acted(desk, {name: 'record-payment', ...payment}, 'in_paid');
  expect(paid.message).toBe('The payment is recorded: INV-2 is paid.');
  const recovered = await acted(desk, {name: 'record-recovery', ...payment}, 'in_recovered');
  expect(recovered.message).toBe('The payment is recorded: INV-4 is paid.');

  const corrected = await acted(desk, {name: 'correct'}, 'in_corrected');
  expect(corrected.message).toMatch(
    /^The draft in_\w+ is there to edit; finalizing it voids INV-3\. https:\/\/dashboard\.stripe\.com\/test\/invoices\/in_\w+$/,
  );

  const log = (await desk.table('Audit Log')).cells.flat();
  expect(
    log.filter((cell) => /^(Invoice credited|Payment recorded|Correction begun)$/.test(String(cell))),
  ).toEqual(['Invoice credited', 'Payment recorded', 'Payment recorded', 'Correction begun']);
});
