import {draftsState} from '../../../../src/core/invoicing/create/drafts-state.ts';
import {creationDesk, manyRows} from '../support/creation-desk.ts';
import {nordwindRow} from '../support/sandbox-drafts.ts';

describe('draftsState()', () => {
  test('counts the rows of the tab and asks Stripe nothing', () => {
    const desk = creationDesk([nordwindRow, {...nordwindRow, Description: 'Other'}]);
    const requests = desk.requests.length;
    expect(draftsState(desk.ports)).toEqual({tab: {title: 'Invoice Drafts', rows: 2}, unfinished: null});
    expect(desk.requests).toHaveLength(requests);
  });

  test('says that there is no tab', () => {
    const {ports} = creationDesk([]);
    const drafts = {...ports.drafts, read: () => null};
    expect(draftsState({...ports, drafts})).toEqual({tab: null, unfinished: null});
  });

  test('names a batch that was begun, and its id goes on with it', () => {
    const {rows, objects} = manyRows(60);
    const desk = creationDesk(rows, {objects});
    const {digest} = desk.previewNow();
    const first = desk.create({digest, finalize: true, forMs: 1});
    expect(first).toMatchObject({status: 'continues'});
    const {unfinished} = draftsState(desk.ports);
    expect(unfinished).toMatchObject({
      by: 'nora@example.com',
      begunAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
      invoices: 60,
      created: first.created,
      finalize: true,
      deliver: false,
    });
    const last = desk.create({digest: unfinished?.batchId ?? null});
    expect(last).toMatchObject({status: 'complete', created: 60, finalized: 60, failed: 0});
    expect(draftsState(desk.ports).unfinished).toBeNull();
    expect(desk.invoices()).toHaveLength(60);
  });

  test('a short id that began nothing creates nothing', () => {
    const desk = creationDesk([nordwindRow]);
    expect(() => desk.create({digest: '0123456789abcdef'})).toThrow('Cannot create invoices');
    expect(desk.invoices()).toEqual([]);
  });
});

describe('createInvoices() of a batch', () => {
  test('tells what became of each, those that need a person first', () => {
    const desk = creationDesk([
      nordwindRow,
      {...nordwindRow, Description: 'Other', 'Unit amount': 100, 'Order total (check)': 200},
    ]);
    const {digest} = desk.previewNow();
    const {sendAll} = desk.ports.http;
    Object.assign(desk.ports.http, {
      // Lines that say something else than their preview, as a price changed in between would.
      sendAll: (wave: Parameters<typeof sendAll>[0]) =>
        sendAll(wave.map((one) => (one.url.endsWith('/add_lines') ? {...one, body: dearer(one.body)} : one))),
    });
    expect(desk.create({digest, finalize: true})).toMatchObject({
      created: 1,
      stopped: 1,
      invoices: [
        {
          rows: [3],
          title: 'Nordwind GmbH · EUR 200.00',
          status: 'Stopped: total differs',
          link: expect.stringMatching(/^https:\/\/dashboard\.stripe\.com\/.*in_/),
          problem: expect.stringContaining('a difference of EUR 0.02'),
        },
        {
          rows: [2],
          title: 'Nordwind GmbH · EUR 2,400.00',
          status: 'Finalized',
          number: expect.stringMatching(/\w/),
          problem: null,
        },
      ],
    });
  });

  test('says of one whose rows are gone how to go on with it', () => {
    const {rows, objects} = manyRows(60);
    const desk = creationDesk(rows, {objects});
    const {digest} = desk.previewNow();
    desk.create({digest, forMs: 1});
    const open = desk.intents().findIndex(({state}) => state === 'intended') + 2;
    desk.type(open, 'Key', 'another');
    const reply = desk.create({digest});
    expect(reply).toMatchObject({status: 'complete'});
    expect(reply.status === 'complete' && reply.invoices.filter(({problem}) => problem !== null)).toEqual([
      expect.objectContaining({rows: [], problem: expect.stringContaining('Its rows are gone')}),
    ]);
  });
});

const dearer = (body: string | null): string | null =>
  body?.replace(/(amount_decimal[^=]*=)10000\b/, '$110001') ?? null;
