import {type ICommandService, type Injector, RANGE_TYPE, type Workbook} from '@univerjs/core';
import {
  ScrollToCellCommand,
  SetSelectionsOperation,
  SetWorksheetActivateCommand,
  SheetsSelectionsService,
} from '@univerjs/preset-sheets-core';
import type {SelectedBlock} from './messages.ts';

/** A person who moves through cells is told of where they rest. */
const selectionRestMs = 60;

export async function showTab(commands: ICommandService, workbook: Workbook, tabId: string): Promise<void> {
  const params = {unitId: workbook.getUnitId(), subUnitId: tabId};
  await commands.executeCommand(SetWorksheetActivateCommand.id, params);
}

/** Shows a tab, selects these cells on it and brings the first of them into view. */
export async function showSelection(
  commands: ICommandService,
  workbook: Workbook,
  tabId: string,
  selection: readonly SelectedBlock[],
): Promise<void> {
  await showTab(commands, workbook, tabId);
  const selections = selection.map(({row, column, rows, columns}) => ({
    range: {
      startRow: row,
      startColumn: column,
      endRow: row + rows - 1,
      endColumn: column + columns - 1,
      rangeType: RANGE_TYPE.NORMAL,
    },
    primary: null,
  }));
  const [first] = selections;
  if (first === undefined) return;
  const params = {unitId: workbook.getUnitId(), subUnitId: tabId, selections};
  await commands.executeCommand(SetSelectionsOperation.id, params);
  await commands.executeCommand(ScrollToCellCommand.id, {range: first.range});
}

/** Tells what is selected, once the person has stopped moving. */
export function watchSelection(
  injector: Injector,
  workbook: () => Workbook | null,
  selected: (tabId: string, selection: readonly SelectedBlock[]) => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  injector.get(SheetsSelectionsService).selectionChanged$.subscribe((selections) => {
    const tabId = workbook()?.getActiveSheet()?.getSheetId();
    if (tabId === undefined || !selections) return;
    const selection = selections.map(({range}) => ({
      row: range.startRow,
      column: range.startColumn,
      rows: range.endRow - range.startRow + 1,
      columns: range.endColumn - range.startColumn + 1,
    }));
    // A selection in the making has no end yet.
    if (!selection.every((block) => Object.values(block).every(Number.isSafeInteger))) return;
    clearTimeout(timer);
    timer = setTimeout(() => selected(tabId, selection), selectionRestMs);
  });
}
