import type {Injector} from '@univerjs/core';
import {
  BEFORE_CELL_EDIT,
  FunctionType,
  IDescriptionService,
  SheetInterceptorService,
} from '@univerjs/preset-sheets-core';
import type {FunctionHelp} from './messages.ts';

/** Before Univer's own. */
const openingPriority = 100;

/** Offers functions, with their help, to who types a formula. */
export function describeFunctions(injector: Injector, functions: readonly FunctionHelp[]): void {
  injector.get(IDescriptionService).registerDescriptions(
    functions.map(({name, description, parameters}) => ({
      functionName: name,
      functionType: FunctionType.User,
      description,
      abstract: description.split('\n')[0] ?? '',
      functionParameter: parameters.map((parameter) => ({
        name: parameter.name,
        detail: parameter.detail,
        example: parameter.example,
        require: parameter.isOptional ? 0 : 1,
        repeat: 0,
      })),
    })),
  );
}

/** Shows `B2:B` as a person wrote it, where the engine keeps `B2:B1000` because it has no open ranges. */
export function openRangesInEditor(injector: Injector): void {
  injector.get(SheetInterceptorService).writeCellInterceptor.intercept(BEFORE_CELL_EDIT, {
    priority: openingPriority,
    handler: (cell, {workbook, worksheet, row, col}, next) => {
      const raw = worksheet.getCellRaw(row, col);
      if (typeof raw?.f !== 'string' || raw.custom?.['isOpen'] !== true) return next(cell);
      const f = withOpenRanges(raw.f, (title) => {
        const tab = title === null ? worksheet : workbook.getSheetBySheetName(title);
        return tab?.getRowCount() ?? null;
      });
      // The chain ends here: what comes after puts the engine's own formula in its place.
      return {...cell, f};
    },
  });
}

const textOrRange =
  /"(?:[^"]|"")*"|(?:('(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?\$?[A-Za-z]{1,3}\$?\d+:\$?[A-Za-z]{1,3}(\d+)/gu;

/** Opens each range that ends at the last row of its tab. */
function withOpenRanges(formula: string, rowsOf: (title: string | null) => number | null): string {
  return formula.replace(textOrRange, (piece: string, title?: string, lastRow?: string) => {
    if (lastRow === undefined) return piece;
    const rows = rowsOf(title === undefined ? null : title.replace(/^'|'$/g, '').replaceAll("''", "'"));
    return Number(lastRow) === rows ? piece.slice(0, -lastRow.length) : piece;
  });
}
