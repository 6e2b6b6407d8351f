/** https://docs.stripe.com/api/metadata */

type Metadata = Readonly<Record<string, string>>;

/**
 * The metadata after a request: given names are put over what is there, an empty value takes its name away, and ''
 * takes all away. Undefined: the request says nothing of it.
 */
export function mergedMetadata(
  before: Metadata | undefined,
  given: Metadata | '' | undefined,
): Record<string, string> {
  if (given === '') return {};
  const merged = Object.entries({...before, ...given}).filter(([, value]) => value !== '');
  return Object.fromEntries(merged);
}
