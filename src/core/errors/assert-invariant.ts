/**
 * Stops on something that no input may bring about: a defect of ours, never of the person's data. It stays on in
 * production, because a wrong amount in a published tab costs more than a refresh that stops.
 */
export function assertInvariant(holds: boolean, statement: string): asserts holds {
  if (!holds) throw new Error(`Broken invariant: ${statement}. Please report this; nothing was published.`);
}
