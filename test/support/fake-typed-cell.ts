import type {CellValue} from '../../src/core/tables/cell.ts';

/** A cell as a spreadsheet keeps it. */
export interface FakeCell {
  /** What reading it gives; a formula gives `#COMPUTED!`. */
  readonly value: CellValue;
  /** With its equals sign; empty for a cell without one. */
  readonly formula: string;
  readonly format: string;
  /** `#ffffff` without one of its own. */
  readonly background: string;
}

/**
 * Takes a value as a sheet takes one that a script sets: text is read as if typed, so all that looks like a formula, a
 * number, a date or TRUE becomes one, unless an apostrophe leads it. A little too eager on purpose: text that is safe
 * here is safe there. https://developers.google.com/apps-script/reference/spreadsheet/range#setvaluesvalues
 */
export function typedCell(value: string | number | boolean, format: string): FakeCell {
  const cell = (typed: CellValue, formula = ''): FakeCell => ({
    value: typed,
    formula,
    format,
    background: '#ffffff',
  });
  if (typeof value !== 'string') return cell(value);
  if (value.startsWith("'")) return cell(value.slice(1));
  if (numberLike(value)) return cell(Number(value.replace(/[^\d.-]/g, '')) || 0);
  if (/^\s*(true|false)\s*$/i.test(value)) return cell(/true/i.test(value));
  if (/^[=+\-@＝＋－＠]/.test(value)) return cell(computed(value), value);
  return cell(value);
}

/** A formula is not computed here, but one that fills a column shows its header: `={"Fee"; …}`. */
function computed(formula: string): string {
  return /^=\{"([^"]+)"/.exec(formula)?.[1] ?? '#COMPUTED!';
}

const monthName = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';

/** Numbers with separators, signs, currencies, percent or exponent; dates and times in the forms that people type. */
function numberLike(text: string): boolean {
  const typed = text.trim();
  return (
    /^[+-]?[$€£¥]?[+-]?(\d[\d,' ]*)?\.?\d+(e[+-]?\d+)?\s*[%$€£¥]?$/i.test(typed) ||
    /^\d{1,4}[-/.–]\d{1,2}([-/.]\d{1,4})?([ T]\d{1,2}:\d{2}(:\d{2})?)?$/.test(typed) ||
    /^\d{1,2}:\d{2}(:\d{2})?( ?[ap]m)?$/i.test(typed) ||
    new RegExp(`^(\\d{1,2}[ -])?(${monthName})[a-z]*[ -,]+\\d{1,4}(,? \\d{4})?$`, 'i').test(typed)
  );
}
