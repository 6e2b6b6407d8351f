import {FormulaFault} from './formula-fault.ts';
import {anyNumber, type SheetFunction} from './sheet-function.ts';

const asksInternet = 'it asks the internet';
const asksGoogle = 'it asks a service of Google';

/** Functions of Sheets that the workbench has not, and why. Nothing in a formula ever leaves the machine. */
const reasons: Readonly<Record<string, string>> = {
  AI: asksGoogle,
  DETECTLANGUAGE: asksGoogle,
  GEMINI: asksGoogle,
  GETPIVOTDATA: 'it reads a pivot table, which the workbench cannot hold',
  GOOGLEFINANCE: asksGoogle,
  GOOGLETRANSLATE: asksGoogle,
  IMAGE: asksInternet,
  IMPORTDATA: asksInternet,
  IMPORTFEED: asksInternet,
  IMPORTHTML: asksInternet,
  IMPORTRANGE: 'it asks another spreadsheet on the internet',
  IMPORTXML: asksInternet,
  SPARKLINE: 'it draws a chart in its cell',
};

/** Each shows #ERROR! and says so. */
export const missing: readonly SheetFunction[] = Object.entries(reasons).map(([name, reason]) => ({
  name,
  least: 0,
  most: anyNumber,
  evaluate: () => {
    throw new FormulaFault(
      '#ERROR!',
      `${name} is not in the workbench: ${reason}. In Google Sheets it works.`,
    );
  },
}));
