/** UTF-8, since Apps Script has no TextEncoder. Half a surrogate pair becomes U+FFFD, as everywhere. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
    }
  }
  return Uint8Array.from(bytes);
}

/** The text of UTF-8 bytes; a byte that fits nowhere becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const {code, length} = characterAt(bytes, at);
    text += String.fromCodePoint(code);
    at += length;
  }
  return text;
}

const smallestOfLength = [0, 0, 0x80, 0x800, 0x10000];

function characterAt(bytes: Uint8Array, at: number): {readonly code: number; readonly length: number} {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return {code: first, length: 1};
  const length = first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
  const rest = bytes.subarray(at + 1, at + length);
  const isWhole = length > 1 && first < 0xf8 && rest.length === length - 1;
  if (!isWhole || !rest.every((byte) => (byte & 0xc0) === 0x80)) return {code: 0xfffd, length: 1};
  let code = first & (0xff >> (length + 1));
  for (const byte of rest) code = (code << 6) | (byte & 63);
  const isValid =
    code >= (smallestOfLength[length] ?? 0) && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isValid ? {code, length} : {code: 0xfffd, length: 1};
}
