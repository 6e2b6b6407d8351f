import {type Expression, keyOf, readExpression} from './query-expression.ts';
import {createTokenReader, readTokens, refuseQuery, type TokenReader} from './query-text.ts';

export const comparisons = [
  '<=',
  '>=',
  '<>',
  '!=',
  '<',
  '>',
  '=',
  'contains',
  'starts with',
  'ends with',
  'matches',
  'like',
] as const;
export type Comparison = (typeof comparisons)[number];

export type Condition =
  | {readonly kind: 'and' | 'or'; readonly parts: readonly Condition[]}
  | {readonly kind: 'not'; readonly part: Condition}
  | {readonly kind: 'null'; readonly expression: Expression}
  | {
      readonly kind: 'compare';
      readonly comparison: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    };

export interface QueryOrder {
  readonly expression: Expression;
  readonly descending: boolean;
}

/** A query as its clauses. https://developers.google.com/chart/interactive/docs/querylanguage */
export interface Query {
  /** null selects all columns. */
  readonly select: readonly Expression[] | null;
  readonly where: Condition | null;
  readonly groupBy: readonly Expression[];
  readonly orderBy: readonly QueryOrder[];
  /** null when all rows are wanted. */
  readonly limit: number | null;
  readonly offset: number;
  /** Labels and number formats by the key of their expression. */
  readonly labels: ReadonlyMap<string, string>;
  readonly formats: ReadonlyMap<string, string>;
}

/**
 * Reads a query.
 *
 * @throws FormulaFault when Sheets would not read it, or when it uses a clause that the workbench has not.
 */
export function readQuery(text: string): Query {
  const reader = createTokenReader(readTokens(text));
  const select = reader.takeIf('select') ? readSelection(reader) : null;
  const where = reader.takeIf('where') ? readCondition(reader) : null;
  const groupBy = reader.takeIf('group', 'by') ? readList(reader, readExpression) : [];
  refuseClause(reader, 'pivot');
  const orderBy = reader.takeIf('order', 'by') ? readList(reader, readOrder) : [];
  refuseClause(reader, 'skipping');
  const limit = reader.takeIf('limit') ? readCount(reader) : null;
  const offset = reader.takeIf('offset') ? readCount(reader) : 0;
  const labels = new Map(reader.takeIf('label') ? readList(reader, readNaming) : []);
  const formats = new Map(reader.takeIf('format') ? readList(reader, readNaming) : []);
  refuseClause(reader, 'options');
  const {kind, text: rest} = reader.peek();
  if (kind !== 'end') {
    refuseQuery(
      `found "${rest}" where the query should end. The clauses are, in this order: select, where, group by, order by, limit, offset, label, format.`,
    );
  }
  return {select, where, groupBy, orderBy, limit, offset, labels, formats};
}

function refuseClause(reader: TokenReader, clause: string): void {
  if (!reader.takeIf(clause)) return;
  refuseQuery(`"${clause}" is not in the workbench. In Google Sheets it works.`);
}

function readSelection(reader: TokenReader): readonly Expression[] | null {
  return reader.takeIf('*') ? null : readList(reader, readExpression);
}

function readList<T>(reader: TokenReader, read: (reader: TokenReader) => T): readonly T[] {
  const list = [read(reader)];
  while (reader.takeIf(',')) list.push(read(reader));
  return list;
}

function readOrder(reader: TokenReader): QueryOrder {
  const expression = readExpression(reader);
  const descending = reader.takeIf('desc');
  if (!descending) reader.takeIf('asc');
  return {expression, descending};
}

function readCount(reader: TokenReader): number {
  const token = reader.take();
  if (token.kind !== 'number' || !/^[0-9]+$/.test(token.text)) {
    refuseQuery(`found "${token.text}" where a whole number is expected.`);
  }
  return Number(token.text);
}

function readNaming(reader: TokenReader): readonly [string, string] {
  const key = keyOf(readExpression(reader));
  const token = reader.take();
  if (token.kind !== 'text') refuseQuery(`found "${token.text}" where text in quotes is expected.`);
  return [key, token.text];
}

function readCondition(reader: TokenReader): Condition {
  const parts = [readConjunction(reader)];
  while (reader.takeIf('or')) parts.push(readConjunction(reader));
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : {kind: 'or', parts};
}

function readConjunction(reader: TokenReader): Condition {
  const parts = [readTest(reader)];
  while (reader.takeIf('and')) parts.push(readTest(reader));
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : {kind: 'and', parts};
}

function readTest(reader: TokenReader): Condition {
  if (reader.takeIf('not')) return {kind: 'not', part: readTest(reader)};
  if (reader.takeIf('(')) {
    const inner = readCondition(reader);
    reader.expect(')');
    return inner;
  }
  const left = readExpression(reader);
  if (reader.takeIf('is', 'null')) return {kind: 'null', expression: left};
  if (reader.takeIf('is', 'not', 'null')) return {kind: 'not', part: {kind: 'null', expression: left}};
  const comparison = comparisons.find((one) => reader.takeIf(...one.split(' ')));
  if (comparison === undefined) {
    refuseQuery(`found "${reader.peek().text}" where a comparison is expected, such as = or contains.`);
  }
  return {kind: 'compare', comparison, left, right: readExpression(reader)};
}
