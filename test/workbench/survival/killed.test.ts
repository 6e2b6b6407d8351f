import type {SendResult} from '../../../workbench/apps-script/services/url-fetch/exchange.ts';
import {workbenchUser} from '../../../workbench/workbench.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {beyondLimitMs, closeDesks, type Desk, failureOf, hourMs, openDesk, replyOf} from './support/desk.ts';

afterEach(closeDesks);

const tab = 'Receivables';
const overTime = 'Exceeded maximum execution time';

const before = ['in_a', 'in_b', 'in_c'].map((id, index) =>
  wireInvoice({id, amount_due: 10_000 * 2 ** index}),
);
/** B is gone, C is part paid, D and E are new. */
const after = [
  wireInvoice({id: 'in_a', amount_due: 10_000}),
  wireInvoice({id: 'in_c', amount_due: 40_000, amount_paid: 1_000}),
  wireInvoice({id: 'in_d', amount_due: 80_000}),
  wireInvoice({id: 'in_e', amount_due: 5_000, currency: 'eur'}),
];
const idsBefore = ['in_c', 'in_b', 'in_a'];
const idsAfter = ['in_e', 'in_d', 'in_c', 'in_a'];

const owners: Readonly<Record<string, string>> = {in_a: 'Ann', in_b: 'Ben', in_c: 'Cleo'};

/** A desk after its first refresh, with an owner, a formula and a note at each invoice. */
async function openWithEntries(): Promise<Desk> {
  const desk = openDesk({invoices: before});
  await desk.refresh();
  await desk.hands.type(tab, {row: 1, column: 21}, 'Owner');
  await desk.hands.type(tab, {row: 1, column: 22}, 'Net');
  const table = await desk.table();
  for (const [id, owner] of Object.entries(owners)) {
    const {row} = table.place(id, 'Invoice ID');
    await desk.hands.type(tab, {row, column: 21}, owner);
    await desk.hands.type(tab, {row, column: 22}, `=P${row}-1`);
    await desk.hands.note(tab, {row, column: 2}, `Note of ${owner}`);
  }
  return desk;
}

/** What people have at each invoice of the table, and whether its formula computes there. */
async function entries(desk: Desk): Promise<readonly string[]> {
  const table = await desk.table();
  return table.ids.map((id) => {
    const net = Number(table.value(id, 'Amount remaining')) - 1 === table.value(id, 'Net');
    return [id, table.value(id, 'Owner'), net ? 'net' : '', table.note(id, 'Number')].join('/');
  });
}

const entriesOf = (ids: readonly string[]) =>
  ids.map((id) => {
    const owner = owners[id];
    return owner === undefined ? `${id}///` : `${id}/${owner}/net/Note of ${owner}`;
  });

const withoutNotes = (rows: readonly string[]) => rows.map((row) => row.replace(/[^/]*$/, ''));

describe('a refresh that Google ends after any call that changes something', () => {
  test('leaves one whole table with what people have in it, and the next one goes on to the end', async () => {
    const desk = await openWithEntries();
    let kills = 0;
    for (;;) {
      desk.stripe.holds(after);
      desk.killAfterChange(kills + 1);
      const killed = await desk.workbench.run('refreshReceivables', []);
      desk.killAfterChange(null);
      const left = await entries(desk);
      const whole = [entriesOf(idsBefore), entriesOf(idsAfter)];
      // A note may be off for as long as the run is not gone on with, but it is never at the row of another.
      expect([...whole, ...whole.map(withoutNotes)]).toContainEqual(left);

      const reply = await desk.refresh();
      expect({kills, reply}).toMatchObject({reply: {status: 'complete', invoices: 4}});
      expect({kills, entries: await entries(desk)}).toEqual({kills, entries: entriesOf(idsAfter)});
      expect([desk.stamp('Last attempt'), desk.stamp('Ties USD'), desk.stamp('Ties EUR')]).toEqual([
        'Succeeded',
        'Yes: 3 open invoices, difference 0',
        'Yes: 1 open invoice, difference 0',
      ]);

      desk.stripe.holds(before);
      await desk.refresh();
      expect({kills, entries: await entries(desk)}).toEqual({kills, entries: entriesOf(idsBefore)});
      if (killed.ok) break;
      expect(killed.error.message).toBe(overTime);
      kills += 1;
    }
    expect(kills).toBeGreaterThan(25);
    const titles = desk.workbench.spreadsheet.tabTitles();
    expect(titles).toEqual([...new Set(titles)]);
  }, 240_000);
});

describe('a refresh of many pages', () => {
  const many = Array.from({length: 2_350}, (_, index) =>
    wireInvoice({id: `in_${String(index).padStart(5, '0')}`, amount_due: 100 + index, number: `N-${index}`}),
  );
  const firstPages = (asked: readonly string[]) =>
    asked.filter(
      (url) => url.includes('/v1/invoices') && !url.includes('starting_after') && !url.includes('created'),
    ).length;

  test('goes on where it was killed, and says on AR Aging that it was not finished', async () => {
    const desk = openDesk({invoices: before});
    await desk.refresh();
    desk.stripe.holds(many);
    desk.stripe.intercept((request, clock) => {
      if (request === 18) clock.advance(beyondLimitMs);
      return null;
    });
    const request = {acceptCountChange: true};
    expect(failureOf(await desk.workbench.run('refreshReceivables', [request]))).toBe(overTime);
    expect(desk.stamp('Last attempt')).toMatch(
      /^Started at 2026-11-04T.* by you@workbench\.example; not finished yet\.$/,
    );
    expect((await desk.table()).ids).toEqual(idsBefore);

    desk.stripe.intercept(null);
    const asked = desk.stripe.asked.length;
    const reply = replyOf(await desk.workbench.run('refreshReceivables', [request]));
    expect(reply).toMatchObject({status: 'complete', invoices: 2_350});
    expect(firstPages(desk.stripe.asked.slice(asked))).toBe(0);
    expect(new Set((await desk.table()).ids).size).toBe(2_350);
    expect(desk.stamp('Warnings')).toMatch(/^Read in 2 runs between/);
    expect(desk.stamp('Ties USD')).toBe('Yes: 2350 open invoices, difference 0');
  }, 60_000);

  test('stops before Google’s limit where Stripe is slow, says how far it is, and the hourly trigger goes on', async () => {
    const desk = openDesk({invoices: many, responder: () => ({button: 'OK', text: ''})});
    await desk.workbench.run('turnAutomaticRefreshOn', []);
    const slow = (): void => {
      desk.stripe.intercept((_request, clock) => {
        clock.advance(18_000);
        return null;
      });
    };
    slow();
    const started = desk.workbench.clock.now();
    const reply = await desk.refresh();
    expect(reply).toMatchObject({status: 'continues'});
    expect(desk.workbench.clock.now() - started).toBeLessThan(345_000);
    const [unfinished] = await desk.runs();
    expect(unfinished).toMatchObject({who: workbenchUser, result: 'Unfinished'});
    expect(unfinished?.message).toMatch(
      /^Unfinished: \d+ pages with \d+ invoices are read, more remain\. The next refresh goes on from there\.$/,
    );

    const firings = await desk.workbench.advance(3 * hourMs);
    expect(firings.map(({outcome}) => outcome.kind === 'ran' && outcome.result.ok)).toEqual([
      true,
      true,
      true,
    ]);
    const runs = await desk.runs();
    expect(runs.map(({result}) => result)).toContain('Succeeded');
    expect((await desk.table()).ids).toHaveLength(2_350);
    expect(desk.stamp('Last attempt')).toBe('Succeeded');
  }, 60_000);

  test('of two people at once one works, and the other learns who', async () => {
    const desk = openDesk({invoices: before});
    await desk.refresh();
    let atWork = (): void => undefined;
    const reading = new Promise<void>((resolve) => {
      atWork = resolve;
    });
    let goOn = (): void => undefined;
    const waited = new Promise<null>((resolve) => {
      goOn = () => resolve(null);
    });
    desk.stripe.intercept((request) => {
      if (request === 1) return null;
      atWork();
      return waited;
    });
    const first = desk.workbench.run('refreshReceivables', []);
    await reading;
    desk.killAfterChange(null);
    const second = desk.workbench.run('refreshReceivables', [], {user: 'ben@workbench.example'});
    while (!desk.calls().includes('LockService.tryLock'))
      await new Promise((resolve) => setTimeout(resolve, 5));
    // How long a person waits for another's run.
    desk.workbench.clock.advance(5_000);
    expect(failureOf(await second)).toBe(
      'Cannot refresh the receivables: you@workbench.example is refreshing them now. Wait until that run is done; it brings the same figures.',
    );
    goOn();
    expect(replyOf(await first)).toMatchObject({status: 'complete'});
    expect((await desk.runs()).slice(1).map(({who, result}) => [who, result])).toEqual([
      ['ben@workbench.example', 'Skipped'],
      [workbenchUser, 'Succeeded'],
    ]);
  });
});

describe('a refresh while people work', () => {
  test('keeps what they type, sort and insert while Stripe answers', async () => {
    const desk = await openWithEntries();
    desk.stripe.holds(after);
    const work = async (request: number): Promise<null> => {
      if (request !== 2) return null;
      await desk.hands.type(tab, {row: (await desk.table()).place('in_a', 'Number').row, column: 21}, 'Anna');
      await desk.hands.sortRows(tab, {from: 2, to: 4}, {column: 14, ascending: true});
      await desk.hands.insert(tab, 'columns', 21, 1);
      await desk.hands.type(tab, {row: 1, column: 21}, 'Priority');
      await desk.hands.type(tab, {row: (await desk.table()).place('in_c', 'Number').row, column: 21}, 'high');
      return null;
    };
    desk.stripe.intercept(work);
    await desk.refresh();
    const table = await desk.table();
    expect(table.ids).toEqual(idsAfter);
    expect(table.values('Owner')).toEqual(['', '', 'Cleo', 'Anna']);
    expect(table.value('in_c', 'Priority')).toBe('high');
    expect(table.value('in_c', 'Net')).toBe(389);
  });
});

describe('a Stripe in trouble', () => {
  const html: SendResult = {
    status: 503,
    headers: {'Content-Type': 'text/html'},
    body: '<h1>Unavailable</h1>',
  };

  test.each([
    ['does not answer in time', (): SendResult => ({fault: 'timeout', latencyMs: 20_000})],
    ['cannot be found', (): SendResult => ({fault: 'dns'})],
    ['answers with a page for people', () => html],
    [
      'breaks off in the middle',
      (): SendResult => ({status: 200, headers: {}, body: '{"object":"list","da'}),
    ],
  ])(
    'that %s leaves the tabs as they were, says so, and is forgotten with the next refresh',
    async (_what, answer) => {
      const desk = await openWithEntries();
      desk.stripe.holds(after);
      desk.stripe.intercept((request) => (request > 1 ? answer() : null));
      const message = await desk.refusal();
      expect(message).toMatch(/^Cannot .*\. .+/);
      expect(await entries(desk)).toEqual(entriesOf(idsBefore));
      expect(desk.stamp('Last attempt')).toMatch(/^Failed at 2026-11-04T/);
      expect((await desk.runs()).at(-1)).toMatchObject({result: 'Failed', message});

      desk.stripe.intercept(null);
      await desk.refresh();
      expect(await entries(desk)).toEqual(entriesOf(idsAfter));
      expect(desk.stamp('Last attempt')).toBe('Succeeded');
    },
    30_000,
  );
});
