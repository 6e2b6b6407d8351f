import {readTable} from './cell-input.ts';
import {WrapStrategy} from './enums.ts';
import type {Enum, Range, Session} from './session.ts';
import type {Block, FormatKind, FormatValue} from './wire.ts';

type Writer =
  | 'setBackground'
  | 'setBackgrounds'
  | 'setFontColor'
  | 'setFontColors'
  | 'setFontFamily'
  | 'setFontSize'
  | 'setFontSizes'
  | 'setFontStyle'
  | 'setFontStyles'
  | 'setFontWeight'
  | 'setFontWeights'
  | 'setHorizontalAlignment'
  | 'setHorizontalAlignments'
  | 'setNumberFormat'
  | 'setNumberFormats'
  | 'setVerticalAlignment'
  | 'setWrap'
  | 'setWraps'
  | 'setWrapStrategy';

type Reader =
  | 'getBackground'
  | 'getBackgrounds'
  | 'getFontFamily'
  | 'getFontSize'
  | 'getFontStyle'
  | 'getFontWeight'
  | 'getFontWeights'
  | 'getHorizontalAlignment'
  | 'getHorizontalAlignments'
  | 'getNumberFormat'
  | 'getNumberFormats'
  | 'getVerticalAlignment'
  | 'getWrap'
  | 'getWrapStrategy';

/** How a range looks. */
export function rangeFormats(
  session: Session,
  block: Block,
  self: () => Range,
): Pick<Range, Writer | Reader> {
  return {...formatWriters(session, block, self), ...formatReaders(session, block)};
}

function formatWriters(session: Session, block: Block, self: () => Range): Pick<Range, Writer> {
  const fill = (caller: string, kind: FormatKind, value: unknown): Range => {
    session.write(caller, 'writeFormats', block, kind, {fill: toFormat(value)});
    return self();
  };
  const table = (caller: string, kind: FormatKind, values: unknown): Range => {
    session.write(caller, 'writeFormats', block, kind, {table: readTable(values, block, caller, toFormat)});
    return self();
  };
  const wrap = (isOn: unknown): string => (isOn === true ? 'WRAP' : 'OVERFLOW');
  return {
    setBackground: (color) => fill('setBackground', 'background', color),
    setBackgrounds: (colors) => table('setBackgrounds', 'background', colors),
    setFontColor: (color) => fill('setFontColor', 'fontColor', color),
    setFontColors: (colors) => table('setFontColors', 'fontColor', colors),
    setFontFamily: (family) => fill('setFontFamily', 'fontFamily', family),
    setFontSize: (size) => fill('setFontSize', 'fontSize', size),
    setFontSizes: (sizes) => table('setFontSizes', 'fontSize', sizes),
    setFontStyle: (style) => fill('setFontStyle', 'fontStyle', style),
    setFontStyles: (styles) => table('setFontStyles', 'fontStyle', styles),
    setFontWeight: (weight) => fill('setFontWeight', 'fontWeight', weight),
    setFontWeights: (weights) => table('setFontWeights', 'fontWeight', weights),
    setHorizontalAlignment: (alignment) => fill('setHorizontalAlignment', 'horizontalAlignment', alignment),
    setHorizontalAlignments: (alignments) =>
      table('setHorizontalAlignments', 'horizontalAlignment', alignments),
    setNumberFormat: (format) => fill('setNumberFormat', 'numberFormat', format),
    setNumberFormats: (formats) => table('setNumberFormats', 'numberFormat', formats),
    setVerticalAlignment: (alignment) => fill('setVerticalAlignment', 'verticalAlignment', alignment),
    setWrap: (isOn) => fill('setWrap', 'wrap', wrap(isOn)),
    setWraps: (areOn) => {
      const wraps = readTable(areOn, block, 'setWraps', wrap);
      return table('setWraps', 'wrap', wraps);
    },
    setWrapStrategy: (strategy) => fill('setWrapStrategy', 'wrap', String(strategy)),
  };
}

function formatReaders(session: Session, block: Block): Pick<Range, Reader> {
  const corner = {...block, rows: 1, columns: 1};
  const one = (kind: FormatKind): string => String(session.read('readFormats', corner, kind)[0]?.[0] ?? '');
  const all = (kind: FormatKind): string[][] =>
    session.read('readFormats', block, kind).map((row) => row.map(String));
  return {
    getBackground: () => one('background'),
    getBackgrounds: () => all('background'),
    getFontFamily: () => one('fontFamily'),
    getFontSize: () => Number(one('fontSize')),
    getFontStyle: () => (one('fontStyle') === 'italic' ? 'italic' : 'normal'),
    getFontWeight: () => (one('fontWeight') === 'bold' ? 'bold' : 'normal'),
    getFontWeights: () =>
      all('fontWeight').map((row) => row.map((weight) => (weight === 'bold' ? 'bold' : 'normal'))),
    getHorizontalAlignment: () => one('horizontalAlignment'),
    getHorizontalAlignments: () => all('horizontalAlignment'),
    getNumberFormat: () => one('numberFormat'),
    getNumberFormats: () => all('numberFormat'),
    getVerticalAlignment: () => one('verticalAlignment'),
    getWrap: () => one('wrap') === 'WRAP',
    getWrapStrategy: () => wrapStrategy(one('wrap')),
  };
}

function wrapStrategy(name: string): Enum<'WrapStrategy'>[keyof Enum<'WrapStrategy'>] {
  if (name === 'WRAP') return WrapStrategy.WRAP;
  return name === 'CLIP' ? WrapStrategy.CLIP : WrapStrategy.OVERFLOW;
}

function toFormat(value: unknown): FormatValue {
  if (value === null || value === undefined) return null;
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}
