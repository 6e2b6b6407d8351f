import {parseTyped} from '../univer.ts';
import type {FormulaValue} from '../univer-function.ts';
import {compareValues, isBlank, isError, plainNumber, textOf} from './values.ts';

type Test = (value: FormulaValue) => boolean;

/**
 * What a criterion such as `">=100"`, `"<>open"` or `"in_*"` accepts: text in any case, `?` for one character, `*` for
 * any, `~` before one of these for itself. https://support.google.com/docs/table/25273
 */
export function criterionTest(criterion: FormulaValue): Test {
  if (isError(criterion)) return (value) => isError(value) && value.error === criterion.error;
  if (typeof criterion !== 'string') return equals(criterion ?? '');
  const [, operator = '', operand = ''] = /^(>=|<=|<>|>|<|=)?(.*)$/s.exec(criterion) ?? [];
  const wanted = typedValue(operand);
  if (operator === '<>') {
    const same = equals(wanted);
    return (value) => !same(value);
  }
  if (operator === '' || operator === '=') return equals(wanted);
  return (value) => isComparable(value, wanted) && isOrdered(operator, compareValues(value, wanted));
}

function typedValue(text: string): FormulaValue {
  return parseTyped(text)?.value ?? text;
}

function equals(wanted: FormulaValue): Test {
  if (wanted === '') return isBlank;
  if (typeof wanted === 'string') {
    const pattern = wildcards(wanted);
    return (value) => typeof value === 'string' && pattern.test(value);
  }
  return (value) => isComparable(value, wanted) && compareValues(value, wanted) === 0;
}

function isComparable(value: FormulaValue, wanted: FormulaValue): boolean {
  if (isBlank(value) || isError(value)) return false;
  if (plainNumber(wanted) !== null) return plainNumber(value) !== null;
  return typeof value === typeof wanted;
}

function isOrdered(operator: string, order: number): boolean {
  if (operator === '>') return order > 0;
  if (operator === '>=') return order >= 0;
  return operator === '<' ? order < 0 : order <= 0;
}

function wildcards(text: string): RegExp {
  const source = textOf(text).replace(
    /~([?*~])|([?*])|([\\^$.+()[\]{}|/])/g,
    (_all, literal, wild, special) => {
      if (wild !== undefined) return wild === '?' ? '.' : '.*';
      return `\\${literal ?? special}`;
    },
  );
  return new RegExp(`^${source}$`, 'isu');
}
