import {createHash} from 'node:crypto';
import type {Json} from '../apps-script/host-call.ts';
import type {Book} from './book.ts';
import type {CellFaults} from './cell-faults.ts';
import {assertCellText} from './limits.ts';
import type {FormulaArgument, FormulaCell, FormulaResult, FormulaValue} from './univer-function.ts';

/** Runs one custom function of the script; a rejection's message is what its cell explains. */
export type CallFunction = (name: string, args: Json[]) => Promise<Json>;

/** What Sheets shows until the answer is there. */
const loadingText = 'Loading...';
/** What Sheets shows where a custom function threw. */
const faultText = '#ERROR!';
const answersKeptMax = 5_000;

interface Answer {
  /** undefined until the answer is there. */
  result: FormulaResult | undefined;
  /** The sentence of a fault, null when there was none. */
  fault: string | null;
  readonly waiting: FormulaCell[];
}

export interface CustomFunctions {
  register(names: readonly string[], call: CallFunction): void;
  /** Resolves when every running function has answered and its cells are marked to compute again. */
  answered(): Promise<void>;
  readonly isWaiting: () => boolean;
}

/**
 * Custom functions as Sheets runs them: `Loading...` at once, all of them in parallel, and again only when an argument
 * changed: an answer is kept by name and arguments.
 */
export function createCustomFunctions(book: Book, faults: CellFaults): CustomFunctions {
  const answers = new Map<string, Answer>();
  const running = new Set<Promise<void>>();

  const start = (name: string, args: readonly FormulaArgument[], key: string, call: CallFunction): Answer => {
    const answer: Answer = {result: undefined, fault: null, waiting: []};
    const settle = (result: FormulaResult, fault: string | null): void => {
      answer.result = result;
      answer.fault = fault;
      for (const {tabId, row, column} of answer.waiting.splice(0)) {
        if (!book.engine.workbook.getSheetBySheetId(tabId)) continue;
        book.calculation.markDirty({tabId: Number(tabId), row, column, rows: 1, columns: 1});
      }
    };
    const run = new Promise<Json>((resolve) => {
      resolve(
        call(
          name,
          args.map((argument) => toJson(book, argument)),
        ),
      );
    })
      .then((json) => settle(fromJson(book, json), null))
      .catch((error: unknown) => settle({error: faultText}, sentenceOf(error)))
      .then(() => {
        running.delete(run);
        // A page that follows the spreadsheet sees the value without anyone asking for it.
        return book.calculation.compute();
      });
    running.add(run);
    forgetOldest(answers);
    answers.set(key, answer);
    return answer;
  };

  return {
    register: (names, call) => {
      for (const name of names) {
        book.engine.registerFunction(name, (args, cell) => {
          const broken = args.find(isError);
          if (broken !== undefined) return broken;
          const key = keyOf(name, args);
          const answer = answers.get(key) ?? start(name, args, key, call);
          if (answer.result === undefined) {
            answer.waiting.push(cell);
            return loadingText;
          }
          if (answer.fault !== null) faults.note(cell, faultText, answer.fault);
          return answer.result;
        });
      }
      book.calculation.meaningChanged(names);
    },
    answered: async () => {
      await Promise.all(running);
    },
    isWaiting: () => running.size > 0,
  };
}

function isError(argument: FormulaArgument): argument is {readonly error: string} {
  return typeof argument === 'object' && argument !== null && 'error' in argument;
}

/** Ranges may be large, so the key is a digest of them. */
function keyOf(name: string, args: readonly FormulaArgument[]): string {
  return createHash('sha256').update(name).update(JSON.stringify(args)).digest('base64');
}

/** Never one that is still awaited. */
function forgetOldest(answers: Map<string, Answer>): void {
  if (answers.size < answersKeptMax) return;
  for (const [key, answer] of answers) {
    if (answer.result === undefined) continue;
    answers.delete(key);
    return;
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function toJson(book: Book, argument: FormulaArgument): Json {
  if (isRows(argument)) return argument.map((row) => row.map((value) => valueToJson(book, value)));
  return valueToJson(book, argument);
}

function isRows(argument: FormulaArgument): argument is readonly (readonly FormulaValue[])[] {
  return Array.isArray(argument);
}

function valueToJson(book: Book, value: FormulaValue): Json {
  if (value === null) return '';
  if (typeof value !== 'object') return value;
  return 'error' in value ? value.error : {$date: book.serials().toUnixMs(value.serial)};
}

/** A list of values is a column, as in Sheets; short rows are filled up with blanks. */
function fromJson(book: Book, json: Json): FormulaResult {
  if (!isList(json)) return valueFromJson(book, json);
  const rows = json.map((row) => (isList(row) ? row : [row]));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => Array.from({length: columns}, (_, at) => valueFromJson(book, row[at] ?? null)));
}

function valueFromJson(book: Book, json: Json): FormulaValue {
  if (json === null) return null;
  if (typeof json === 'number' || typeof json === 'boolean') return json;
  if (typeof json === 'string') {
    assertCellText(json);
    return json;
  }
  if ('$date' in json && typeof json['$date'] === 'number') {
    const serial = book.serials().fromUnixMs(json['$date']);
    return {serial, pattern: Number.isInteger(serial) ? 'm/d/yyyy' : 'm/d/yyyy h:mm:ss'};
  }
  throw new Error('A custom function returns numbers, text, TRUE or FALSE, dates, or rows of these.');
}

/** Array.isArray does not narrow a readonly array out of a union. */
function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
