/** The same function, asked once for each argument: thousands of rows share a few hundred days, terms and currencies. */
export function remembered<Argument, Answer>(
  answer: (argument: Argument) => Answer,
): (argument: Argument) => Answer {
  const known = new Map<Argument, Answer>();
  return (argument) => {
    const found = known.get(argument);
    if (found !== undefined) return found;
    const fresh = answer(argument);
    known.set(argument, fresh);
    return fresh;
  };
}
