import {createRangeList} from './range-list.ts';
import {lastOf} from './select-blocks.ts';
import {asGoogle, type Range, type Session} from './session.ts';
import type {Block} from './wire.ts';

type Selection = GoogleAppsScript.Spreadsheet.Selection;
type RangeList = GoogleAppsScript.Spreadsheet.RangeList;

/** What SpreadsheetApp, Spreadsheet and Sheet alike say of what the person has selected on the active tab. */
interface SelectionMethods {
  getActiveCell(): Range;
  getActiveRange(): Range;
  getActiveRangeList(): RangeList;
  getCurrentCell(): Range;
  getSelection(): Selection;
  setActiveRange(range: Range): Range;
}

/** https://developers.google.com/apps-script/reference/spreadsheet/selection */
export function selectionMethods(session: Session): SelectionMethods {
  const blocks = (): readonly Block[] => session.read('selection');
  const activeRange = (): Range => session.make.range(lastOf(blocks()));
  const activeRangeList = (): RangeList =>
    createRangeList(
      session,
      blocks().map((block) => session.make.range(block)),
    );
  const currentCell = (): Range => session.make.range({...lastOf(blocks()), rows: 1, columns: 1});
  return {
    getActiveCell: currentCell,
    getActiveRange: activeRange,
    getActiveRangeList: activeRangeList,
    getCurrentCell: currentCell,
    getSelection: () =>
      asGoogle<Selection>('Selection', {
        getActiveRange: activeRange,
        getActiveRangeList: activeRangeList,
        getActiveSheet: () => session.make.sheet(session.read('workbook').activeTabId),
        getCurrentCell: currentCell,
      }),
    setActiveRange: (range) => range.activate(),
  };
}
