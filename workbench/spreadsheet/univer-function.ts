/** How a function of ours looks to the formula engine: plain values in, plain values out, and never a throw. */
import {
  ArrayValueObject,
  BaseFunction,
  type BaseReferenceObject,
  type BaseValueObject,
  BooleanValueObject,
  ErrorType,
  ErrorValueObject,
  type FunctionVariantType,
  NullValueObject,
  NumberValueObject,
  StringValueObject,
} from '@univerjs/engine-formula';

/** A number that its cell or function shows in this format; a format of dates makes it a date. */
export interface FormattedNumber {
  readonly serial: number;
  readonly pattern: string;
}

export interface FormulaError {
  readonly error: string;
}

/** One value in a formula: null is a blank cell, `serial` a number that its cell or function shows as a date. */
export type FormulaValue = number | boolean | string | null | FormattedNumber | FormulaError;

/** A range or array is a list of rows; a single cell or literal is its value. */
export type FormulaArgument = FormulaValue | readonly (readonly FormulaValue[])[];

/** Several rows spill into the cells right and below. */
export type FormulaResult = FormulaValue | readonly (readonly FormulaValue[])[];

/** The cell whose formula is computed; rows and columns count from 0. */
export interface FormulaCell {
  readonly tabId: string;
  readonly row: number;
  readonly column: number;
}

/** Where an argument stands in the spreadsheet; columns count from 0. null is a value that stands nowhere. */
export type ArgumentPlace = {readonly column: number} | null;

export interface FormulaCall {
  readonly places: readonly ArgumentPlace[];
  /** Whether it was written as an operator (`A1 & B1`), not as a function. */
  readonly isOperator: boolean;
}

export type EvaluateFunction = (
  args: readonly FormulaArgument[],
  cell: FormulaCell,
  call: FormulaCall,
) => FormulaResult;

/** Wraps `evaluate` for the engine. A throw becomes `#ERROR!`, because one that escapes would end the process. */
export function createExecutor(name: string, evaluate: EvaluateFunction): BaseFunction {
  const executor = new PlainFunction(name);
  executor.evaluate = evaluate;
  return executor;
}

class PlainFunction extends BaseFunction {
  evaluate: EvaluateFunction | null = null;
  private isOperator = true;
  override needsReferenceObject = true;
  override minParams = 0;
  override maxParams = 255;

  /** The engine tells a function its cell before each call, an operator never. */
  override setRefInfo(unitId: string, subUnitId: string, row: number, column: number): void {
    super.setRefInfo(unitId, subUnitId, row, column);
    this.isOperator = false;
  }

  override calculate(...variants: BaseValueObject[]): BaseValueObject {
    const {isOperator} = this;
    this.isOperator = true;
    try {
      if (this.evaluate === null) return ErrorValueObject.create(ErrorType.NAME);
      const cell = {tabId: this.subUnitId ?? '', row: this.row, column: this.column};
      const call = {places: variants.map(placeOf), isOperator};
      return toEngine(this.evaluate(variants.map(readArgument), cell, call));
    } catch {
      return ErrorValueObject.create(ErrorType.ERROR);
    }
  }
}

function placeOf(variant: FunctionVariantType): ArgumentPlace {
  return isReference(variant) ? {column: variant.getRangePosition().startColumn} : null;
}

function readArgument(variant: FunctionVariantType): FormulaArgument {
  if (isReference(variant)) {
    const rows = readReference(variant);
    return onlyValue(rows);
  }
  if (variant instanceof ArrayValueObject) {
    const rows = variant.getArrayValue().map((row) => row.map((value) => readValue(value ?? null, '')));
    return onlyValue(rows);
  }
  return readValue(variant, '');
}

function onlyValue(rows: FormulaValue[][]): FormulaArgument {
  const only = rows.length === 1 && rows[0]?.length === 1 ? rows[0][0] : undefined;
  return only === undefined ? rows : only;
}

function isReference(variant: FunctionVariantType): variant is BaseReferenceObject {
  return variant.isReferenceObject();
}

function readReference(reference: BaseReferenceObject): FormulaValue[][] {
  const {startRow, startColumn, endRow, endColumn} = reference.getRangePosition();
  const rows = Array.from({length: endRow - startRow + 1}, () =>
    new Array<FormulaValue>(endColumn - startColumn + 1).fill(null),
  );
  const unitId = reference.getUnitId();
  const tabId = reference.getSheetId();
  reference.iterator((value, row, column) => {
    const cells = rows[row - startRow];
    if (cells === undefined || value === null || value === undefined) return;
    // A value computed a moment ago carries no format of its own; its cell does.
    const pattern =
      value.isNumber() && value.getPattern() === ''
        ? reference.getCellPattern(unitId, tabId, row, column)
        : value.getPattern();
    cells[column - startColumn] = readValue(value, pattern);
  });
  return rows;
}

function readValue(value: BaseValueObject | null, cellPattern: string): FormulaValue {
  if (value === null || value.isNull()) return null;
  const raw = value.getValue();
  if (value.isError()) return {error: String(raw)};
  if (typeof raw !== 'number') return raw;
  if (cellPattern !== '') value.setPattern(cellPattern);
  return value.isDateFormat() ? {serial: raw, pattern: value.getPattern()} : raw;
}

function toEngine(result: FormulaResult): BaseValueObject {
  if (!isRows(result)) return toEngineValue(result);
  const columnCount = result[0]?.length ?? 0;
  if (result.length === 0 || columnCount === 0) return StringValueObject.create('');
  return ArrayValueObject.create({
    calculateValueList: result.map((row) => row.map(toEngineValue)),
    rowCount: result.length,
    columnCount,
    unitId: '',
    sheetId: '',
    row: -1,
    column: -1,
  });
}

function isRows(result: FormulaResult): result is readonly (readonly FormulaValue[])[] {
  return Array.isArray(result);
}

function toEngineValue(value: FormulaValue): BaseValueObject {
  if (value === null) return NullValueObject.create();
  if (typeof value === 'number') return NumberValueObject.create(value);
  if (typeof value === 'boolean') return BooleanValueObject.create(value);
  if (typeof value === 'string') return StringValueObject.create(value);
  if ('error' in value) return ErrorValueObject.create(errorType(value.error));
  return NumberValueObject.create(value.serial, value.pattern);
}

function errorType(text: string): ErrorType {
  return Object.values(ErrorType).find((type) => type === text) ?? ErrorType.ERROR;
}
