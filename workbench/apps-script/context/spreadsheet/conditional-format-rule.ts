import {googleException} from '../google-exception.ts';
import {BooleanCriteria} from './enums.ts';
import {asGoogle, type Enum, type Range, type Rule, type Session} from './session.ts';
import type {ConditionalFormat, NumberCondition} from './wire.ts';

type Builder = GoogleAppsScript.Spreadsheet.ConditionalFormatRuleBuilder;
type BooleanCondition = GoogleAppsScript.Spreadsheet.BooleanCondition;
type Condition = ConditionalFormat['condition'];

interface Draft extends Omit<ConditionalFormat, 'condition'> {
  readonly condition: Condition | null;
}

const emptyDraft: Draft = {blocks: [], condition: null, background: null, fontColor: null, bold: null};

/** https://developers.google.com/apps-script/reference/spreadsheet/conditional-format-rule-builder */
export function newConditionalFormatRule(session: Session, from: Draft = emptyDraft): Builder {
  let draft = from;
  const change = (changes: Partial<Draft>): Builder => {
    draft = {...draft, ...changes};
    return builder;
  };
  const when = (condition: Condition): Builder => change({condition});
  const whenNumber = (kind: NumberCondition) => (number: number) => when({kind, number});
  const builder = asGoogle<Builder>('ConditionalFormatRuleBuilder', {
    build: () => build(session, draft),
    copy: () => newConditionalFormatRule(session, draft),
    getBooleanCondition: () => readCondition(draft),
    getRanges: () => draft.blocks.map((block) => session.make.range(block)),
    setBackground: (background) => change({background}),
    setBold: (bold) => change({bold}),
    setFontColor: (fontColor) => change({fontColor}),
    setRanges: (ranges: Range[]) => {
      const caller = 'SpreadsheetApp.ConditionalFormatRuleBuilder.setRanges';
      return change({blocks: ranges.map((range) => session.blockOf(range, caller))});
    },
    whenCellEmpty: () => when({kind: 'cellEmpty'}),
    whenCellNotEmpty: () => when({kind: 'cellNotEmpty'}),
    whenFormulaSatisfied: (formula) => when({kind: 'formula', formula}),
    whenNumberBetween: (from, to) => when({kind: 'numberBetween', from, to}),
    whenNumberEqualTo: whenNumber('numberEqualTo'),
    whenNumberGreaterThan: whenNumber('numberGreaterThan'),
    whenNumberGreaterThanOrEqualTo: whenNumber('numberGreaterThanOrEqualTo'),
    whenNumberLessThan: whenNumber('numberLessThan'),
    whenNumberLessThanOrEqualTo: whenNumber('numberLessThanOrEqualTo'),
    whenTextContains: (text) => when({kind: 'textContains', text}),
    whenTextEqualTo: (text) => when({kind: 'textEqualTo', text}),
  });
  return builder;
}

/** The rule of a stored format. */
export function createRule(session: Session, format: ConditionalFormat): Rule {
  const rule = asGoogle<Rule>('ConditionalFormatRule', {
    copy: () => newConditionalFormatRule(session, format),
    getBooleanCondition: () => readCondition(format),
    getGradientCondition: () => null,
    getRanges: () => format.blocks.map((block) => session.make.range(block)),
  });
  session.remember.formats.set(rule, format);
  return rule;
}

function build(session: Session, {condition, ...rest}: Draft): Rule {
  if (rest.blocks.length === 0)
    throw googleException('A conditional format rule must have at least one range.');
  if (condition === null) throw googleException('A conditional format rule must have a condition.');
  return createRule(session, {...rest, condition});
}

function readCondition({condition, background, fontColor, bold}: Draft): BooleanCondition | null {
  if (condition === null) return null;
  const [type, values] = criteriaOf(condition);
  return asGoogle<BooleanCondition>('BooleanCondition', {
    getBackground: () => background,
    getBold: () => bold,
    getCriteriaType: () => type,
    getCriteriaValues: () => values,
    getFontColor: () => fontColor,
  });
}

type CriteriaType = Enum<'BooleanCriteria'>[keyof Enum<'BooleanCriteria'>];

function criteriaOf(condition: Condition): [CriteriaType, (string | number)[]] {
  switch (condition.kind) {
    case 'textEqualTo':
      return [BooleanCriteria.TEXT_EQUAL_TO, [condition.text]];
    case 'textContains':
      return [BooleanCriteria.TEXT_CONTAINS, [condition.text]];
    case 'formula':
      return [BooleanCriteria.CUSTOM_FORMULA, [condition.formula]];
    case 'cellEmpty':
      return [BooleanCriteria.CELL_EMPTY, []];
    case 'cellNotEmpty':
      return [BooleanCriteria.CELL_NOT_EMPTY, []];
    case 'numberBetween':
      return [BooleanCriteria.NUMBER_BETWEEN, [condition.from, condition.to]];
    case 'numberEqualTo':
      return [BooleanCriteria.NUMBER_EQUAL_TO, [condition.number]];
    case 'numberGreaterThan':
      return [BooleanCriteria.NUMBER_GREATER_THAN, [condition.number]];
    case 'numberGreaterThanOrEqualTo':
      return [BooleanCriteria.NUMBER_GREATER_THAN_OR_EQUAL_TO, [condition.number]];
    case 'numberLessThan':
      return [BooleanCriteria.NUMBER_LESS_THAN, [condition.number]];
    case 'numberLessThanOrEqualTo':
      return [BooleanCriteria.NUMBER_LESS_THAN_OR_EQUAL_TO, [condition.number]];
  }
}
