import type {Json} from '../apps-script/host-call.ts';
import {printTab} from './tab-output.ts';

/** The reply of a refresh in lines for a terminal: one sentence, then what each currency adds up to. */
export function refreshSummary(
  reply: Json,
  spent: {readonly requests: number; readonly seconds: number},
): readonly string[] {
  const text = (value: unknown, name: string) => String(Reflect.get(Object(value), name) ?? '');
  const totals: readonly unknown[] = Reflect.get(Object(reply), 'totals') ?? [];
  const warnings: readonly unknown[] = Reflect.get(Object(reply), 'warnings') ?? [];
  const tied = totals.every((total) => Reflect.get(Object(total), 'ties') === true);
  const first =
    `AR as of ${text(reply, 'asOf')} (${text(reply, 'timeZone')}): ${text(reply, 'invoices')} invoices in ${totals.length} ` +
    `currencies, ${tied ? 'every control total ties to Stripe' : 'NOT every control total ties to Stripe'}.`;
  const rows = totals.map((total) => [
    text(total, 'currency'),
    text(total, 'invoices'),
    amountText(text(total, 'open'), text(total, 'currency')),
    amountText(text(total, 'uncollectible'), text(total, 'currency')),
    text(total, 'ties') === 'true' ? 'ties' : 'DOES NOT TIE',
  ]);
  return [
    first,
    ...printTab(
      [['Currency', 'Open invoices', 'Control total', 'Uncollectible', 'Against Stripe'], ...rows],
      'table',
    ).split('\n'),
    ...warnings.map((warning) => `Warning: ${String(warning)}`),
    `Refreshed with ${spent.requests} requests in ${spent.seconds.toFixed(1)} s.`,
  ];
}

/** In the currency's own decimals, thousands apart. */
function amountText(amount: string, currency: string): string {
  const style = {style: 'currency', currency, currencyDisplay: 'code'} as const;
  const {maximumFractionDigits} = new Intl.NumberFormat('en', style).resolvedOptions();
  return Number(amount).toLocaleString('en', {minimumFractionDigits: maximumFractionDigits ?? 2});
}
