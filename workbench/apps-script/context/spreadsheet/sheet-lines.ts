import type {Range, Session, Sheet} from './session.ts';

type Axis = 'rows' | 'columns';

type Part =
  | 'autoResizeColumn'
  | 'autoResizeColumns'
  | 'deleteColumn'
  | 'deleteColumns'
  | 'deleteRow'
  | 'deleteRows'
  | 'getColumnWidth'
  | 'hideColumn'
  | 'hideColumns'
  | 'hideRow'
  | 'hideRows'
  | 'insertColumnAfter'
  | 'insertColumnBefore'
  | 'insertColumns'
  | 'insertColumnsAfter'
  | 'insertColumnsBefore'
  | 'insertRowAfter'
  | 'insertRowBefore'
  | 'insertRows'
  | 'insertRowsAfter'
  | 'insertRowsBefore'
  | 'isColumnHiddenByUser'
  | 'setColumnWidth'
  | 'setColumnWidths'
  | 'showColumns'
  | 'showRows'
  | 'unhideColumn'
  | 'unhideRow';

/** The rows and columns of a tab. Positions count from 1 here and from 0 on the wire. */
export function sheetLines(session: Session, tabId: number, self: () => Sheet): Pick<Sheet, Part> {
  const widths = (caller: string, position: number, count: number, widthPx: number | null): Sheet => {
    session.write(caller, 'setColumnWidths', tabId, position - 1, count, widthPx);
    return self();
  };
  return {
    ...insertion(session, tabId, self),
    ...deletion(session, tabId, self),
    ...hiding(session, tabId),
    autoResizeColumn: (position) => widths('autoResizeColumn', position, 1, null),
    autoResizeColumns: (position, count) => widths('autoResizeColumns', position, count, null),
    getColumnWidth: (position) => session.read('columnWidths', tabId, position - 1, 1)[0] ?? 0,
    isColumnHiddenByUser: (position) =>
      session.read('hiddenLines', tabId, 'columns', position - 1, 1)[0] ?? false,
    setColumnWidth: (position, widthPx) => widths('setColumnWidth', position, 1, widthPx),
    setColumnWidths: (position, count, widthPx) => widths('setColumnWidths', position, count, widthPx),
  };
}

function insertion(session: Session, tabId: number, self: () => Sheet) {
  const insert = (caller: string, axis: Axis, at: number, count: number): Sheet => {
    session.write(caller, 'insertLines', tabId, axis, at, count);
    return self();
  };
  return {
    insertColumnAfter: (after: number) => insert('insertColumnAfter', 'columns', after, 1),
    insertColumnBefore: (before: number) => insert('insertColumnBefore', 'columns', before - 1, 1),
    insertColumns: (at: number, count: number = 1) => {
      insert('insertColumns', 'columns', at - 1, count);
    },
    insertColumnsAfter: (after: number, count: number) =>
      insert('insertColumnsAfter', 'columns', after, count),
    insertColumnsBefore: (before: number, count: number) =>
      insert('insertColumnsBefore', 'columns', before - 1, count),
    insertRowAfter: (after: number) => insert('insertRowAfter', 'rows', after, 1),
    insertRowBefore: (before: number) => insert('insertRowBefore', 'rows', before - 1, 1),
    insertRows: (at: number, count: number = 1) => {
      insert('insertRows', 'rows', at - 1, count);
    },
    insertRowsAfter: (after: number, count: number) => insert('insertRowsAfter', 'rows', after, count),
    insertRowsBefore: (before: number, count: number) =>
      insert('insertRowsBefore', 'rows', before - 1, count),
  } satisfies Partial<Sheet>;
}

function deletion(session: Session, tabId: number, self: () => Sheet) {
  const remove = (caller: string, axis: Axis, position: number, count: number): Sheet => {
    session.write(caller, 'deleteLines', tabId, axis, position - 1, count);
    return self();
  };
  return {
    deleteColumn: (position: number) => remove('deleteColumn', 'columns', position, 1),
    deleteColumns: (position: number, count: number) => {
      remove('deleteColumns', 'columns', position, count);
    },
    deleteRow: (position: number) => remove('deleteRow', 'rows', position, 1),
    deleteRows: (position: number, count: number) => {
      remove('deleteRows', 'rows', position, count);
    },
  } satisfies Partial<Sheet>;
}

function hiding(session: Session, tabId: number) {
  const hide = (caller: string, axis: Axis, position: number, count: number, hidden: boolean): void => {
    session.write(caller, 'hideLines', tabId, axis, position - 1, count, hidden);
  };
  const ofRange = (caller: string, axis: Axis, range: Range, hidden: boolean): void => {
    const {row, rows, column, columns} = session.blockOf(range, `SpreadsheetApp.Sheet.${caller}`);
    if (axis === 'rows') hide(caller, axis, row + 1, rows, hidden);
    else hide(caller, axis, column + 1, columns, hidden);
  };
  return {
    hideColumn: (range: Range) => ofRange('hideColumn', 'columns', range, true),
    hideColumns: (position: number, count: number = 1) =>
      hide('hideColumns', 'columns', position, count, true),
    hideRow: (range: Range) => ofRange('hideRow', 'rows', range, true),
    hideRows: (position: number, count: number = 1) => hide('hideRows', 'rows', position, count, true),
    showColumns: (position: number, count: number = 1) =>
      hide('showColumns', 'columns', position, count, false),
    showRows: (position: number, count: number = 1) => hide('showRows', 'rows', position, count, false),
    unhideColumn: (range: Range) => ofRange('unhideColumn', 'columns', range, false),
    unhideRow: (range: Range) => ofRange('unhideRow', 'rows', range, false),
  } satisfies Partial<Sheet>;
}
