import {FormulaFault} from '../formula-fault.ts';

export type TokenKind = 'word' | 'identifier' | 'number' | 'text' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const forms =
  /\s+|`([^`]+)`|'([^']*)'|"([^"]*)"|([0-9]+(?:\.[0-9]*)?|\.[0-9]+)|([\p{L}_][\p{L}\p{N}_]*)|(<=|>=|<>|!=|[-+*/(),=<>])/uy;

/** @throws FormulaFault in Sheets' words, with what is wrong. */
export function refuseQuery(problem: string): never {
  throw new FormulaFault(
    '#VALUE!',
    `Unable to parse query string for Function QUERY parameter 2: ${problem}`,
  );
}

/** Cuts a query into words, literals and symbols. */
export function readTokens(query: string): readonly Token[] {
  const tokens: Token[] = [];
  forms.lastIndex = 0;
  while (forms.lastIndex < query.length) {
    const from = forms.lastIndex;
    const found = forms.exec(query);
    if (found === null) refuseQuery(`"${query.slice(from, from + 10)}" is no part of a query.`);
    const [, quotedName, single, double, number, word, symbol] = found;
    const text = single ?? double;
    if (quotedName !== undefined) tokens.push({kind: 'identifier', text: quotedName});
    else if (text !== undefined) tokens.push({kind: 'text', text});
    else if (number !== undefined) tokens.push({kind: 'number', text: number});
    else if (word !== undefined) tokens.push({kind: 'word', text: word});
    else if (symbol !== undefined) tokens.push({kind: 'symbol', text: symbol});
  }
  return tokens;
}

/** Reads tokens one after another. Words are keywords in any case. */
export interface TokenReader {
  peek(): Token;
  take(): Token;
  /** Takes the next words or symbols when they are these. */
  takeIf(...texts: readonly string[]): boolean;
  /** @throws FormulaFault when the next is another. */
  expect(text: string): void;
}

export function createTokenReader(tokens: readonly Token[]): TokenReader {
  let at = 0;
  const end: Token = {kind: 'end', text: 'the end'};
  const peek = (): Token => tokens[at] ?? end;
  const isNext = (text: string, ahead: number): boolean => {
    const token = tokens[at + ahead];
    if (token?.kind !== 'word' && token?.kind !== 'symbol') return false;
    return token.text.toLowerCase() === text;
  };
  const takeIf = (...texts: readonly string[]): boolean => {
    if (!texts.every((text, ahead) => isNext(text, ahead))) return false;
    at += texts.length;
    return true;
  };
  return {
    peek,
    take: () => {
      const token = peek();
      at += 1;
      return token;
    },
    takeIf,
    expect: (text) => {
      if (!takeIf(text)) refuseQuery(`found "${peek().text}" where "${text}" is expected.`);
    },
  };
}
