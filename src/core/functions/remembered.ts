/** The same function, asked once for each argument: thousands of rows share a few hundred days, terms and currencies. */
export function remembered<Argument, Answer extends object | string | number | boolean | null>(
  answer: (argument: Argument) => Answer,
): (argument: Argument) => Answer {
  const known = new Map<Argument, Answer>();
  return (argument) => {
    const found = known.get(argument);
    // Answers may be null, but none is undefined.
    if (found !== undefined) return found;
    const fresh = answer(argument);
    known.set(argument, fresh);
    return fresh;
  };
}
