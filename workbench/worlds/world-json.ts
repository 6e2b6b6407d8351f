import {WorldFault} from './world.ts';

/** @throws WorldFault with the line and column at which the text stops being JSON */
export function parseWorldJson(file: string): unknown {
  // Some editors begin a file with a mark of its encoding, which is no part of its text.
  const text = file.replace(/^\ufeff/, '');
  try {
    return JSON.parse(text);
  } catch {
    // What JavaScript says of the place differs from version to version, and some say nothing of it.
    const position = faultPosition(text);
    const before = text.slice(0, position).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    const found =
      position >= text.length ? 'the text ends' : `${JSON.stringify(text.charAt(position))} stands`;
    throw new WorldFault(
      `it is not JSON: at line ${before.length}, column ${column}, ${found} where JSON needs something else. ` +
        'Correct the text there.',
    );
  }
}

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or ]' | ', or }' | 'end';

const blank = /[ \t\n\r]*/y;
/** Whatever is in it stands above the control characters. */
const quoted = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** The position of the first character that no JSON (RFC 8259) can have there. */
function faultPosition(source: string): number {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let position = after(source, blank, 0) ?? 0;
  while (position < source.length) {
    const character = source.charAt(position);
    const next = step(source, position, expected);
    if (next === null) return position;
    if (character === '[' || character === '{') {
      if (expected === 'value' || expected === 'value or ]') open.push(character);
    } else if (character === ']' || character === '}') {
      open.pop();
    }
    expected = expectedAfter(character, {expected, within: open.at(-1)});
    position = after(source, blank, next) ?? next;
  }
  return position;
}

/** The position behind the token, or null where the token is not one that is expected. */
function step(source: string, position: number, expected: Expected): number | null {
  const character = source.charAt(position);
  switch (expected) {
    case 'value':
    case 'value or ]':
      if (character === '[' || character === '{') return position + 1;
      if (character === ']' && expected === 'value or ]') return position + 1;
      return after(source, quoted, position) ?? after(source, scalar, position);
    case 'name':
    case 'name or }':
      if (character === '}' && expected === 'name or }') return position + 1;
      return after(source, quoted, position);
    case ':':
      return character === ':' ? position + 1 : null;
    case ', or ]':
      return character === ',' || character === ']' ? position + 1 : null;
    case ', or }':
      return character === ',' || character === '}' ? position + 1 : null;
    case 'end':
      return null;
  }
}

function expectedAfter(
  character: string,
  state: {readonly expected: Expected; readonly within: '[' | '{' | undefined},
): Expected {
  const {expected, within} = state;
  if (expected === 'name' || (expected === 'name or }' && character !== '}')) return ':';
  if (character === '[') return 'value or ]';
  if (character === '{') return 'name or }';
  if (character === ':') return 'value';
  if (character === ',') return within === '{' ? 'name' : 'value';
  if (within === undefined) return 'end';
  return within === '{' ? ', or }' : ', or ]';
}

function after(source: string, token: RegExp, position: number): number | null {
  const pattern = new RegExp(token);
  pattern.lastIndex = position;
  const match = pattern.exec(source);
  return match === null ? null : position + match[0].length;
}
