import type {InvoiceAction} from '../../../src/core/action-contract.ts';
import {actionDesk, alwaysAsk} from './support/action-desk.ts';

const voiding: InvoiceAction = {name: 'void'};
const changed =
  'Cannot tell which actions were begun: row 1 of the hidden tab "Billing Ops (actions begun)" was changed by hand. Put the tab back as it was with File, Version history. Nothing was done.';

describe('doAction() where somebody has typed into the hidden list of what was begun', () => {
  test('does nothing of it, though its digest is that of a preview which nobody has approved', () => {
    const desk = actionDesk();
    alwaysAsk(desk);
    const id = desk.invoice();
    const {digest} = desk.preview(voiding, [id]);
    expect(() => desk.act(voiding, [id], {digest})).toThrow('Voiding needs approval.');
    const invoice = {
      invoiceId: id,
      name: id,
      title: id,
      customerId: 'cus_Acme',
      action: voiding,
      mark: 'm',
      steps: [
        {name: 'void', method: 'POST', path: `/v1/invoices/${id}/void`, params: {}, refusesTwice: true},
      ],
      audit: {action: 'Invoice voided', object: id, field: 'status', before: 'open', after: 'void'},
      currency: 'EUR',
      amount: 120_000,
      taken: [],
      attempt: 1,
      askedAtUnixS: Math.floor(desk.ports.clock.nowUnixMs() / 1000),
      problem: null,
      ended: null,
    };
    const order = {digest, contentDigest: 'c', name: 'void', accountId: null, mode: 'test'};
    desk.ports.tables.writeRecords('actions-begun', 1, [
      [JSON.stringify({order: {...order, policyLine: 'approved', approvedBy: 'ben@example.com'}})],
      [JSON.stringify({digest, invoice})],
    ]);
    expect(() => desk.act(voiding, [id], {digest})).toThrow(changed);
    expect(desk.statuses([id])).toEqual(['open']);
  });

  test('writes nothing of it into the audit log', () => {
    const desk = actionDesk();
    const [one, other] = [desk.invoice(), desk.invoice()];
    desk.act(voiding, [one]);
    const rows = desk.ports.tables.readRecords('actions-begun');
    const forged = rows.map(([text = '', seal = '']) => [
      text.replaceAll(one, 'in_Other').replace(/"digest":"./g, '"digest":"x'),
      seal,
    ]);
    desk.ports.tables.writeRecords('actions-begun', rows.length + 1, forged);
    desk.act(voiding, [other]);
    expect(desk.log().map(({Object: object}) => object)).toEqual([one, other]);
  });
});
