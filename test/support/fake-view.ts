import type {ColumnFilter, View} from '../../src/core/ports.ts';
import type {TabKey} from '../../src/core/tables/tab-content.ts';
import type {FakeTables} from './fake-tables.ts';

/** What the person sees, in memory: tests select rows and set filters as people do. */
export interface FakeView extends View {
  selected: ReturnType<View['selection']>;
  shown: TabKey | null;
  /** By 1-based column of Receivables. */
  readonly filtered: Map<number, readonly string[]>;
  /** 1-based column of a header on Receivables. */
  columnOf(header: string): number;
}

export function fakeView(tables: FakeTables): FakeView {
  const filtered = new Map<number, readonly string[]>();
  const view: FakeView = {
    selected: null,
    shown: null,
    filtered,
    columnOf: (header) => (tables.readValues('receivables')?.[0]?.indexOf(header) ?? -1) + 1,
    selection: () => view.selected,
    filters: (key): readonly ColumnFilter[] =>
      key === 'receivables' ? [...filtered].map(([column, hidden]) => ({column, hidden})) : [],
    filterColumn(_, column, hidden) {
      if (hidden === null) filtered.delete(column);
      else filtered.set(column, hidden);
    },
    show(key) {
      view.shown = key;
    },
  };
  return view;
}
