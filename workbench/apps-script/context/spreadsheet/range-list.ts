import {selectBlocks} from './select-blocks.ts';
import {asGoogle, type Range, type Session} from './session.ts';

type RangeList = GoogleAppsScript.Spreadsheet.RangeList;

/** Several ranges that change together. https://developers.google.com/apps-script/reference/spreadsheet/range-list */
export function createRangeList(session: Session, ranges: readonly Range[]): RangeList {
  const each = (change: (range: Range) => unknown): RangeList => {
    for (const range of ranges) change(range);
    return list;
  };
  const list: RangeList = asGoogle<RangeList>('RangeList', {
    activate: (): RangeList => {
      selectBlocks(
        session,
        ranges.map((range) => session.blockOf(range, 'SpreadsheetApp.RangeList.activate')),
      );
      return list;
    },
    clear: (options?: {contentsOnly?: boolean | undefined; formatOnly?: boolean | undefined}) =>
      each((range) => (options === undefined ? range.clear() : range.clear(options))),
    clearContent: () => each((range) => range.clearContent()),
    clearFormat: () => each((range) => range.clearFormat()),
    clearNote: () => each((range) => range.clearNote()),
    getRanges: () => [...ranges],
    setBackground: (color) => each((range) => range.setBackground(color)),
    setFontColor: (color) => each((range) => range.setFontColor(color)),
    setFontFamily: (family) => each((range) => range.setFontFamily(family)),
    setFontSize: (size) => each((range) => range.setFontSize(size)),
    setFontStyle: (style) => each((range) => range.setFontStyle(style)),
    setFontWeight: (weight) => each((range) => range.setFontWeight(weight)),
    setFormula: (formula) => each((range) => range.setFormula(formula)),
    setHorizontalAlignment: (alignment) => each((range) => range.setHorizontalAlignment(alignment)),
    setNote: (note) => each((range) => range.setNote(note)),
    setNumberFormat: (format) => each((range) => range.setNumberFormat(format)),
    setValue: (value) => each((range) => range.setValue(value)),
    setVerticalAlignment: (alignment) => each((range) => range.setVerticalAlignment(alignment)),
    setWrap: (isOn) => each((range) => range.setWrap(isOn)),
    setWrapStrategy: (strategy) => each((range) => range.setWrapStrategy(strategy)),
  });
  return list;
}
