import type {ChooseFault, Firing, FiringFault} from '../../../workbench/apps-script/trigger-clock.ts';
import {unreliableFirings} from '../../../workbench/apps-script/trigger-clock.ts';
import {workbenchUser} from '../../../workbench/workbench.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {closeDesks, type Desk, dayMs, hourMs, openDesk, replyOf} from './support/desk.ts';

afterEach(closeDesks);

const invoices = [
  wireInvoice({id: 'in_a', amount_due: 10_000}),
  wireInvoice({id: 'in_b', amount_due: 20_000}),
];
const ben = 'ben@workbench.example';
const bensKey = 'rk_test_of_ben_7777';
const mine = `hourly trigger of ${workbenchUser}`;

/** What the add-on says of it. */
async function turnOn(desk: Desk, user?: string): Promise<string> {
  await desk.workbench.run('turnAutomaticRefreshOn', [], user === undefined ? {} : {user});
  return desk.workbench.screen.questions().at(-1)?.text ?? '';
}

function openAutomatic(options: Partial<Parameters<typeof openDesk>[0]> = {}): Desk {
  return openDesk({invoices, responder: () => ({button: 'OK', text: ''}), ...options});
}

/** The faults in this order, then none. */
function faults(...inOrder: readonly FiringFault[]): ChooseFault {
  const left = [...inOrder];
  return () => left.shift() ?? {kind: 'punctual'};
}

function failuresOf(firings: readonly Firing[]): readonly string[] {
  return firings.flatMap(({outcome}) =>
    outcome.kind === 'ran' && !outcome.result.ok ? [outcome.result.error.message] : [],
  );
}

describe('automatic refresh', () => {
  test('refreshes every hour for a day, each time noted in Run Log with whose key it used', async () => {
    const desk = openAutomatic();
    expect(await turnOn(desk)).toBe(
      'The receivables now refresh about every hour, as you and with your Stripe key.',
    );
    const firings = await desk.workbench.advance(dayMs);
    expect(failuresOf(firings)).toEqual([]);

    const runs = await desk.runs();
    expect(runs).toHaveLength(24);
    expect(new Set(runs.map(({who, result}) => `${who}: ${result}`))).toEqual(
      new Set([`${mine}: Succeeded`]),
    );
    expect(runs[0]?.key).toBe(`test …${worldKey.slice(-4)} of ${workbenchUser}`);
    const hours = runs.map(({when}) => Date.parse(when));
    expect(new Set(hours.slice(1).map((at, index) => at - (hours[index] ?? 0)))).toEqual(new Set([hourMs]));
    expect(Date.parse(desk.stamp('Refreshed at'))).toBe(hours.at(-1));
    expect((await desk.table()).ids).toEqual(['in_b', 'in_a']);
  }, 30_000);

  test('turned on twice has one trigger, and turned off has none and refreshes no more', async () => {
    const desk = openAutomatic();
    await turnOn(desk);
    await turnOn(desk);
    expect(desk.workbench.triggers.triggers()).toHaveLength(1);
    await desk.workbench.advance(2 * hourMs);
    await desk.workbench.run('turnAutomaticRefreshOff', []);
    expect(desk.workbench.screen.questions().at(-1)?.text).toBe('Automatic refresh is off.');
    expect(await desk.workbench.advance(dayMs)).toEqual([]);
    expect(await desk.runs()).toHaveLength(2);
  });

  test('late firings refresh late, a missed one leaves the figures, a doubled one finds them fresh', async () => {
    const desk = openAutomatic();
    await turnOn(desk);
    const firings = await desk.workbench.advance(
      6 * hourMs,
      faults(
        {kind: 'late', byMs: 12 * 60_000},
        {kind: 'missed'},
        {kind: 'doubled', apartMs: 2 * 60_000},
        {kind: 'late', byMs: 2.5 * hourMs},
      ),
    );
    expect(failuresOf(firings)).toEqual([]);
    const [first] = await desk.runs();
    const told = (await desk.runs()).map(({when, result, message}) => ({
      minute: Math.round((Date.parse(when) - Date.parse(first?.when ?? '')) / 60_000),
      result,
      message: result === 'Skipped' ? message : '',
    }));
    expect(told).toEqual([
      {minute: 0, result: 'Succeeded', message: ''},
      {minute: 108, result: 'Succeeded', message: ''},
      {minute: 110, result: 'Skipped', message: 'The figures are 2 minutes old.'},
      {minute: 228, result: 'Succeeded', message: ''},
      {minute: 288, result: 'Succeeded', message: ''},
    ]);
  });

  test('of two firings at once one works and the other says who is at work', async () => {
    const desk = openAutomatic();
    await turnOn(desk);
    let openGate = (): void => undefined;
    const gate = new Promise<null>((resolve) => {
      openGate = () => resolve(null);
    });
    // The invoices are not answered before the other firing has written its row.
    desk.stripe.intercept((request) => (request > 1 ? gate : null));
    const noted = setInterval(() => {
      if (desk.calls().includes('spreadsheet.appendRow')) openGate();
    }, 5);
    const firings = await desk.workbench.advance(hourMs, () => ({kind: 'overlapping'}));
    clearInterval(noted);

    expect(failuresOf(firings)).toEqual([]);
    const runs = await desk.runs();
    expect(runs.map(({result}) => result)).toEqual(['Skipped', 'Succeeded']);
    expect(runs[0]?.message).toMatch(
      /^Cannot refresh the receivables: (hourly trigger of you@workbench\.example|someone) is refreshing them now/,
    );
    expect(desk.stamp('Last attempt')).toBe('Succeeded');
  });

  test('lives through three bad days of Google while invoices come and go', async () => {
    const desk = openAutomatic();
    await turnOn(desk);
    const choose = unreliableFirings({seed: 20_261_104, oneIn: 3});
    const firings: Firing[] = [];
    for (let quarter = 1; quarter <= 12; quarter += 1) {
      desk.stripe.holds([
        ...invoices.slice(quarter % 2),
        wireInvoice({id: `in_day_${quarter}`, amount_due: 1_000 * quarter}),
      ]);
      firings.push(...(await desk.workbench.advance(6 * hourMs, choose)));
    }
    expect(failuresOf(firings)).toEqual([]);
    const ran = firings.filter(({outcome}) => outcome.kind === 'ran');
    expect(firings.length - ran.length).toBeGreaterThan(0);

    const runs = await desk.runs();
    expect(runs).toHaveLength(ran.length);
    expect(new Set(runs.map(({result}) => result))).toEqual(new Set(['Succeeded', 'Skipped']));
    const refreshed = runs.filter(({result}) => result === 'Succeeded').map(({when}) => Date.parse(when));
    expect(refreshed).toEqual(refreshed.toSorted((a, b) => a - b));
    expect(desk.workbench.triggers.triggers()).toHaveLength(1);

    await desk.workbench.advance(hourMs);
    expect(new Set((await desk.table()).ids)).toEqual(new Set(['in_a', 'in_b', 'in_day_12']));
    expect(desk.stamp('Ties USD')).toBe('Yes: 3 open invoices, difference 0');
  }, 60_000);
});

describe('automatic refresh among people', () => {
  const connectBen = async (desk: Desk) => {
    desk.stripe.knows(worldKey, bensKey);
    replyOf(await desk.workbench.run('connectStripe', [{key: bensKey}], {user: ben}));
  };

  test('another person takes over, and the trigger of the first deletes itself when it fires next', async () => {
    const desk = openAutomatic();
    await connectBen(desk);
    await turnOn(desk);
    await desk.workbench.advance(hourMs);

    expect(await turnOn(desk, ben)).toBe(
      `The receivables now refresh about every hour, as you and with your Stripe key. It takes over from ${workbenchUser}.`,
    );
    expect(desk.workbench.triggers.triggers().map(({owner}) => owner)).toEqual([undefined, ben]);
    await desk.workbench.advance(hourMs);
    expect(desk.workbench.triggers.triggers().map(({owner}) => owner)).toEqual([ben]);

    await desk.workbench.advance(2 * hourMs);
    const runs = await desk.runs();
    const [stopped] = runs.filter(({result}) => result === 'Stopped');
    expect(stopped?.who).toBe(mine);
    expect(stopped?.message).toMatch(
      /^ben@workbench\.example refreshes since .*; this trigger has deleted itself\.$/,
    );
    const last = runs.at(-1);
    expect(last).toMatchObject({
      who: `hourly trigger of ${ben}`,
      key: `test …7777 of ${ben}`,
      result: 'Succeeded',
    });
    expect(desk.stamp('Key')).toBe(`test …7777 of ${ben}`);
    expect(JSON.stringify(runs)).not.toContain(bensKey);
  });

  test('one who is not connected fails in words, and not with the key of another', async () => {
    const desk = openAutomatic();
    expect(await desk.refusal({user: ben})).toMatch(/^Cannot reach Stripe: no key is connected for you/);
    expect(desk.stripe.asked).toEqual([]);
  });

  test('turned off by another, the trigger stays with its owner until it fires and deletes itself', async () => {
    const desk = openAutomatic();
    await turnOn(desk);
    await desk.workbench.advance(hourMs);
    await desk.workbench.run('turnAutomaticRefreshOff', [], {user: ben});
    expect(desk.workbench.screen.questions().at(-1)?.text).toBe(
      `Automatic refresh is off. It ran as ${workbenchUser}, whose trigger deletes itself at its next firing.`,
    );
    await desk.workbench.advance(dayMs);
    expect(desk.workbench.triggers.triggers()).toEqual([]);
    const runs = await desk.runs();
    expect(runs.map(({result}) => result)).toEqual(['Succeeded', 'Stopped']);
    expect(runs[1]?.message).toBe('Automatic refresh was turned off; this trigger has deleted itself.');
  });

  test('a trigger that Google has lost is made again when its owner refreshes, and by nobody else', async () => {
    const desk = openAutomatic();
    await connectBen(desk);
    await turnOn(desk);
    await desk.workbench.advance(hourMs);
    const [lost] = desk.workbench.triggers.triggers();
    desk.workbench.triggers.lose(lost?.id ?? '');
    expect(await desk.workbench.advance(dayMs)).toEqual([]);

    await desk.refresh({user: ben});
    expect(desk.workbench.triggers.triggers()).toEqual([]);
    await desk.refresh();
    expect(desk.workbench.triggers.triggers()).toHaveLength(1);
    expect(await desk.workbench.advance(hourMs)).toHaveLength(1);
  });

  test('the figures that a person has just refreshed are left alone', async () => {
    const desk = openAutomatic();
    await turnOn(desk);
    const [firing] = await desk.workbench.advance(hourMs);
    const untilNext = (firing?.atUnixMs ?? 0) + hourMs - desk.workbench.clock.now();
    await desk.workbench.advance(untilNext - 10 * 60_000);
    await desk.refresh();
    await desk.workbench.advance(11 * 60_000);
    expect((await desk.runs()).at(-1)).toMatchObject({
      who: mine,
      result: 'Skipped',
      message: 'The figures are 10 minutes old.',
    });
  });

  test('a key that is revoked fails on AR Aging and in Run Log, with the last good figures, until it is replaced', async () => {
    const desk = openAutomatic();
    await turnOn(desk);
    await desk.workbench.advance(hourMs);
    const refreshedAt = desk.stamp('Refreshed at');
    desk.stripe.knows(bensKey);
    desk.stripe.holds([wireInvoice({id: 'in_new'})]);

    const firings = await desk.workbench.advance(2 * hourMs);
    expect(failuresOf(firings)).toHaveLength(2);
    const failed = (await desk.runs()).slice(1);
    expect(failed.map(({result}) => result)).toEqual(['Failed', 'Failed']);
    expect(failed[0]?.message).toMatch(/key/i);
    expect(desk.stamp('Last attempt')).toMatch(/^Failed at 2026-11-04T.*key/i);
    expect(desk.stamp('Refreshed at')).toBe(refreshedAt);
    expect((await desk.table()).ids).toEqual(['in_b', 'in_a']);

    replyOf(await desk.workbench.run('connectStripe', [{key: bensKey}]));
    expect(failuresOf(await desk.workbench.advance(hourMs))).toEqual([]);
    expect(desk.stamp('Last attempt')).toBe('Succeeded');
    expect((await desk.table()).ids).toEqual(['in_new']);
    expect(desk.stamp('Key')).toBe(`test …7777 of ${workbenchUser}`);
  });
});

describe('automatic refresh at the turns of the calendar', () => {
  test('runs once in each hour of the night in which clocks go back, as of the day on the wall', async () => {
    const desk = openAutomatic({now: '2026-11-01T02:00:00Z'});
    await turnOn(desk);
    const asOf: string[] = [];
    for (let hour = 0; hour < 8; hour += 1) {
      expect(failuresOf(await desk.workbench.advance(hourMs))).toEqual([]);
      // A cell shows the time on the wall, which this night has twice.
      asOf.push(`${desk.stamp('Refreshed at').slice(0, 13)} as of ${desk.stamp('As of')}`);
    }
    expect(asOf).toEqual([
      '2026-10-31T22 as of 2026-10-31',
      '2026-10-31T23 as of 2026-10-31',
      '2026-11-01T00 as of 2026-11-01',
      '2026-11-01T01 as of 2026-11-01',
      '2026-11-01T01 as of 2026-11-01',
      '2026-11-01T02 as of 2026-11-01',
      '2026-11-01T03 as of 2026-11-01',
      '2026-11-01T04 as of 2026-11-01',
    ]);
    expect(await desk.runs()).toHaveLength(8);
  });

  test('ages by the new year from the midnight of its zone on', async () => {
    const desk = openAutomatic({
      now: '2027-01-01T03:00:00Z',
      invoices: [wireInvoice({id: 'in_a', due_date: '2026-12-02T05:00:00Z'})],
    });
    await turnOn(desk);
    const aged: unknown[] = [];
    for (let hour = 0; hour < 4; hour += 1) {
      await desk.workbench.advance(hourMs);
      const table = await desk.table();
      aged.push([desk.stamp('As of'), table.value('in_a', 'Days past due'), table.value('in_a', 'Bucket')]);
    }
    expect(aged).toEqual([
      ['2026-12-31', 29, '1–30'],
      ['2026-12-31', 29, '1–30'],
      ['2027-01-01', 30, '1–30'],
      ['2027-01-01', 30, '1–30'],
    ]);
  });
});
