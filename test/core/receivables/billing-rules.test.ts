import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {readSources} from '../../support/source-text.ts';

const projectDir = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string) => readFileSync(`${projectDir}/${path}`, 'utf8');

interface Rule {
  readonly id: string;
  readonly text: string;
  readonly decidedIn: string;
  readonly symbol: string;
  readonly provedIn: string;
}

const page = read('docs/billing-rules.md');
const rules: readonly Rule[] = page
  .split(/^###? /m)
  .filter((section) => /^[A-Z]\d+ /.test(section))
  .map((text) => {
    const decided = /\*Decided in:\* `([^`]+)` \(`([^`]+)`\)/.exec(text);
    return {
      id: text.slice(0, text.indexOf(' ')),
      text,
      decidedIn: decided?.[1] ?? '',
      symbol: decided?.[2] ?? '',
      provedIn: /\*Proved in:\* `([^`]+)`/.exec(text)?.[1] ?? '',
    };
  });
const notBuilt = [...page.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map((match) => match[1]);

/** R4, and every number of M1–M5: wherever a comment, a test name or a case names rules. */
function rulesNamedIn(text: string): readonly string[] {
  const inWords = [...text.matchAll(/\b[Rr]ules? ([MRT]\d+(?:(?:, | and |–|, and )[MRT]?\d+)*)/g)].map(
    (match) => match[1] ?? '',
  );
  const inNames = [...text.matchAll(/\((R\d+(?:, R\d+)*)\)/g)].map((match) => match[1] ?? '');
  const inCases = [...text.matchAll(/"rule": "([A-Z]\d+)"/g)].map((match) => match[1] ?? '');
  return [...inWords, ...inNames, ...inCases].flatMap((list) => {
    const range = /^([MRT])(\d+)–[MRT]?(\d+)$/.exec(list);
    if (range === null) return list.match(/[MRT]\d+/g) ?? [];
    const [first, last] = [Number(range[2]), Number(range[3])];
    return Array.from({length: last - first + 1}, (_, index) => `${range[1]}${first + index}`);
  });
}

describe('docs/billing-rules.md', () => {
  test('numbers each rule once', () => {
    const ids = [...rules.map(({id}) => id), ...notBuilt];
    expect(new Set(ids).size).toBe(ids.length);
    expect(rules.length).toBeGreaterThan(20);
    expect(notBuilt).toEqual(['R3', 'R7', 'R8', 'R12']);
  });

  test.each(rules)(
    '$id has a source and the place that decides it, which names it',
    ({id, text, decidedIn, symbol}) => {
      expect(text).toMatch(/^\*Source:\* \S/m);
      const source = existsSync(`${projectDir}/${decidedIn}`) ? read(decidedIn) : '';
      expect(source).toContain(symbol);
      expect(rulesNamedIn(source)).toContain(id);
    },
  );

  test.each(rules)(
    '$id is proved by a test or case that names it or the code that decides it',
    ({id, symbol, provedIn}) => {
      const proof = existsSync(`${projectDir}/${provedIn}`) ? read(provedIn) : '';
      expect(rulesNamedIn(proof).includes(id) || proof.includes(`${symbol}()`)).toBe(true);
    },
  );

  test('has every rule that the sources and cases name, and no source names one that is not built', () => {
    const cases = readAll('test/cases');
    const named = [...readSources(projectDir, ['src', 'test']).map(({text}) => text), ...cases].flatMap(
      rulesNamedIn,
    );
    const known = rules.map(({id}) => id);
    expect([...new Set(named)].filter((id) => !known.includes(id))).toEqual([]);
    expect(known.filter((id) => !named.includes(id))).toEqual([]);
  });
});

function readAll(folder: string): readonly string[] {
  return readdirSync(`${projectDir}/${folder}`).map((file) => read(`${folder}/${file}`));
}
