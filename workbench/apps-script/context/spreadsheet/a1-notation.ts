/** Where a range is; rows and columns count from 0, null reaches to the end of the tab. */
export interface A1Range {
  /** null when the text names no tab. */
  readonly title: string | null;
  readonly row: number;
  readonly column: number;
  readonly rows: number | null;
  readonly columns: number | null;
}

const form =
  /^(?:('(?:[^']|'')+'|[^'!]+)!)?\$?([A-Za-z]{0,3})\$?([0-9]*)(?::\$?([A-Za-z]{0,3})\$?([0-9]*))?$/;

/** Reads `B2`, `A1:C9`, `A:C`, `2:5`, `B2:B` or `'Tab name'!A1`; null when the text is none of them. */
export function readA1(text: string): A1Range | null {
  const [, quoted, fromLetters = '', fromDigits = '', toLetters, toDigits] = form.exec(text.trim()) ?? [];
  if (fromLetters === '' && fromDigits === '') return null;
  const isPair = toLetters !== undefined || toDigits !== undefined;
  const title = quoted === undefined ? null : unquoteTitle(quoted);
  if (!isPair) {
    if (fromLetters === '' || fromDigits === '') return null;
    return {title, row: Number(fromDigits) - 1, column: columnIndex(fromLetters), rows: 1, columns: 1};
  }
  const columns = ends(
    fromLetters === '' ? null : columnIndex(fromLetters),
    toLetters ? columnIndex(toLetters) : null,
  );
  const rows = ends(
    fromDigits === '' ? null : Number(fromDigits) - 1,
    toDigits ? Number(toDigits) - 1 : null,
  );
  return {title, row: rows.start, column: columns.start, rows: rows.count, columns: columns.count};
}

function ends(
  from: number | null,
  to: number | null,
): {readonly start: number; readonly count: number | null} {
  if (from === null || to === null) return {start: from ?? to ?? 0, count: null};
  return {start: Math.min(from, to), count: Math.abs(to - from) + 1};
}

/** `A1` or `A1:C9`, without the tab. */
export function writeA1(block: {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}): string {
  const from = `${columnLetters(block.column)}${block.row + 1}`;
  if (block.rows === 1 && block.columns === 1) return from;
  return `${from}:${columnLetters(block.column + block.columns - 1)}${block.row + block.rows}`;
}

/** `A` for 0, `AA` for 26. */
function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : `${columnLetters(Math.floor(column / 26) - 1)}${letter}`;
}

function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** The title of a tab as it is written in front of `!`. */
export function quoteTitle(title: string): string {
  return `'${title.split("'").join("''")}'`;
}

/** The title of a tab from how it was written in front of `!`. */
export function unquoteTitle(title: string): string {
  return title.startsWith("'") ? title.slice(1, -1).split("''").join("'") : title;
}
