/** Where the engine's own functions differ from those of Sheets. */
import {
  ArrayValueObject,
  BaseFunction,
  type BaseValueObject,
  ErrorType,
  ErrorValueObject,
  type FunctionVariantType,
  type IFunctionService,
  NullValueObject,
  NumberValueObject,
  StringValueObject,
} from '@univerjs/engine-formula';

type NodeValueType = ReturnType<BaseFunction['calculate']>;
type Calculate = (variants: readonly BaseValueObject[]) => NodeValueType;

/** As Sheets shows a date and a time that have no format of their own (United States). */
const datePattern = 'm/d/yyyy';
const timePattern = 'h:mm:ss AM/PM';
/** https://support.google.com/drive/answer/37603 */
const cellsMax = 10_000_000;
/** Days of 10,000 years. */
const daysMax = 3_652_425;

/**
 * The engine has these from Excel. A template that uses one would compute here and show #NAME? in Sheets.
 * https://support.google.com/docs/table/25273
 */
const notInSheets = [
  'AGGREGATE',
  'AREAS',
  'ARRAYTOTEXT',
  'BESSELI',
  'BESSELJ',
  'BESSELK',
  'BESSELY',
  'BINOM.DIST.RANGE',
  'DBCS',
  'DROP',
  'EXPAND',
  'NUMBERSTRING',
  'NUMBERVALUE',
  'ODDFPRICE',
  'ODDFYIELD',
  'ODDLPRICE',
  'ODDLYIELD',
  'ROUNDBANK',
  'SORTBY',
  'TAKE',
  'TEXTAFTER',
  'TEXTBEFORE',
  'TEXTSPLIT',
  'VALUETOTEXT',
];

/** Gives the engine's functions the meaning they have in Sheets, and takes away those that Sheets has not. */
export function adaptBuiltIns(functions: IFunctionService): void {
  functions.unregisterExecutors(...notInSheets);
  adapt(functions, ['ROUND', 'ROUNDUP', 'ROUNDDOWN'], {least: 1}, (calculate) => ([value, places]) => {
    return calculate(value === undefined ? [] : [value, places ?? NumberValueObject.create(0)]);
  });
  adapt(functions, ['IFERROR'], {least: 1}, (calculate) => ([value, otherwise]) => {
    return calculate(value === undefined ? [] : [value, otherwise ?? NullValueObject.create()]);
  });
  adapt(functions, ['FILTER'], {most: 255}, (calculate) => ([range, ...conditions]) => {
    if (range === undefined || !conditions.every((condition) => fits(range, condition)))
      return notAvailable();
    const result = calculate([range, allOf(conditions)]);
    return hasType(result, ErrorType.CALC) ? notAvailable() : result;
  });
  adapt(functions, ['WORKDAY', 'WORKDAY.INTL'], {}, (calculate) => (variants) => {
    // The engine counts day by day.
    const isTooFar = Math.abs(numberIn(variants[1]) ?? 0) > daysMax;
    return isTooFar ? ErrorValueObject.create(ErrorType.NUM) : formatted(calculate(variants), datePattern);
  });
  adapt(functions, ['PLUS'], {}, (calculate) => (variants) => likeOnlyDate(calculate(variants), variants));
  adapt(functions, ['MINUS'], {}, (calculate) => ([from, taken]) => {
    if (from === undefined || taken === undefined) return notAvailable();
    const result = calculate([from, taken]);
    return holdsDate(from) ? likeOnlyDate(result, [from, taken]) : result;
  });
  adapt(functions, ['SMALL', 'LARGE', 'MEDIAN'], {}, (calculate) => (variants) => {
    const result = calculate(variants);
    return variants[0] !== undefined && holdsDate(variants[0]) ? formatted(result, datePattern) : result;
  });
  adapt(functions, ['TIME'], {}, (calculate) => (variants) => formatted(calculate(variants), timePattern));
  adapt(functions, ['DOLLAR'], {}, (calculate) => (variants) => trimmed(calculate(variants)));
  for (const name of ['SEQUENCE', 'RANDARRAY', 'MAKEARRAY']) limitSize(functions, name);
  functions.registerExecutors(new ArrayFormula('ARRAYFORMULA'));
}

function adapt(
  functions: IFunctionService,
  names: readonly string[],
  {least, most}: {readonly least?: number; readonly most?: number},
  change: (calculate: Calculate) => Calculate,
): void {
  for (const name of names) {
    const executor = functions.getExecutor(name);
    if (!executor) throw new Error(`The engine has no function ${name} to adapt. Check its version.`);
    const original = executor.calculate.bind(executor);
    const changed = change((variants) => original(...variants));
    executor.calculate = (...variants) => changed(variants);
    if (least !== undefined) executor.minParams = least;
    if (most !== undefined) executor.maxParams = most;
  }
}

/** An array larger than a spreadsheet would take all memory. */
function limitSize(functions: IFunctionService, name: string): void {
  adapt(functions, [name], {}, (calculate) => (variants) => {
    const size = [0, 1].reduce((product, at) => product * Math.abs(numberIn(variants[at]) ?? 1), 1);
    return size > cellsMax ? ErrorValueObject.create(ErrorType.VALUE) : calculate(variants);
  });
}

/** Sheets filters by several conditions; the engine takes one, and what follows as the answer when nothing is left. */
function allOf([first, ...others]: readonly BaseValueObject[]): BaseValueObject {
  if (first === undefined) return ErrorValueObject.create(ErrorType.NA);
  // Values multiplied are a value, whatever the type of all results says.
  return others.reduce((all, condition) => all.multiply(condition) as BaseValueObject, first);
}

/** A condition is a column as high as the range or a row as wide. */
function fits(range: BaseValueObject, condition: BaseValueObject): boolean {
  const [rangeRows, rangeColumns] = sizeOf(range);
  const [rows, columns] = sizeOf(condition);
  return (rows === rangeRows && columns === 1) || (columns === rangeColumns && rows === 1);
}

function sizeOf(value: BaseValueObject): readonly [number, number] {
  return isArray(value) ? [value.getRowCount(), value.getColumnCount()] : [1, 1];
}

function notAvailable(): ErrorValueObject {
  return ErrorValueObject.create(ErrorType.NA);
}

function numberIn(variant: BaseValueObject | undefined): number | null {
  if (variant === undefined) return null;
  const single = isArray(variant) ? variant.getFirstCell() : variant;
  return single.isNumber() ? Number(single.getValue()) : null;
}

function hasType(variant: NodeValueType, type: ErrorType): boolean {
  return variant instanceof ErrorValueObject && variant.getErrorType() === type;
}

function isArray(variant: FunctionVariantType | NodeValueType): variant is ArrayValueObject {
  return variant instanceof ArrayValueObject;
}

function eachResult(
  result: NodeValueType,
  change: (value: BaseValueObject, row: number, column: number) => BaseValueObject,
): NodeValueType {
  if (isArray(result)) return result.mapValue((value, row, column) => change(value, row, column));
  return result.isValueObject() ? change(result as BaseValueObject, 0, 0) : result;
}

function formatted(result: NodeValueType, pattern: string): NodeValueType {
  return eachResult(result, (value) =>
    value.isNumber() ? NumberValueObject.create(Number(value.getValue()), pattern) : value,
  );
}

/** A date and a number give a date, two dates a number of days. */
function likeOnlyDate(result: NodeValueType, variants: readonly BaseValueObject[]): NodeValueType {
  if (!variants.some(holdsDate)) return result;
  return eachResult(result, (value, row, column) => {
    const dates = variants.map((variant) => at(variant, row, column)).filter((one) => one?.isDateFormat());
    const [date] = dates;
    if (!value.isNumber() || dates.length !== 1 || !date) return value;
    return NumberValueObject.create(Number(value.getValue()), date.getPattern());
  });
}

function holdsDate(variant: BaseValueObject): boolean {
  if (!isArray(variant)) return variant.isDateFormat();
  let found = false;
  variant.iterator((value) => {
    found = value?.isDateFormat() ?? false;
    return !found;
  });
  return found;
}

function at(variant: BaseValueObject, row: number, column: number): BaseValueObject | null {
  if (!isArray(variant)) return variant;
  const oneRow = variant.getRowCount() === 1;
  const oneColumn = variant.getColumnCount() === 1;
  return variant.get(oneRow ? 0 : row, oneColumn ? 0 : column) ?? null;
}

function trimmed(result: NodeValueType): NodeValueType {
  return eachResult(result, (value) =>
    value.isString() ? StringValueObject.create(String(value.getValue()).trim()) : value,
  );
}

/** The engine computes over arrays everywhere, so this only hands its argument on. */
class ArrayFormula extends BaseFunction {
  override minParams = 1;
  override maxParams = 1;

  override calculate(variant: BaseValueObject): NodeValueType {
    return variant;
  }
}
