const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values: ReadonlyMap<string, number> = new Map([
  ...[...alphabet].map((letter, value): [string, number] => [letter, value]),
  ['-', 62],
  ['_', 63],
]);

/** Base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += letter(group >> 18) + letter(group >> 12);
    text += at + 1 < bytes.length ? letter(group >> 6) : '=';
    text += at + 2 < bytes.length ? letter(group) : '=';
  }
  return text;
}

/** The bytes of base64 in either alphabet, padded or not; null when it is none. */
export function decodeBase64(text: string): Uint8Array | null {
  const letters = text.replace(/=+$/, '');
  if (letters.length % 4 === 1) return null;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of letters) {
    const value = values.get(character);
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

function letter(value: number): string {
  return alphabet.charAt(value & 63);
}
