import type {IRange} from '@univerjs/core';
import type {IConditionFormattingRule} from '@univerjs/sheets-conditional-formatting';
import type {Block, ConditionalFormat, NumberCondition} from '../apps-script/context/spreadsheet/wire.ts';
import {assertInside, type Book, takeId} from './book.ts';
import {readColor} from './color.ts';
import {type LineChange, shiftedBlock} from './line-shift.ts';
import {commandIds} from './univer.ts';

type Condition = ConditionalFormat['condition'];

/** The engine's operator for each of Google's number conditions. */
const numberOperators: Readonly<Record<NumberCondition, string>> = {
  numberEqualTo: 'equal',
  numberGreaterThan: 'greaterThan',
  numberGreaterThanOrEqualTo: 'greaterThanOrEqual',
  numberLessThan: 'lessThan',
  numberLessThanOrEqualTo: 'lessThanOrEqual',
};

/** The tab's conditional formats, the first one winning. Kinds that a script cannot make here are left out. */
export function readConditionalFormats(book: Book, tabId: number): ConditionalFormat[] {
  return rulesOf(book, tabId).flatMap((rule) => {
    const condition = readCondition(rule);
    if (condition === null || rule.rule.type !== 'highlightCell') return [];
    const {style} = rule.rule;
    return [
      {
        blocks: rule.ranges.map((range) => blockOf(tabId, range)),
        condition,
        background: style.bg?.rgb ?? null,
        fontColor: style.cl?.rgb ?? null,
        bold: style.bl === undefined ? null : style.bl === 1,
      },
    ];
  });
}

/** Replaces the tab's conditional formats. */
export function setConditionalFormats(
  book: Book,
  tabId: number,
  formats: readonly ConditionalFormat[],
): void {
  const {engine} = book;
  const place = {unitId: engine.unitId, subUnitId: String(tabId)};
  for (const format of formats) for (const block of format.blocks) assertInside(book, block);
  for (const {cfId} of [...rulesOf(book, tabId)]) {
    engine.apply({id: commandIds.deleteConditionalFormat, params: {...place, cfId}});
  }
  // The engine puts each new rule in front.
  for (const format of [...formats].reverse()) {
    const rule = {
      cfId: `format-${takeId(book)}`,
      ranges: format.blocks.map(rangeOf),
      stopIfTrue: false,
      rule: {type: 'highlightCell', style: styleOf(format), ...writeCondition(format.condition)},
    };
    engine.apply({id: commandIds.addConditionalFormat, params: {...place, rule}});
  }
}

/** Moves the tab's conditional formats along with its cells, which the engine does only with a screen. */
export function shiftConditionalFormats(book: Book, tabId: number, change: LineChange): void {
  const formats = readConditionalFormats(book, tabId);
  if (formats.length === 0) return;
  const shifted = formats.map((format) => ({
    ...format,
    blocks: format.blocks.flatMap((block) => shiftedBlock(block, change) ?? []),
  }));
  const left = shifted.filter(({blocks}) => blocks.length > 0);
  if (JSON.stringify(left) !== JSON.stringify(formats)) setConditionalFormats(book, tabId, left);
}

function rulesOf(book: Book, tabId: number): readonly IConditionFormattingRule[] {
  return book.engine.conditionalFormats.getSubunitRules(book.engine.unitId, String(tabId)) ?? [];
}

function styleOf(format: ConditionalFormat): object {
  return {
    ...(format.background === null ? {} : {bg: {rgb: readColor(format.background)}}),
    ...(format.fontColor === null ? {} : {cl: {rgb: readColor(format.fontColor)}}),
    ...(format.bold === null ? {} : {bl: format.bold ? 1 : 0}),
  };
}

function writeCondition(condition: Condition): object {
  switch (condition.kind) {
    case 'textEqualTo':
      return {subType: 'text', operator: 'equal', value: condition.text};
    case 'textContains':
      return {subType: 'text', operator: 'containsText', value: condition.text};
    case 'cellEmpty':
      return {subType: 'text', operator: 'containsBlanks'};
    case 'cellNotEmpty':
      return {subType: 'text', operator: 'notContainsBlanks'};
    case 'formula':
      return {subType: 'formula', value: condition.formula};
    case 'numberBetween':
      return {subType: 'number', operator: 'between', value: [condition.from, condition.to]};
    case 'numberEqualTo':
    case 'numberGreaterThan':
    case 'numberGreaterThanOrEqualTo':
    case 'numberLessThan':
    case 'numberLessThanOrEqualTo':
      return {subType: 'number', operator: numberOperators[condition.kind], value: condition.number};
  }
}

function readCondition({rule}: IConditionFormattingRule): Condition | null {
  if (rule.type !== 'highlightCell') return null;
  if (rule.subType === 'formula') return {kind: 'formula', formula: rule.value};
  if (rule.subType === 'text') {
    const text = rule.value ?? '';
    switch (String(rule.operator)) {
      case 'equal':
        return {kind: 'textEqualTo', text};
      case 'containsText':
        return {kind: 'textContains', text};
      case 'containsBlanks':
        return {kind: 'cellEmpty'};
      case 'notContainsBlanks':
        return {kind: 'cellNotEmpty'};
      default:
        return null;
    }
  }
  if (rule.subType !== 'number') return null;
  if (Array.isArray(rule.value)) {
    return {kind: 'numberBetween', from: Number(rule.value[0]), to: Number(rule.value[1])};
  }
  const kind = numberConditions.find((condition) => numberOperators[condition] === String(rule.operator));
  return kind === undefined ? null : {kind, number: rule.value ?? 0};
}

const numberConditions: readonly NumberCondition[] = [
  'numberEqualTo',
  'numberGreaterThan',
  'numberGreaterThanOrEqualTo',
  'numberLessThan',
  'numberLessThanOrEqualTo',
];

function blockOf(tabId: number, range: IRange): Block {
  return {
    tabId,
    row: range.startRow,
    column: range.startColumn,
    rows: range.endRow - range.startRow + 1,
    columns: range.endColumn - range.startColumn + 1,
  };
}

function rangeOf(block: Block): IRange {
  return {
    startRow: block.row,
    endRow: block.row + block.rows - 1,
    startColumn: block.column,
    endColumn: block.column + block.columns - 1,
  };
}
