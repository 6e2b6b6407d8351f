/** What the watch over the sandbox has found since the last test. */

/** Enough to see what is wrong. */
const toldMax = 20;

const faults = new Set<string>();
const expected: RegExp[] = [];

export function noteFaults(found: readonly string[]): void {
  for (const fault of found) faults.add(fault);
}

/**
 * Says that this test makes the sandbox answer what Stripe would not, as with a world whose author wrote a status of
 * the future. The watch must find it, and nothing else.
 */
export function expectContractFaults(fault: RegExp): void {
  expected.push(fault);
}

/** @throws Error that names what was found and not expected, or expected and not found */
export function failOnFaults(): void {
  const found = [...faults];
  const wanted = expected.splice(0);
  faults.clear();

  const surprising = found.filter((fault) => !wanted.some((pattern) => pattern.test(fault)));
  const missed = wanted.filter((pattern) => !found.some((fault) => pattern.test(fault)));
  if (surprising.length > 0) {
    const told = surprising.slice(0, toldMax).join('\n');
    throw new Error(
      `Stripe does not answer so, or does not take such a request (${surprising.length} faults):\n${told}`,
    );
  }
  if (missed.length > 0) throw new Error(`Nothing that the sandbox answered is ${missed.join(' or ')}.`);
}
