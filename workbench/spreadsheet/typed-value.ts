import {assertCellText} from './limits.ts';
import {parseTyped} from './univer.ts';

/** What a cell holds. `text` that was forced by an apostrophe or a text format stays text whatever it looks like. */
export type CellContent =
  | {readonly kind: 'blank'}
  | {readonly kind: 'number'; readonly number: number; readonly pattern: string | null}
  | {readonly kind: 'boolean'; readonly boolean: boolean}
  | {readonly kind: 'text'; readonly text: string; readonly forced: boolean}
  | {readonly kind: 'formula'; readonly formula: string};

export const blank: CellContent = {kind: 'blank'};

/** Google's format of a cell that is plain text. https://developers.google.com/sheets/api/guides/formats */
export function isTextPattern(pattern: string | null): boolean {
  return pattern === '@' || pattern === '@@@';
}

/**
 * What a person's typing becomes in a cell of this number format: an apostrophe makes text and is not part of it, `=`
 * makes a formula, and what reads as a number, amount, percentage, date, time or TRUE/FALSE becomes one.
 *
 * @throws Error when the text is longer than a cell holds.
 */
export function readTyped(typed: string, pattern: string | null): CellContent {
  assertCellText(typed);
  if (typed === '') return blank;
  if (typed.startsWith("'")) return forcedText(typed.slice(1));
  if (isTextPattern(pattern)) return forcedText(typed);
  if (typed.startsWith('=') && typed.length > 1) return {kind: 'formula', formula: typed};
  const parsed = parse(typed);
  if (parsed === null) return {kind: 'text', text: typed, forced: false};
  return typeof parsed.value === 'boolean'
    ? {kind: 'boolean', boolean: parsed.value}
    : {kind: 'number', number: parsed.value, pattern: parsed.pattern};
}

/** Text that stays text. An apostrophe alone leaves an empty text, which counts as blank. */
function forcedText(text: string): CellContent {
  return text === '' ? blank : {kind: 'text', text, forced: true};
}

/** True when text would read as something else if it were typed again, so that only its marking keeps it text. */
export function needsMarking(text: string): boolean {
  return text.startsWith('=') || text.startsWith("'") || parse(text) !== null;
}

const longestTypedNumber = 60;
/** The words that a number, a date or a time in English may hold. */
const words =
  /^(?:e|a|p|am|pm|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*|st|nd|rd|th)$/i;

/** Most text of a billing table is names and ids; telling it from numbers first saves most of the reading. */
function parse(text: string): ReturnType<typeof parseTyped> {
  if (/^(?:true|false)$/i.test(text)) return parseTyped(text);
  if (text.length > longestTypedNumber || !/^[^_\n]*\d[^_\n]*$/.test(text)) return null;
  const letters = text.match(/\p{L}+/gu) ?? [];
  return letters.every((word) => words.test(word)) ? parseTyped(text) : null;
}
