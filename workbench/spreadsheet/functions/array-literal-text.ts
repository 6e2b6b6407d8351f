/** Text in quotes, a quoted tab title, or what opens, closes or separates. */
const pieces = /"(?:[^"]|"")*"|'(?:[^']|'')*'|\bARRAY_LITERAL\(|\bARRAY_ROW\(|[{}();,]/g;

type Frame = 'brace' | 'parenthesis' | 'literal' | 'row';

/** `{A2:A3,B2:B3;C2,D2}` as calls of ARRAY_LITERAL and ARRAY_ROW, because the engine's own literals take constants only. */
export function withArrayCalls(formula: string): string {
  if (!formula.includes('{')) return formula;
  const open: Frame[] = [];
  let isBalanced = true;
  const text = formula.replace(pieces, (piece) => {
    const inBraces = open.at(-1) === 'brace';
    if (piece.endsWith('(')) open.push('parenthesis');
    if (piece === ')') isBalanced &&= open.pop() === 'parenthesis';
    if (piece === '{') {
      open.push('brace');
      return 'ARRAY_LITERAL(ARRAY_ROW(';
    }
    if (piece === '}') {
      isBalanced &&= open.pop() === 'brace';
      return '))';
    }
    return piece === ';' && inBraces ? '),ARRAY_ROW(' : piece;
  });
  return isBalanced && open.length === 0 ? text : formula;
}

/** The formula with those calls as `{…}` again: as a person wrote it. */
export function withArrayBraces(formula: string): string {
  if (!formula.includes('ARRAY_LITERAL(')) return formula;
  const open: Frame[] = [];
  return formula.replace(pieces, (piece) => {
    const inLiteral = open.at(-1) === 'literal';
    if (piece === 'ARRAY_LITERAL(') {
      open.push('literal');
      return '{';
    }
    if (piece === 'ARRAY_ROW(') {
      open.push('row');
      return '';
    }
    if (piece === '(') open.push('parenthesis');
    if (piece === ')') {
      const closed = open.pop();
      if (closed === 'literal') return '}';
      return closed === 'row' ? '' : piece;
    }
    return piece === ',' && inLiteral ? ';' : piece;
  });
}
