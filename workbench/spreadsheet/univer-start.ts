/** Starts Univer without a screen, with the plugins of a spreadsheet. */
import {
  type Injector,
  type IWorkbookData,
  LocaleType,
  LogLevel,
  Univer,
  UniverInstanceType,
  type Workbook,
} from '@univerjs/core';
import {UniverDataValidationPlugin} from '@univerjs/data-validation';
import {UniverFormulaEnginePlugin} from '@univerjs/engine-formula';
import {UniverSheetsPlugin} from '@univerjs/sheets';
import {UniverSheetsConditionalFormattingPlugin} from '@univerjs/sheets-conditional-formatting';
import {UniverSheetsDataValidationPlugin} from '@univerjs/sheets-data-validation';
import {UniverSheetsFilterPlugin} from '@univerjs/sheets-filter';
import {TriggerCalculationController, UniverSheetsFormulaPlugin} from '@univerjs/sheets-formula';
import {UniverSheetsNotePlugin} from '@univerjs/sheets-note';
import {UniverSheetsNumfmtPlugin} from '@univerjs/sheets-numfmt';
import {UniverSheetsSortPlugin} from '@univerjs/sheets-sort';

export interface StartedUniver {
  readonly univer: Univer;
  readonly injector: Injector;
  readonly workbook: Workbook;
}

let enginesStarted = 0;

export function startUniver(data: Partial<IWorkbookData>): StartedUniver {
  const univer = new Univer({
    locale: LocaleType.EN_US,
    locales: {[LocaleType.EN_US]: {}},
    logLevel: LogLevel.ERROR,
  });
  univer.registerPlugin(UniverFormulaEnginePlugin);
  univer.registerPlugin(UniverSheetsPlugin);
  univer.registerPlugin(UniverSheetsFormulaPlugin);
  univer.registerPlugin(UniverSheetsNumfmtPlugin);
  univer.registerPlugin(UniverDataValidationPlugin);
  univer.registerPlugin(UniverSheetsDataValidationPlugin);
  univer.registerPlugin(UniverSheetsConditionalFormattingPlugin);
  univer.registerPlugin(UniverSheetsFilterPlugin);
  univer.registerPlugin(UniverSheetsSortPlugin);
  univer.registerPlugin(UniverSheetsNotePlugin);
  enginesStarted += 1;
  const workbook: Workbook = univer.createUnit(UniverInstanceType.UNIVER_SHEET, {
    ...data,
    // Formulas that were read are kept by this id for all engines of the process.
    id: `workbook-${enginesStarted}`,
  });
  const injector = univer.__getInjector();
  // It computes 100 ms after a change; calculation.ts computes at once and knows when the values are there.
  injector.get(TriggerCalculationController).dispose();
  return {univer, injector, workbook};
}
