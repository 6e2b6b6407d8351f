import fc from 'fast-check';
import {AddonError} from '../../../../src/core/errors/addon-error.ts';
import type {PreviewReply} from '../../../../src/core/invoice-contract.ts';
import {isSettled} from '../../../../src/core/invoicing/plans/earlier-intent.ts';
import type {Fault, FaultRule} from '../../../../workbench/stripe/engine/faults.ts';
import {Killed} from '../../../support/fake-kill.ts';
import {contradictions} from './creation-desk.ts';
import {logFaults} from './creation-log.ts';
import type {TypedRow} from './draft-tab.ts';
import {type DraftHands, draftHands} from './drafts-by-hand.ts';
import type {DeskKill, KillableDesk} from './killable-desk.ts';
import {nordwindRow} from './sandbox-drafts.ts';

/** What people do to drafts and to the buttons, and what goes wrong meanwhile. */
export interface UnrulyDays {
  readonly desk: KillableDesk;
  readonly hands: DraftHands;
}

/** What the sheet said whenever it was previewed: all that Stripe may ever be asked to bill. */
export interface Memory {
  readonly previews: Preview[];
  /** Digests with which creating was tried. */
  readonly asked: Set<string>;
  amounts: number;
  /** What every click meets, counted anew: whoever looks afterwards meets nothing. */
  faults: readonly FaultRule[];
}

interface Preview {
  readonly digest: string;
  /** By key. */
  readonly shown: ReadonlyMap<string, ShownDraft>;
}

interface ShownDraft {
  /** Minor units, as the cells come to. */
  readonly total: number;
  readonly rows: readonly TypedRow[];
}

type Command = fc.Command<Memory, UnrulyDays>;

export function unrulyDays(desk: KillableDesk): {readonly model: Memory; readonly real: UnrulyDays} {
  return {
    model: {previews: [], asked: new Set(), amounts: 0, faults: []},
    real: {desk, hands: draftHands(desk)},
  };
}

/** A row that is ready at once, of an amount that no other has. */
export function nextRow(memory: Memory, customer: number, more: TypedRow = {}): TypedRow {
  memory.amounts += 1;
  return {
    ...nordwindRow,
    Customer: `cus_C${customer}`,
    'Unit amount': 100 + memory.amounts,
    'Order total (check)': '',
    'Accept warning because': 'agreed by phone',
    Deliver: memory.amounts % 2 === 0 ? 'Stripe e-mail' : 'Hold',
    ...more,
  };
}

/** What is wrong now, whatever has happened so far. */
function wrongsNow({desk}: UnrulyDays, {previews, asked}: Memory): readonly string[] {
  const begun = previews.filter(({digest}) => asked.has(digest));
  const unknownTotals = desk.invoices().flatMap(({id, total, metadata}) => {
    const key = metadata['billing_ops_intent'] ?? '';
    const totals = begun.flatMap(({shown}) => shown.get(key)?.total ?? []);
    // A draft waits for its lines.
    return total === 0 || totals.includes(total) ? [] : [`${id} bills ${total}; the sheet said ${totals}.`];
  });
  return [...contradictions(desk), ...unknownTotals, ...logFaults(desk).always()];
}

/** Faults stop, what was begun is put back as the add-on asks for, and creating is repeated: what is wrong then. */
export function wrongsAtLast(
  {desk, hands}: UnrulyDays,
  memory: Memory,
  {hoursLater}: {readonly hoursLater: number},
): readonly string[] {
  for (const {key, totals} of desk.intents().filter((intent) => !isSettled(intent))) {
    const known = memory.previews.flatMap(({shown}) => shown.get(key) ?? []);
    const before = known.find(({total}) => total === totals.total);
    if (before === undefined) return [`Nobody was shown what the intent ${key} bills.`];
    for (const row of [...hands.rows()].reverse()) {
      if (desk.cell(row, 'Key') === key) hands.remove(row);
    }
    const name = `put back ${key}`;
    for (const [index, row] of before.rows.entries()) {
      hands.add({
        ...row,
        ...(row['Group'] === undefined ? {} : {Group: name}),
        ...(index === 0 ? {Key: key} : {}),
      });
    }
  }
  memory.faults = [];
  desk.passMs(hoursLater * 3_600_000);
  // What Stripe answered with a fault of its own it repeats for the same key, until it is surely over an hour later.
  click(desk, memory, () => createAll(desk, memory));
  desk.passMs(2 * 3_600_000);
  createAll(desk, memory);
  const made = desk.invoices().map(({metadata}) => metadata['billing_ops_intent']);
  return [
    ...wrongsNow({desk, hands}, memory),
    ...logFaults(desk).atLast(),
    ...desk.intents().flatMap((intent) => {
      const count = made.filter((key) => key === intent.key).length;
      return [
        ...(count === 1 ? [] : [`The intent ${intent.key} has ${count} invoices.`]),
        ...(isSettled(intent) ? [] : [`The intent ${intent.key} stays ${intent.state}: ${intent.problem}`]),
      ];
    }),
  ];
}

function createAll(desk: KillableDesk, memory: Memory): void {
  const {digest} = previewed(desk, memory);
  if (digest === null) return;
  memory.asked.add(digest);
  for (let calls = 0; calls < 5; calls += 1) {
    if (desk.create({finalize: true, deliver: true, digest}).status === 'complete') return;
  }
}

function previewed(desk: KillableDesk, {previews}: Memory): PreviewReply {
  const reply = desk.previewNow();
  const {digest, groups} = reply;
  const hands = draftHands(desk);
  if (digest === null) return reply;
  const shown = new Map(
    groups.flatMap(({key, rows, status, problems}): readonly (readonly [string, ShownDraft])[] => {
      if (key === null || problems.length > 0 || status === 'New') return [];
      const typed = rows.map((row) => hands.typed(row));
      const total = typed.reduce(
        (sum, row) => sum + Number(row['Quantity']) * Number(row['Unit amount']) * 100,
        0,
      );
      return [[key, {total, rows: typed}]];
    }),
  );
  previews.push({digest, shown});
  return reply;
}

/** What ends in words, or is ended, is nothing wrong; what is wrong is seen in what it left. */
function click(desk: KillableDesk, {faults}: Memory, action: () => void): void {
  desk.sandbox.faults.set(faults);
  try {
    action();
  } catch (fault) {
    if (!(fault instanceof AddonError || fault instanceof Killed)) throw fault;
  } finally {
    desk.sandbox.faults.clear();
    desk.killAt(null);
  }
}

const faultKinds: readonly Fault[] = [
  {kind: 'dropped_after_commit'},
  {kind: 'dropped_after_commit', inFlightMs: 90_000},
  {kind: 'dropped_before_commit'},
  {kind: 'truncated_body'},
  {kind: 'server_error'},
  {kind: 'rate_limited', reason: 'global-rate'},
  {kind: 'lock_timeout'},
  {kind: 'bad_gateway'},
];

const acts = /^\/v1\/invoices(\/in_\w+(\/\w+)?)?$/;

const fault = fc.record({
  fault: fc.constantFrom(...faultKinds),
  every: fc.integer({min: 1, max: 4}),
  times: fc.integer({min: 1, max: 30}),
  isOfActs: fc.boolean(),
});

const order = fc.record({finalize: fc.boolean(), deliver: fc.boolean()}).map(({finalize, deliver}) => ({
  finalize,
  deliver: finalize && deliver,
}));

const kill: fc.Arbitrary<DeskKill> = fc.record({
  // Most of them where Stripe is asked for drafts and lines.
  call: fc.oneof(fc.integer({min: 18, max: 30}), fc.integer({min: 1, max: 60})),
  when: fc.constantFrom('before', 'within', 'after'),
});

const command = (name: string, run: (real: UnrulyDays, memory: Memory) => void): Command => ({
  check: () => true,
  run(memory, real) {
    run(real, memory);
    expect(wrongsNow(real, memory)).toEqual([]);
  },
  toString: () => name,
});

const onRow = (name: string, run: (real: UnrulyDays, row: number, memory: Memory) => void) =>
  fc.nat(20).map((pick) =>
    command(`${name} ${pick}`, (real, memory) => {
      const rows = real.hands.rows();
      const row = rows[pick % Math.max(1, rows.length)];
      if (row !== undefined) run(real, row, memory);
    }),
  );

const edits: readonly fc.Arbitrary<Command>[] = [
  fc.record({customer: fc.nat(3), lines: fc.integer({min: 1, max: 2})}).map(({customer, lines}) =>
    command(`add an invoice of ${lines} for ${customer}`, ({hands}, memory) => {
      const group = lines === 1 ? {} : {Group: `G${memory.amounts}`};
      for (let line = 0; line < lines; line += 1) {
        hands.add(nextRow(memory, customer, {...group, Deliver: 'Stripe e-mail'}));
      }
    }),
  ),
  onRow('change the amount of row', ({desk}, row, memory) => {
    memory.amounts += 1;
    desk.type(row, 'Unit amount', 100 + memory.amounts);
  }),
  onRow('copy with its key row', ({hands}, row) => hands.copy(row)),
  onRow('clear the results of row', ({hands}, row) => hands.clearResults(row)),
  onRow('delete row', ({hands}, row) => hands.remove(row)),
  fc
    .constantFrom<1 | -1>(1, -1)
    .map((direction) => command(`sort ${direction}`, ({hands}) => hands.sort('Unit amount', direction))),
];

const clicks: readonly fc.Arbitrary<Command>[] = [
  fc.constant(
    command('check', ({desk}, memory) =>
      click(desk, memory, () => desk.preview({asks: 'check', intents: desk.intents()})),
    ),
  ),
  fc.constant(command('preview', ({desk}, memory) => click(desk, memory, () => previewed(desk, memory)))),
  fc.record({back: fc.nat(2), order}).map(({back, order}) =>
    command(`create what preview ${back} ago showed ${JSON.stringify(order)}`, ({desk}, memory) =>
      click(desk, memory, () => {
        const {digest = null} = memory.previews[memory.previews.length - 1 - back] ?? {};
        if (digest === null) return;
        memory.asked.add(digest);
        desk.create({...order, digest});
      }),
    ),
  ),
  fc
    .record({order, kill: fc.option(kill, {freq: 2}), forMs: fc.option(fc.integer({min: 1, max: 4_000}))})
    .map(({order, kill, forMs}) =>
      command(`preview and create ${JSON.stringify({...order, kill, forMs})}`, ({desk}, memory) => {
        click(desk, memory, () => {
          const {digest} = previewed(desk, memory);
          if (digest === null) return;
          memory.asked.add(digest);
          desk.killAt(kill);
          desk.create({...order, digest, ...(forMs === null ? {} : {forMs})});
        });
      }),
    ),
];

const finalizing = fc
  .record({deliver: fc.boolean(), kill: fc.option(kill, {freq: 2})})
  .map(({deliver, kill}) =>
    command(`preview and finalize drafts ${JSON.stringify({deliver, kill})}`, ({desk}, memory) =>
      click(desk, memory, () => {
        const {drafts} = previewed(desk, memory);
        if (drafts === undefined) return;
        desk.killAt(kill);
        desk.create({finalize: true, deliver, digest: drafts.digest});
      }),
    ),
  );

const weather: readonly fc.Arbitrary<Command>[] = [
  fault.map(({fault, every, times, isOfActs}) => {
    const rule: FaultRule = {fault, every, times, ...(isOfActs ? {method: 'POST', path: acts} : {})};
    const name = `fault ${JSON.stringify(fault)} every ${every}, ${times} times${isOfActs ? ' to what changes' : ''}`;
    return command(name, (_, memory) => {
      memory.faults = [rule];
    });
  }),
  fc.constant(
    command('no fault', (_, memory) => {
      memory.faults = [];
    }),
  ),
  fc
    .constantFrom(1, 10, 22, 26, 50)
    .map((hours) => command(`${hours} hours later`, ({desk}) => desk.passMs(hours * 3_600_000))),
];

export const unrulyCommands: readonly fc.Arbitrary<Command>[] = [
  fc.oneof(
    {weight: 4, arbitrary: fc.oneof(...edits)},
    {weight: 5, arbitrary: fc.oneof(...clicks, finalizing)},
    {weight: 3, arbitrary: fc.oneof(...weather)},
  ),
];
