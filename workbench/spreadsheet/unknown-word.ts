import type {Book} from './book.ts';

const quoted = /"(?:[^"]|"")*"|'(?:[^']|'')*'!/gu;
const written = /(?<![\p{L}\p{N}_.$!])([\p{L}_][\p{L}\p{N}_.]*)\s*([!(]?)/gu;

/** The first function of a formula that does not exist, else its first name that does not; null when all exist. */
export function unknownWord(book: Book, formula: string): string | null {
  const names = Object.values(book.engine.names.getDefinedNameMap(book.engine.unitId) ?? {}).map(({name}) =>
    name.toLowerCase(),
  );
  const words = [...formula.replace(quoted, '""').matchAll(written)].map(([, word = '', mark = '']) => ({
    word,
    mark,
  }));
  const unknownFunction = words.find(
    ({word, mark}) => mark === '(' && !book.engine.functions.hasExecutor(word.toUpperCase()),
  );
  const unknownName = words.find(
    ({word, mark}) => mark === '' && !isValue(word) && !names.includes(word.toLowerCase()),
  );
  return unknownFunction?.word ?? unknownName?.word ?? null;
}

/** TRUE and FALSE, cells (`A1`) and the ends of open ranges (`A`) are no names. */
function isValue(word: string): boolean {
  return /^(?:true|false|[A-Za-z]{1,3}[0-9]*)$/i.test(word);
}
