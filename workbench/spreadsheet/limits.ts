/** Google's limits of a spreadsheet, with Google's words for each. https://support.google.com/drive/answer/37603 */
const charactersPerCellMax = 50_000;
const cellsPerSpreadsheetMax = 10_000_000;
export const columnsPerTabMax = 18_278;

/** Throws when a text is longer than a cell holds. */
export function assertCellText(text: string): void {
  if (text.length > charactersPerCellMax) {
    throw new Error(
      `Your input contains more than the maximum of ${charactersPerCellMax} characters in a single cell.`,
    );
  }
}

/** Throws when the spreadsheet would hold more cells than Google allows. */
export function assertCellCount(cells: number): void {
  if (cells > cellsPerSpreadsheetMax) {
    throw new Error(
      `This action would increase the number of cells in the workbook above the limit of ${cellsPerSpreadsheetMax} cells.`,
    );
  }
}
