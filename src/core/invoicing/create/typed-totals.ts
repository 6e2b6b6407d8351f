import type {CreateRequest} from '../../invoice-contract.ts';

type TypedTotal = NonNullable<CreateRequest['expected']>[number];

/**
 * Reads what a preparer types about one currency: how many invoices, and what they come to, as `12 48,200.00`. Null for
 * anything else; whether it is right is compared with what is ready.
 */
export function readTypedTotal(typed: string, currency: string): TypedTotal | null {
  const parts = /^(\d{1,6})[\s×a-z][\s×a-z,;:]*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/i.exec(typed.trim());
  if (parts === null) return null;
  const [, count = '', whole = '', fraction = ''] = parts;
  return {currency, invoices: Number(count), total: Number(`${whole.replace(/,/g, '')}${fraction}`)};
}
