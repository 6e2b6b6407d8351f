import type {FaultRule} from '../../../../workbench/stripe/engine/faults.ts';
import {contradictions, creationDesk, manyRows} from '../support/creation-desk.ts';
import {nordwindRow, resultsIn} from '../support/sandbox-drafts.ts';

const dayMs = 24 * 3_600_000;

describe('createInvoices()', () => {
  test('makes one draft per group, says so in its first row and in the register', () => {
    const desk = creationDesk([
      {...nordwindRow, Group: 'A', 'Order total (check)': 2500},
      {Group: 'A', Description: 'Seats', Quantity: 1, 'Unit amount': 100, Tax: 'none: outside the scope'},
      {...nordwindRow, Description: 'Other', Quantity: -2},
    ]);
    expect(desk.createNow()).toMatchObject({
      status: 'complete',
      created: 1,
      finalized: 0,
      failed: 0,
      stopped: 0,
      message: '1 invoice created, EUR 2,500.00. 1 row has a problem.',
    });
    const [invoice, ...others] = desk.invoices();
    expect(others).toEqual([]);
    expect(invoice).toMatchObject({status: 'draft', total: 250_000, auto_advance: false});
    expect(resultsIn(desk, 2)).toMatchObject({
      Status: 'Draft in Stripe',
      'Invoice ID': invoice?.id,
      'Prepared by': 'nora@example.com',
      Link: expect.stringContaining(`invoices/${invoice?.id}`),
      Total: 2500,
    });
    expect(desk.cell(2, 'PDF')).toBe('');
    expect(desk.cell(3, 'Status')).toBe('Draft in Stripe');
    expect(desk.cell(4, 'Status')).toBe('Problem');
    expect(desk.intents()).toMatchObject([{state: 'lined', invoiceId: invoice?.id, problem: null}]);
    expect(contradictions(desk)).toEqual([]);
  });

  test('does nothing a second time and says what is in the way', () => {
    const desk = creationDesk([nordwindRow, {...nordwindRow, Description: 'Other', Quantity: -2}]);
    const {digest} = desk.previewNow();
    desk.create({digest});
    const posts = desk.requests.filter(({method}) => method === 'POST').length;
    const again = desk.create({digest});
    expect(again).toMatchObject({created: 0, message: 'Nothing to create. 1 row has a problem.'});
    expect(desk.requests.filter(({method}) => method === 'POST')).toHaveLength(posts);
    expect(desk.previewNow()).toMatchObject({ready: 0, done: 1});
    expect(desk.invoices()).toHaveLength(1);
  });

  test('finalizes and sends what Stripe is to e-mail, in three requests and one', () => {
    const desk = creationDesk([
      {...nordwindRow, Deliver: 'Stripe e-mail'},
      {...nordwindRow, Description: 'Other', Deliver: 'Hold'},
    ]);
    const {digest} = desk.previewNow();
    const before = desk.requests.length;
    expect(desk.create({digest, finalize: true, deliver: true})).toMatchObject({
      created: 2,
      finalized: 2,
      sent: 1,
      failed: 0,
    });
    expect([desk.cell(2, 'Status'), desk.cell(3, 'Status')]).toEqual(['Sent', 'Finalized']);
    expect(desk.cell(2, 'Number')).not.toBe('');
    expect(desk.cell(2, 'PDF')).toMatch(/^https:\/\/pay\.stripe\.com\/invoice\/.+\/pdf\?s=ap$/);
    const acts = desk.requests
      .slice(before)
      .filter(({method, url}) => method === 'POST' && !url.includes('create_preview'))
      .map(({url}) => url.replace(/.*\/v1\/invoices(\/in_\w+)?/, ''));
    expect(acts.sort()).toEqual(['', '', '/add_lines', '/add_lines', '/finalize', '/finalize', '/send']);
    expect(
      desk
        .invoices()
        .map(({auto_advance: advances}) => advances)
        .sort(),
    ).toEqual([false, true]);
  });

  test('never sends two requests for one customer in a wave, and records before it asks', () => {
    const desk = creationDesk(Array.from({length: 3}, (_, index) => ({...nordwindRow, Memo: `${index}`})));
    const {digest} = desk.previewNow();
    const {sendAll} = desk.ports.http;
    const sizes: number[] = [];
    let recorded = 0;
    Object.assign(desk.ports.http, {
      sendAll(wave: Parameters<typeof sendAll>[0]) {
        const acts = wave.filter(({method, url}) => method === 'POST' && !url.includes('create_preview'));
        if (acts.length > 0) {
          sizes.push(acts.length);
          recorded = desk.intents().length;
        }
        return sendAll(wave);
      },
    });
    desk.create({digest});
    expect(recorded).toBe(3);
    expect(sizes).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('refuses a digest that is not what is ready now, naming the row', () => {
    const desk = creationDesk([nordwindRow]);
    const {digest} = desk.previewNow();
    desk.type(2, 'Quantity', 3);
    desk.type(2, 'Order total (check)', 3600);
    expect(() => desk.create({digest})).toThrow(
      'Cannot create invoices: the drafts were changed since the preview. Row 2: Quantity was 2 and is 3 now, Order total (check) was 2400 and is 3600 now (EUR 2,400.00 then, EUR 3,600.00 now). Preview again. Nothing was created.',
    );
    desk.type(2, 'Quantity', -1);
    expect(desk.create({digest})).toMatchObject({message: 'Nothing to create. 1 row has a problem.'});
    expect(desk.invoices()).toEqual([]);
  });

  test('holds whoever types count and total to them', () => {
    const desk = creationDesk([nordwindRow]);
    const {digest} = desk.previewNow();
    expect(() => desk.create({digest, expected: [{currency: 'EUR', invoices: 1, total: 240}]})).toThrow(
      'Cannot create invoices: 1 × EUR 2400 in all are ready, and 1 × EUR 240 was typed.',
    );
    expect(desk.invoices()).toEqual([]);
    expect(desk.create({digest, expected: [{currency: 'eur', invoices: 1, total: 2400}]})).toMatchObject({
      created: 1,
    });
  });

  test.each([
    [{digest: 'x'}, 'digest is not as it must be'],
    [{digest: 'a'.repeat(64), deliver: true}, 'a draft cannot be delivered'],
    [{digest: 'a'.repeat(64), forMs: 0}, 'forMs is not as it must be'],
  ])('refuses the request %j', (request, words) => {
    expect(() => creationDesk([nordwindRow]).create(request)).toThrow(words);
  });

  test('says so when another run holds the spreadsheet', () => {
    const desk = creationDesk([nordwindRow]);
    const {digest} = desk.previewNow();
    desk.ports.lock.heldElsewhere = true;
    expect(() => desk.create({digest})).toThrow('another run of the add-on holds this spreadsheet');
  });

  test('an edit of a finished row changes nothing and says so', () => {
    const desk = creationDesk([nordwindRow]);
    desk.createNow({finalize: true});
    desk.type(2, 'Quantity', 5);
    expect(desk.previewNow()).toMatchObject({ready: 0, done: 1, digest: null});
    expect(desk.cell(2, 'Problem')).toMatch(
      /^Row 2 was invoiced as .+\. This edit changes nothing\. Use Correct invoice\.$/,
    );
    expect(desk.invoices()).toMatchObject([{total: 240_000}]);
  });
});

describe('a total that is not the preview’s', () => {
  test('stops the invoice as a draft and says by how much', () => {
    const desk = creationDesk([nordwindRow]);
    const {digest} = desk.previewNow();
    const {sendAll} = desk.ports.http;
    Object.assign(desk.ports.http, {
      // A line that says something else than its preview, as a price changed in between would.
      sendAll: (wave: Parameters<typeof sendAll>[0]) =>
        sendAll(
          wave.map((one) =>
            one.url.endsWith('/add_lines')
              ? {
                  ...one,
                  body: (one.body ?? '')
                    .replace('unit_amount_decimal]=120000', 'unit_amount_decimal]=120001')
                    .replace('unit_amount_decimal%5D=120000', 'unit_amount_decimal%5D=120001'),
                }
              : one,
          ),
        ),
    });
    expect(desk.create({digest, finalize: true})).toMatchObject({
      created: 0,
      stopped: 1,
      message: 'No invoice was created. 1 stays a draft: its total differs.',
    });
    expect(desk.cell(2, 'Status')).toBe('Stopped: total differs');
    expect(desk.cell(2, 'Problem')).toBe(
      "Stripe's total is EUR 2,400.02, the preview's EUR 2,400.00: a difference of EUR 0.02. It stays a draft: correct or delete it in Stripe.",
    );
    expect(desk.invoices()).toMatchObject([{status: 'draft'}]);
    expect(desk.previewNow()).toMatchObject({ready: 0, done: 1});
  });
});

describe('answers that are lost', () => {
  const acts = /^\/v1\/invoices(\/in_\w+\/\w+)?$/;
  const lost: FaultRule = {fault: {kind: 'dropped_after_commit'}, method: 'POST', path: acts};

  test('are asked for again under the same key, and make nothing twice', () => {
    const desk = creationDesk([{...nordwindRow, Deliver: 'Stripe e-mail'}]);
    const {digest} = desk.previewNow();
    desk.sandbox.faults.set([{...lost, every: 2}]);
    for (let calls = 0; calls < 4; calls += 1) desk.create({digest, finalize: true, deliver: true});
    desk.sandbox.faults.clear();
    desk.create({digest, finalize: true, deliver: true});
    expect(contradictions(desk)).toEqual([]);
    expect(desk.intents()).toMatchObject([{state: 'sent', problem: null}]);
    expect(desk.invoices()).toHaveLength(1);
  });

  test.each([
    ['draft', /^\/v1\/invoices$/, 10],
    ['lines', /add_lines$/, 10],
    ['finalize', /finalize$/, 10],
    ['draft', /^\/v1\/invoices$/, 30],
    ['lines', /add_lines$/, 30],
    ['finalize', /finalize$/, 30],
  ])('of the step %s %p are made up for %d hours later', (_step, path, hours) => {
    const {rows, objects} = manyRows(3);
    const desk = creationDesk(rows, {objects});
    const {digest} = desk.previewNow();
    desk.sandbox.faults.set([{...lost, path}]);
    // Every answer of a whole wave is lost, again and again: the call gives up and says so.
    expect(() => desk.create({digest, finalize: true})).toThrow(/^Cannot .*no answer from Stripe/);
    desk.sandbox.faults.clear();
    desk.passMs((hours / 24) * dayMs);
    // The next day's preview names the same invoices, and goes on with them.
    const reply = hours > 23 ? desk.createNow({finalize: true}) : desk.create({digest, finalize: true});
    expect(reply).toMatchObject({status: 'complete', created: 3, finalized: 3, failed: 0, stopped: 0});
    expect(contradictions(desk)).toEqual([]);
    expect(desk.invoices()).toHaveLength(3);
  });
});

describe('a run that is ended between two waves', () => {
  test('is gone on with by the same request, wherever it was ended', () => {
    for (let kill = 1; ; kill += 1) {
      const {rows, objects} = manyRows(2);
      const desk = creationDesk(rows, {objects});
      const {digest} = desk.previewNow();
      const {writeRecords} = desk.ports.tables;
      let writes = 0;
      Object.assign(desk.ports.tables, {
        writeRecords(...args: Parameters<typeof writeRecords>) {
          writes += 1;
          if (writes === kill) throw new Error('killed');
          writeRecords(...args);
        },
      });
      let isKilled = false;
      try {
        desk.create({digest, finalize: true});
      } catch (fault) {
        expect(fault).toMatchObject({message: 'killed'});
        isKilled = true;
      }
      expect({kill, created: desk.create({digest, finalize: true})}).toMatchObject(
        isKilled ? {created: {created: 2, finalized: 2, failed: 0}} : {created: {created: 0}},
      );
      expect(contradictions(desk)).toEqual([]);
      expect(desk.invoices()).toMatchObject([{status: 'open'}, {status: 'open'}]);
      if (!isKilled) {
        expect(kill).toBeGreaterThan(3);
        return;
      }
    }
  });

  test('works for as long as it may and says how far it is', () => {
    const {rows, objects} = manyRows(30);
    const desk = creationDesk(rows, {objects});
    const {digest} = desk.previewNow();
    const first = desk.create({digest, forMs: 1});
    expect(first).toMatchObject({status: 'continues', remaining: 30, created: 0});
    let reply = first;
    for (let calls = 0; reply.status === 'continues' && calls < 10; calls += 1) {
      reply = desk.create({digest, forMs: 1_500});
    }
    expect(reply).toMatchObject({status: 'complete', created: 30});
    expect(contradictions(desk)).toEqual([]);
  });
});
