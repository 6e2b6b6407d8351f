/** What Google's services throw: an Error that calls itself `Exception`. */
export function googleException(message: string): Error {
  const error = new Error(message);
  Object.defineProperty(error, 'name', {value: 'Exception', configurable: true, writable: true});
  return error;
}

/** Google's refusal of arguments of the wrong kinds; `method` as in `Utilities.formatDate`. */
export function signatureMismatch(method: string, args: readonly unknown[]): Error {
  return googleException(
    `The parameters (${args.map(kindOf).join(',')}) don't match the method signature for ${method}.`,
  );
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'String';
  return typeof value === 'object' ? '(class)' : typeof value;
}
