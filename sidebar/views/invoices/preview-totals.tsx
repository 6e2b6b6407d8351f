import type {BatchTotal, PreviewReply} from '../../../src/core/invoice-contract.ts';
import {Section} from '../../parts/section.tsx';
import {countText, withoutCode} from '../../words.ts';

/** What would be billed, per currency; cards that would be charged stand apart below. */
export function PreviewTotals({reply: {totals}}: {readonly reply: PreviewReply}) {
  if (totals.length === 0) return null;
  return (
    <Section title="What they come to">
      {totals.map((total) => (
        <TotalLines key={total.currency} total={total} />
      ))}
    </Section>
  );
}

function TotalLines({total}: {readonly total: BatchTotal}) {
  const {currency, invoices, subtotal, discount, tax} = total;
  const lines = [
    ['Subtotal', withoutCode(subtotal, currency)],
    ['Discount', lessText(withoutCode(discount, currency))],
    ['Tax', withoutCode(tax, currency)],
  ] as const;
  return (
    <table class="totals">
      <caption class="only-heard">{currency}</caption>
      <tbody>
        {lines.map(([label, amount]) => (
          <tr key={label}>
            <th scope="row" class="plain">
              {label}
            </th>
            <td class="number">{amount}</td>
          </tr>
        ))}
      </tbody>
      <tbody>
        <tr class="sum">
          <th scope="row">
            {currency}, {countText(invoices, 'invoice')}
          </th>
          <td class="number">{withoutCode(total.total, currency)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** A discount is taken off; none is just 0. */
function lessText(amount: string): string {
  return /[1-9]/.test(amount) ? `−${amount}` : amount;
}
