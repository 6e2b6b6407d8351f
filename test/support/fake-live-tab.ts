import type {CellValue} from '../../src/core/tables/cell.ts';
import type {LiveTab} from '../../src/core/tables/live-table.ts';
import type {TableIdentity} from '../../src/core/tables/table-layout.ts';

/** Places are `row,column`, 1-based. */
export interface FakeLiveTabOptions {
  readonly formulas?: Readonly<Record<string, string>>;
  readonly notes?: Readonly<Record<string, string>>;
  readonly formats?: Readonly<Record<string, string>>;
  readonly backgrounds?: Readonly<Record<string, string>>;
  readonly published?: LiveTab['published'];
  /** Called whenever formats or backgrounds are asked for. */
  readonly onAsk?: () => void;
}

/** A visible tab with these values; shorter rows are blank to the right. */
export function fakeLiveTab(
  values: readonly (readonly CellValue[])[],
  {formulas, notes, formats, backgrounds, published = null, onAsk = () => undefined}: FakeLiveTabOptions = {},
): LiveTab {
  const columns = Math.max(0, ...values.map((row) => row.length));
  const filled = <T>(of: (place: string, row: number, column: number) => T) =>
    values.map((_, r) => Array.from({length: columns}, (__, c) => of(`${r + 1},${c + 1}`, r, c)));
  const asked = <T>(answer: T): T => {
    onAsk();
    return answer;
  };
  return {
    values: filled((_, row, column) => values[row]?.[column] ?? ''),
    formulas: filled((place) => formulas?.[place] ?? ''),
    notes: filled((place) => notes?.[place] ?? ''),
    formats: () => asked(filled((place) => formats?.[place] ?? 'General')),
    backgrounds: () => asked(filled((place) => backgrounds?.[place] ?? '#ffffff')),
    published,
  };
}

/** A table of ours with the columns `id` and `amount`; ids begin with `in_`. */
export const smallTable: TableIdentity = {
  title: 'Small',
  headers: ['id', 'amount'],
  keyHeaders: ['id'],
  varyingAmong: () => [],
  isRowOfOurs: ([id = '']) => id.startsWith('in_'),
};
