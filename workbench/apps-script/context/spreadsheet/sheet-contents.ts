import {toCell} from './cell-input.ts';
import {createRule} from './conditional-format-rule.ts';
import {createFilterObject} from './filter.ts';
import {findRange} from './find-range.ts';
import {clearing} from './range-contents.ts';
import {createRangeList} from './range-list.ts';
import {placedRange} from './range-place.ts';
import type {Session, Sheet} from './session.ts';
import {tabProperties} from './tab-properties.ts';
import type {Block} from './wire.ts';

type Part =
  | 'appendRow'
  | 'clear'
  | 'clearConditionalFormatRules'
  | 'clearContents'
  | 'clearFormats'
  | 'clearNotes'
  | 'getConditionalFormatRules'
  | 'getDataRange'
  | 'getFilter'
  | 'getLastColumn'
  | 'getLastRow'
  | 'getRange'
  | 'getRangeList'
  | 'getSheetValues'
  | 'setConditionalFormatRules'
  | 'sort';

/** What a tab holds. */
export function sheetContents(session: Session, tabId: number, self: () => Sheet): Pick<Sheet, Part> {
  return {
    ...sheetRanges(session, tabId),
    ...sheetClearing(session, tabId, self),
    appendRow: (values) => {
      session.write('appendRow', 'appendRow', tabId, values.map(toCell));
      return self();
    },
    getConditionalFormatRules: () =>
      session.read('conditionalFormats', tabId).map((format) => createRule(session, format)),
    getFilter: () => (session.read('filter', tabId) === null ? null : createFilterObject(session, tabId)),
    setConditionalFormatRules: (rules) => {
      const caller = 'SpreadsheetApp.Sheet.setConditionalFormatRules';
      const formats = rules.map((rule) => session.formatOf(rule, caller));
      session.write('setConditionalFormatRules', 'setConditionalFormats', tabId, formats);
    },
    sort: (position: number, ascending: boolean = true) => {
      const {frozenRows, rows, columns} = tabProperties(session, tabId);
      const body = {tabId, row: frozenRows, column: 0, rows: rows - frozenRows, columns};
      session.write('sort', 'sort', body, [{column: position - 1, ascending}]);
      return self();
    },
  };
}

function sheetRanges(
  session: Session,
  tabId: number,
): Pick<
  Sheet,
  'getDataRange' | 'getLastColumn' | 'getLastRow' | 'getRange' | 'getRangeList' | 'getSheetValues'
> {
  const getRange: Sheet['getRange'] = (
    from: string | number,
    column?: number,
    rows: number = 1,
    columns: number = 1,
  ) =>
    typeof from === 'string' && column === undefined
      ? findRange(session, from, tabId)
      : placedRange(session, {tabId, row: Number(from) - 1, column: Number(column) - 1, rows, columns});
  return {
    getDataRange: () => {
      const {rows, columns} = session.read('extent', tabId);
      return session.make.range({
        tabId,
        row: 0,
        column: 0,
        rows: Math.max(rows, 1),
        columns: Math.max(columns, 1),
      });
    },
    getLastColumn: () => session.read('extent', tabId).columns,
    getLastRow: () => session.read('extent', tabId).rows,
    getRange,
    getRangeList: (notations) =>
      createRangeList(
        session,
        notations.map((text) => findRange(session, text, tabId)),
      ),
    getSheetValues: (row, column, rows, columns) => getRange(row, column, rows, columns).getValues(),
  };
}

function sheetClearing(
  session: Session,
  tabId: number,
  self: () => Sheet,
): Pick<Sheet, 'clear' | 'clearConditionalFormatRules' | 'clearContents' | 'clearFormats' | 'clearNotes'> {
  const whole = (): Block => {
    const {rows, columns} = tabProperties(session, tabId);
    return {tabId, row: 0, column: 0, rows, columns};
  };
  const clear = (caller: string, what: Parameters<typeof clearing>[0]): Sheet => {
    session.write(caller, 'clear', whole(), clearing(what));
    return self();
  };
  return {
    clear: (options?: {contentsOnly?: boolean | undefined; formatOnly?: boolean | undefined}) =>
      clear(
        'clear',
        options?.contentsOnly || options?.formatOnly ? options : {contentsOnly: true, formatOnly: true},
      ),
    clearConditionalFormatRules: () => {
      session.write('clearConditionalFormatRules', 'setConditionalFormats', tabId, []);
    },
    clearContents: () => clear('clearContents', {contentsOnly: true}),
    clearFormats: () => clear('clearFormats', {formatOnly: true}),
    clearNotes: () => clear('clearNotes', {commentsOnly: true}),
  };
}
