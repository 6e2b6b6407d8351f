/** What an amount that a person typed comes to: major units, or what is wrong with it as a sentence. */
export type AmountReading =
  | {readonly kind: 'amount'; readonly amount: number}
  | {readonly kind: 'problem'; readonly problem: string};

/** Beyond it a sum of minor units is no longer exact. */
const digitsMax = 15;

/**
 * Reads `1,234.50`, with or without the currency. What may mean two amounts, such as `1.234,50` or `1,50`, is refused and
 * not guessed.
 */
export function readAmount(
  typed: string,
  {currency, decimals}: {readonly currency: string; readonly decimals: number},
): AmountReading {
  const {code, digits} = parted(typed);
  if (code !== null && code !== currency) return problem(`The invoice is in ${currency}, not in ${code}.`);
  if (digits === '') return problem(`Type an amount in ${currency}.`);
  if (/^[-−(]/.test(digits)) return problem('Type an amount above 0, without a sign.');
  const [, whole, fraction = ''] = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(digits) ?? [];
  if (whole === undefined) return problem(`Type it as ${example(decimals)}.`);
  if (fraction.length > decimals) return problem(tooFine(currency, decimals));
  const plain = whole.replace(/,/g, '');
  if (plain.length + decimals > digitsMax) return problem('This is more than an invoice can come to.');
  const amount = Number(`${plain}.${fraction || '0'}`);
  return amount === 0 ? problem('Type an amount above 0.') : {kind: 'amount', amount};
}

/** `EUR 1,200`, `1,200 EUR` and `1 200` in their parts. */
function parted(typed: string): {readonly code: string | null; readonly digits: string} {
  const text = typed.replace(/\s/g, '').toUpperCase();
  const [, before, digits = '', after] = /^([A-Z]{3})?(.*?)([A-Z]{3})?$/.exec(text) ?? [];
  return {code: before ?? after ?? null, digits};
}

const example = (decimals: number): string =>
  decimals === 0
    ? '1,234: digits alone, with or without commas between thousands'
    : `1,234.${'50'.padEnd(decimals, '0').slice(0, decimals)}: a point before the decimals`;

const tooFine = (currency: string, decimals: number): string =>
  decimals === 0
    ? `${currency} has no decimals.`
    : `${currency} has ${decimals} decimals, and this has more.`;

const problem = (text: string): AmountReading => ({kind: 'problem', problem: text});
