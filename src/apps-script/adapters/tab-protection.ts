import {AddonError} from '../../core/errors/addon-error.ts';
import type {TabContent} from '../../core/tables/tab-content.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/**
 * Stops before anything is written where a protection would stop the copy in the middle.
 *
 * @throws AddonError TAB_PROTECTED naming what is protected and who may change that.
 */
export function refuseProtected(live: Sheet, {table, block, replaces}: TabContent): void {
  const {RANGE, SHEET} = SpreadsheetApp.ProtectionType;
  const rows = Math.max(block.cells.length, replaces?.rows ?? 0);
  const columns = Math.max(block.cells[0]?.length ?? 0, replaces?.columns ?? 0);
  const hinders = (protection: GoogleAppsScript.Spreadsheet.Protection) =>
    !protection.canEdit() && !protection.isWarningOnly();
  const touches = (range: GoogleAppsScript.Spreadsheet.Range) =>
    range.getRow() <= rows && range.getColumn() <= columns;

  const sheetProtection = live.getProtections(SHEET).find(hinders);
  const rangeProtection = live
    .getProtections(RANGE)
    .find((protection) => hinders(protection) && touches(protection.getRange()));
  if (sheetProtection === undefined && rangeProtection === undefined) return;

  const what =
    sheetProtection === undefined && rangeProtection !== undefined
      ? `its cells ${rangeProtection.getRange().getA1Notation()} are`
      : 'it is';
  throw new AddonError({
    code: 'TAB_PROTECTED',
    fact: `Cannot refresh the tab "${table.title}": ${what} protected, and you may not edit there. Nothing was written.`,
    nextStep:
      'Ask the owner of the protection to add you, or to take it away (Data, Protect sheets and ranges).',
  });
}
