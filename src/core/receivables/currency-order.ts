/** Orders currency codes: those of the settings first, in their order, the others by code. */
export function compareCurrencies(order: readonly string[]): (a: string, b: string) => number {
  const rank = (code: string) => {
    const index = order.indexOf(code);
    return index === -1 ? order.length : index;
  };
  return (a, b) => rank(a) - rank(b) || (a === b ? 0 : a < b ? -1 : 1);
}
