/**
 * Stripe's search query language: clauses of a field, an operator and a value, joined by AND (or a space) or by OR,
 * never by both, without parentheses. https://docs.stripe.com/search#search-query-language
 */
import {StripeRefusal} from '../engine/errors.ts';

type SearchOperator = ':' | '~' | '<' | '<=' | '>' | '>=';

export interface SearchClause {
  readonly negated: boolean;
  readonly field: string;
  /** The key in `metadata["key"]`; null for every other field. */
  readonly metadataKey: string | null;
  readonly operator: SearchOperator;
  /** As written, without quotes; null asks whether the field is empty. */
  readonly value: string | null;
}

export interface SearchQuery {
  readonly joinedBy: 'and' | 'or';
  readonly clauses: readonly SearchClause[];
}

const clausePattern =
  /(?<negated>-?)(?<field>[a-z_][a-z0-9_.]*)(?:\[(?:"(?<key1>(?:[^"\\]|\\.)*)"|'(?<key2>(?:[^'\\]|\\.)*)')\])?\s*(?<operator><=|>=|[:~<>=])\s*(?:"(?<text1>(?:[^"\\]|\\.)*)"|'(?<text2>(?:[^'\\]|\\.)*)'|(?<bare>-?\d+(?:\.\d+)?|null)(?=\s|$))/iy;
const gapPattern = /(?:\s+(?<word>and|or)\s+|\s+|$)/iy;

/** @throws StripeRefusal in Stripe's words, for what is no query */
export function parseSearchQuery(text: string): SearchQuery {
  const trimmed = text.trim();
  const clauses: SearchClause[] = [];
  const words = new Set<string>();
  let position = 0;
  do {
    const clause = matchAt(clausePattern, trimmed, position);
    const gap = clause === null ? null : matchAt(gapPattern, trimmed, position + clause[0].length);
    if (clause === null || gap === null) throw unparsable();
    clauses.push(clauseOf(clause.groups ?? {}));
    position += clause[0].length + gap[0].length;
    // Clauses side by side are joined by AND.
    if (gap[0] !== '') words.add((gap.groups?.['word'] ?? 'and').toLowerCase());
  } while (position < trimmed.length);
  if (words.size > 1) {
    throw new StripeRefusal({
      status: 400,
      message: 'We were unable to parse your search query. AND and OR cannot be combined in one query.',
      param: 'query',
    });
  }
  return {joinedBy: words.has('or') ? 'or' : 'and', clauses};
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function clauseOf(groups: Readonly<Record<string, string | undefined>>): SearchClause {
  const quoted = groups['text1'] ?? groups['text2'];
  const key = groups['key1'] ?? groups['key2'];
  const operator = groups['operator'];
  return {
    negated: groups['negated'] === '-',
    field: (groups['field'] ?? '').toLowerCase(),
    metadataKey: key === undefined ? null : unescaped(key),
    operator:
      operator === '~' || operator === '<' || operator === '<=' || operator === '>' || operator === '>='
        ? operator
        : ':',
    value:
      quoted === undefined
        ? groups['bare']?.toLowerCase() === 'null'
          ? null
          : (groups['bare'] ?? '')
        : unescaped(quoted),
  };
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}

function unparsable(): StripeRefusal {
  return new StripeRefusal({
    status: 400,
    message:
      'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for ' +
      'metadata or key:"value" to query for other fields.',
    param: 'query',
  });
}
