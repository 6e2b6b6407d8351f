/** Answers a new seed each time, in an order that `seed` alone decides: Weyl steps, mixed as in splitmix32. */
export function createSeeds(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}
