/** Repeatable randomness: one seed is one sequence, on every machine. */

export interface RandomSource {
  /** At least 0 and below 1. */
  nextFraction(): number;
}

/** Mulberry32: 32 bits of state, good enough to look like business and far too weak for secrets. */
export function seededRandom(seed: number): RandomSource {
  let state = seed >>> 0;
  return {
    nextFraction() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
  };
}

/** FNV-1a over UTF-16 units: a seed from any text. */
export function seedFromText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** A draw from the normal distribution with mean 0 and deviation 1 (Box–Muller). */
export function nextGaussian(random: RandomSource): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.nextFraction()));
  return radius * Math.cos(2 * Math.PI * random.nextFraction());
}
