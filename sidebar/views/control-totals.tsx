import type {ControlTotalState, LastRefresh} from '../../src/core/sidebar-contract.ts';
import {AmountsTogether} from '../parts/amounts-together.tsx';
import {Notice} from '../parts/notice.tsx';
import {Section} from '../parts/section.tsx';
import {countText, dayText, momentText, numberText, withoutCode} from '../words.ts';

/** One green line when every total ties; the amounts in red when one does not. */
export function LastRefreshNotice({last}: {readonly last: LastRefresh}) {
  return (
    <div class="stack tight">
      <Notice tone={last.ties ? 'good' : 'bad'}>
        <p class="fact">
          <AmountsTogether text={last.summary} />
        </p>
        {last.totals.map(
          ({currency, explanation}) =>
            explanation !== null && (
              <p key={currency} class="next">
                <b>{currency}</b>: {explanation}
              </p>
            ),
        )}
      </Notice>
      <p class="small quiet">
        As of <b>{dayText(last.asOf)}</b> · refreshed {last.age}
      </p>
      {last.isStale && (
        <Notice tone="warn">
          <p class="fact">These figures are more than two hours old, though automatic refresh is on.</p>
          <p class="next">Refresh now, or turn automatic refresh off and on below.</p>
        </Notice>
      )}
    </div>
  );
}

/** Stripe's totals beside what the tab holds, and all that the figures are true for. */
export function ControlTotals({last}: {readonly last: LastRefresh}) {
  const uncollectible = last.totals.filter(({uncollectibleInvoices}) => uncollectibleInvoices > 0);
  return (
    <Section title="Control totals">
      <table class="totals">
        <caption class="only-heard">Stripe’s totals, and the tab less Stripe</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="only-heard">Currency</span>
            </th>
            <th scope="col" class="number">
              Open
            </th>
            <th scope="col" class="number">
              Invoices
            </th>
            <th scope="col" class="number">
              Diff.
            </th>
          </tr>
        </thead>
        <tbody>
          {last.totals.map((total) => (
            <TotalRow key={total.currency} total={total} />
          ))}
        </tbody>
        {uncollectible.length > 0 && (
          <tbody>
            <tr>
              <th scope="colgroup" colSpan={4} class="quiet">
                Besides, uncollectible
              </th>
            </tr>
            {uncollectible.map((total) => (
              <tr key={total.currency}>
                <th scope="row">{total.currency}</th>
                <td class="number">{withoutCode(total.uncollectible, total.currency)}</td>
                <td class="number">{numberText(total.uncollectibleInvoices)}</td>
                <td />
              </tr>
            ))}
          </tbody>
        )}
      </table>
      {last.warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          <p>{warning}</p>
        </Notice>
      ))}
      <details>
        <summary>What these figures are true for</summary>
        <Stamp last={last} />
      </details>
    </Section>
  );
}

function TotalRow({total}: {readonly total: ControlTotalState}) {
  const {currency, open, openInvoices, difference, ties} = total;
  return (
    <tr>
      <th scope="row">{currency}</th>
      <td class="number">{withoutCode(open, currency)}</td>
      <td class="number">{numberText(openInvoices)}</td>
      <td class={ties ? 'number' : 'number differs'}>
        {!ties && <span class="only-heard">does not tie: </span>}
        {withoutCode(difference, currency)}
      </td>
    </tr>
  );
}

function Stamp({last}: {readonly last: LastRefresh}) {
  const lines = [
    ['As of', `end of ${dayText(last.asOf)}, ${last.timeZone}`],
    ['Refreshed at', momentText(last.refreshedAt)],
    ['By', last.by],
    ['Account', last.account ?? 'not shown: the key may not read it'],
    ['Mode', last.mode],
    [
      'Read',
      `${countText(last.invoices, 'invoice')}, ${countText(last.pages, 'page')}, ${Math.round(last.seconds)} s`,
    ],
  ];
  return (
    <dl class="lines">
      {lines.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
