import * as fc from 'fast-check';
import {type Wire, wireInvoice} from '../../support/fake-invoice.ts';
import {closeDesks, type Desk, dayMs, openDesk} from './support/desk.ts';

afterEach(closeDesks);

const ids = ['in_1', 'in_2', 'in_3', 'in_4', 'in_5', 'in_6'] as const;

/** What a person or Stripe does between two refreshes. */
type Act =
  | {readonly kind: 'type'; readonly pick: number; readonly text: string}
  | {readonly kind: 'type a formula'; readonly pick: number; readonly times: number}
  | {readonly kind: 'note'; readonly pick: number; readonly text: string}
  | {readonly kind: 'sort'; readonly column: number; readonly ascending: boolean}
  | {readonly kind: 'move a column'; readonly from: number; readonly before: number}
  | {readonly kind: 'insert a column'; readonly before: number}
  | {readonly kind: 'rename'}
  | {readonly kind: 'hide or show'}
  | {readonly kind: 'filter'; readonly pick: number}
  | {readonly kind: 'delete a row'; readonly pick: number}
  | {readonly kind: 'refresh'; readonly open: readonly boolean[]; readonly paid: number}
  | {readonly kind: 'killed refresh'; readonly open: readonly boolean[]; readonly change: number};

const pick = fc.nat({max: 5});
const column = fc.integer({min: 2, max: 23});
const open = fc.array(fc.boolean(), {minLength: 6, maxLength: 6});
const text = fc.constantFrom(
  'Ann',
  '=1+1 as text',
  "'007",
  '12',
  '2026-12-24',
  'é 漢字',
  'TRUE',
  '+49 30',
  '',
);

const act: fc.Arbitrary<Act> = fc.oneof(
  {weight: 3, arbitrary: fc.record({kind: fc.constant('type' as const), pick, text})},
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('type a formula' as const),
      pick,
      times: fc.integer({min: 2, max: 9}),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('note' as const),
      pick,
      text: fc.constantFrom('Call', 'Dispute', ''),
    }),
  },
  {weight: 2, arbitrary: fc.record({kind: fc.constant('sort' as const), column, ascending: fc.boolean()})},
  fc.record({kind: fc.constant('move a column' as const), from: column, before: column}),
  fc.record({kind: fc.constant('insert a column' as const), before: column}),
  fc.record({kind: fc.constant('rename' as const)}),
  fc.record({kind: fc.constant('hide or show' as const)}),
  fc.record({kind: fc.constant('filter' as const), pick}),
  fc.record({kind: fc.constant('delete a row' as const), pick}),
  {weight: 4, arbitrary: fc.record({kind: fc.constant('refresh' as const), open, paid: fc.nat({max: 5})})},
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('killed refresh' as const),
      open,
      change: fc.integer({min: 1, max: 60}),
    }),
  },
);

/** What a person has at an invoice, in or out of the table. */
interface Kept {
  /** As the cell shows it. */
  shown: string;
  times: number | null;
  note: string;
}

interface Model {
  readonly kept: Map<string, Kept>;
  title: string;
  hidden: boolean;
  columnsAdded: number;
  readonly columns: string[];
}

const invoice = (id: string, paid: number): Wire =>
  wireInvoice({
    id,
    amount_due: 1_000 * Number(id.slice(3)),
    amount_paid: paid,
    number: `N-${9 - Number(id.slice(3))}`,
  });

function worldOf(isOpen: readonly boolean[], paid: number): readonly Wire[] {
  return ids.filter((_, index) => isOpen[index]).map((id) => invoice(id, paid));
}

async function checked(desk: Desk, model: Model, opened: readonly Wire[]): Promise<void> {
  const table = await desk.table(model.title);
  expect(new Set(table.ids)).toEqual(new Set(opened.map(({id}) => id)));
  expect(table.headers.filter((header) => model.columns.includes(header)).toSorted()).toEqual(
    model.columns.toSorted(),
  );
  for (const id of table.ids) {
    const kept = model.kept.get(id);
    const remaining = Number(table.value(id, 'Amount remaining'));
    expect({
      id,
      shown: table.display(id, 'Owner'),
      times: table.value(id, 'Times'),
      note: table.note(id, 'Number'),
    }).toEqual({
      id,
      shown: kept?.shown ?? '',
      times: kept?.times == null ? '' : remaining * kept.times,
      note: kept?.note ?? '',
    });
  }
  expect(desk.stamp('Last attempt')).toBe('Succeeded');
}

async function perform(desk: Desk, model: Model, one: Act): Promise<void> {
  const {hands} = desk;
  const table = await desk.table(model.title);
  const idAt = (index: number) => table.ids[index % Math.max(1, table.ids.length)];
  const kept = (id: string): Kept => {
    const known = model.kept.get(id) ?? {shown: '', times: null, note: ''};
    model.kept.set(id, known);
    return known;
  };
  const id = 'pick' in one ? idAt(one.pick) : undefined;
  switch (one.kind) {
    case 'type': {
      if (id === undefined) return;
      const place = table.place(id, 'Owner');
      await hands.type(model.title, place, one.text);
      kept(id).shown = (await desk.table(model.title)).display(id, 'Owner');
      return;
    }
    case 'type a formula': {
      if (id === undefined) return;
      const {row, column: at} = table.place(id, 'Times');
      await hands.type(
        model.title,
        {row, column: at},
        `=${letterOf(table.column('Amount remaining'))}${row}*${one.times}`,
      );
      kept(id).times = one.times;
      return;
    }
    case 'note':
      if (id === undefined) return;
      await hands.note(model.title, table.place(id, 'Number'), one.text);
      kept(id).note = one.text;
      return;
    case 'sort':
      if (table.ids.length < 2) return;
      await hands.sortRows(
        model.title,
        {from: 2, to: table.ids.length + 1},
        {column: Math.min(one.column, table.headers.length), ascending: one.ascending},
      );
      return;
    case 'move a column': {
      const from = Math.min(one.from, table.headers.length);
      // Moved here by copying and deleting, which formulas do not follow as they follow a person's drag.
      if (['Times', 'Amount remaining'].includes(table.headers[from - 1] ?? '')) return;
      if (hasFormulaInArchive(model, table.ids)) return;
      await hands.moveColumn(model.title, from, Math.min(one.before, table.headers.length));
      return;
    }
    case 'insert a column': {
      if (hasFormulaInArchive(model, table.ids)) return;
      const header = `Column ${++model.columnsAdded}`;
      const before = Math.min(one.before, table.headers.length);
      await hands.insert(model.title, 'columns', before, 1);
      await hands.type(model.title, {row: 1, column: before}, header);
      model.columns.push(header);
      return;
    }
    case 'rename': {
      const title = model.title === 'Receivables' ? 'Open items' : 'Receivables';
      await hands.changeTab(model.title, {title});
      model.title = title;
      return;
    }
    case 'hide or show':
      model.hidden = !model.hidden;
      await hands.changeTab(model.title, {hidden: model.hidden});
      return;
    case 'filter':
      if (id !== undefined)
        await hands.filterOut(model.title, table.column('Number'), [String(table.value(id, 'Number'))]);
      return;
    case 'delete a row':
      if (id === undefined) return;
      await hands.remove(model.title, 'rows', table.place(id, 'Number').row, 1);
      // Whoever deletes a row deletes what stands in it.
      model.kept.delete(id);
      return;
    case 'refresh': {
      const opened = worldOf(one.open, one.paid * 100);
      desk.workbench.clock.advance(dayMs / 24);
      desk.stripe.holds(opened);
      await desk.refresh();
      await checked(desk, model, opened);
      return;
    }
    case 'killed refresh':
      desk.stripe.holds(worldOf(one.open, 0));
      desk.killAfterChange(one.change);
      await desk.workbench.run('refreshReceivables', []);
      desk.killAfterChange(null);
      await desk.refresh();
      await checked(desk, model, worldOf(one.open, 0));
      return;
  }
}

/** A formula in the archive names columns by their letters as they were; columns that move meanwhile it does not follow. */
function hasFormulaInArchive({kept}: Model, idsInTable: readonly string[]): boolean {
  return [...kept].some(([id, {times}]) => times !== null && !idsInTable.includes(id));
}

function letterOf(column: number): string {
  const letter = String.fromCharCode(65 + ((column - 1) % 26));
  return column > 26 ? `A${letter}` : letter;
}

describe("people's work", () => {
  test('survives any order of edits, refreshes and refreshes that are ended in the middle', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, {minLength: 12, maxLength: 22}), async (acts) => {
        const all = ids.map((id) => invoice(id, 0));
        const desk = openDesk({invoices: all});
        const model: Model = {
          kept: new Map(),
          title: 'Receivables',
          hidden: false,
          columnsAdded: 0,
          columns: ['Owner', 'Times'],
        };
        try {
          await desk.refresh();
          await desk.hands.type('Receivables', {row: 1, column: 21}, 'Owner');
          await desk.hands.type('Receivables', {row: 1, column: 22}, 'Times');
          for (const one of acts) await perform(desk, model, one);
          desk.stripe.holds(all);
          await desk.refresh();
          await checked(desk, model, all);
        } finally {
          await closeDesks();
        }
      }),
      {
        // One seed, so that a run says something of the change it follows; SURVIVAL_RUNS and another seed look further.
        seed: Number(process.env['SURVIVAL_SEED'] ?? 20_261_031),
        numRuns: Number(process.env['SURVIVAL_RUNS'] ?? 6),
        endOnFailure: true,
      },
    );
  }, 600_000);
});
