import type {
  Block,
  CellInput,
  SortKey,
  SpreadsheetCalls,
} from '../../../../workbench/apps-script/context/spreadsheet/wire.ts';
import type {Json} from '../../../../workbench/apps-script/host-call.ts';
import type {Spreadsheet} from '../../../../workbench/spreadsheet/spreadsheet.ts';

type Method = keyof SpreadsheetCalls;
type Answer<M extends Method> = ReturnType<SpreadsheetCalls[M]>;

const atTheDesk = {executionId: 'a person', functionName: 'typing', authMode: 'FULL'} as const;

/** Does in the spreadsheet what a person does there. */
export async function askSpreadsheet<M extends Method>(
  {service}: Spreadsheet,
  method: M,
  ...args: Parameters<SpreadsheetCalls[M]>
): Promise<Answer<M>> {
  // Arguments and answer of this service are JSON by wire.ts, which types both ends.
  const answer: unknown = await service.call(method, args as unknown as readonly Json[], atTheDesk);
  return answer as Answer<M>;
}

/** A place as a person reads it: A1 is row 1, column 1. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** What a person does by hand. Tabs are named by their title, rows and columns counted from 1. */
export interface Hands {
  type(title: string, at: Place, cell: CellInput): Promise<void>;
  note(title: string, at: Place, text: string): Promise<void>;
  colour(title: string, at: Place, background: string): Promise<void>;
  format(title: string, at: Place, pattern: string): Promise<void>;
  /** Sorts these rows whole, as "Sort sheet" and the filter's menu do. */
  sortRows(title: string, rows: {readonly from: number; readonly to: number}, by: SortKey): Promise<void>;
  /** Leaves out of sight the rows with these values; the tab's filter must cover the column. */
  filterOut(title: string, column: number, values: readonly string[]): Promise<void>;
  insert(title: string, axis: 'rows' | 'columns', before: number, count: number): Promise<void>;
  remove(title: string, axis: 'rows' | 'columns', from: number, count: number): Promise<void>;
  /** Cuts the column and inserts it before another one. */
  moveColumn(title: string, from: number, before: number): Promise<void>;
  changeTab(title: string, change: Parameters<SpreadsheetCalls['changeTab']>[1]): Promise<void>;
  deleteTab(title: string): Promise<void>;
  addTab(title: string): Promise<void>;
  protect(title: string, block: Omit<Block, 'tabId'> | null): Promise<void>;
}

export function personAt(spreadsheet: Spreadsheet): Hands {
  const ask = <M extends Method>(method: M, ...args: Parameters<SpreadsheetCalls[M]>) =>
    askSpreadsheet(spreadsheet, method, ...args);
  const tab = async (title: string) => {
    const found = (await ask('workbook')).tabs.find((one) => one.title === title);
    if (found === undefined) throw new Error(`There is no tab "${title}".`);
    return found;
  };
  const cell = async (title: string, {row, column}: Place): Promise<Block> => ({
    tabId: (await tab(title)).id,
    row: row - 1,
    column: column - 1,
    rows: 1,
    columns: 1,
  });
  return {
    type: async (title, at, input) => ask('writeValues', await cell(title, at), {fill: input}),
    note: async (title, at, text) => ask('writeNotes', await cell(title, at), {fill: text}),
    colour: async (title, at, background) =>
      ask('writeFormats', await cell(title, at), 'background', {fill: background}),
    format: async (title, at, pattern) =>
      ask('writeFormats', await cell(title, at), 'numberFormat', {fill: pattern}),
    async sortRows(title, {from, to}, by) {
      const {id, columns} = await tab(title);
      const block = {tabId: id, row: from - 1, column: 0, rows: to - from + 1, columns};
      await ask('sort', block, [{...by, column: by.column - 1}]);
    },
    filterOut: async (title, column, values) =>
      ask('setHiddenFilterValues', (await tab(title)).id, column - 1, values),
    insert: async (title, axis, before, count) =>
      ask('insertLines', (await tab(title)).id, axis, before - 1, count),
    remove: async (title, axis, from, count) =>
      ask('deleteLines', (await tab(title)).id, axis, from - 1, count),
    async moveColumn(title, from, before) {
      const {id, rows} = await tab(title);
      await ask('insertLines', id, 'columns', before - 1, 1);
      const column = (at: number): Block => ({tabId: id, row: 0, column: at - 1, rows, columns: 1});
      const stands = from >= before ? from + 1 : from;
      await ask('copy', column(stands), column(before), 'normal', false);
      await ask('writeNotes', column(before), {table: await ask('readTexts', column(stands), 'note')});
      await ask('deleteLines', id, 'columns', stands - 1, 1);
    },
    changeTab: async (title, change) => ask('changeTab', (await tab(title)).id, change),
    deleteTab: async (title) => ask('deleteTab', (await tab(title)).id),
    addTab: async (title) => {
      await ask('insertTab', title, null);
    },
    async protect(title, block) {
      const {id} = await tab(title);
      const place = block === null ? null : {...block, tabId: id};
      await ask('setProtection', {
        id: null,
        tabId: id,
        block: place,
        description: '',
        warningOnly: false,
      });
    },
  };
}
