/** A cell cuts what is longer than 50,000 characters; half of a pair of surrogates is no character. */
const piece = /[\s\S]{1,40000}(?<![\uD800-\uDBFF])/g;

/** The text in pieces that a cell holds whole; joined, they are the text again. */
export function cellPieces(text: string): readonly string[] {
  return text.match(piece) ?? [];
}
