/** Names that engines and tools probe on any object; asking for them means no Google call. */
const probedNames: ReadonlySet<string> = new Set(['then', 'toJSON']);

/**
 * `members` under a guard: a member that Google has and the workbench has not throws a sentence instead of being
 * undefined, so that no script can go on as if it had been called. `name` is how scripts call it, `UrlFetchApp`.
 */
export function onlyKnown<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || probedNames.has(key))
        return Reflect.get(target, key, receiver);
      throw new Error(notHere(`${name}.${key}`, Object.keys(target)));
    },
  });
}

/** A Google service that the workbench does not have at all: whatever is asked of it throws. */
export function absentService(name: string): object {
  return new Proxy(
    {},
    {
      get(_target, key) {
        if (typeof key === 'symbol' || probedNames.has(key)) return undefined;
        throw new Error(notHere(`${name}.${key}`, []));
      },
    },
  );
}

function notHere(call: string, known: readonly string[]): string {
  const here = known.length === 0 ? '' : ` Here are: ${known.join(', ')}.`;
  return `${call} is not in the workbench yet.${here} At Google it may work; do without it, or add it to the workbench.`;
}
