/**
 * A copy of the template with the given fields over it. Copying one object whole and writing into it keeps V8's fast
 * layout; a literal spread together from several objects loses it, and a page of invoices then takes ten times as long.
 */
export function overlay<T extends object>(template: T, ...given: readonly Partial<T>[]): T {
  const copy = {...template};
  for (const fields of given) Object.assign(copy, fields);
  return copy;
}
