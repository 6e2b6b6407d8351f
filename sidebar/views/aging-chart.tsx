import type {BucketState, ControlTotalState} from '../../src/core/sidebar-contract.ts';
import {showReceivables} from '../jobs/receivables.ts';
import {Button} from '../parts/button.tsx';
import {FailureNotice} from '../parts/notice.tsx';
import {Question} from '../parts/question.tsx';
import {Section} from '../parts/section.tsx';
import {type AgingFilter, type AgingState, drawnTotal} from '../state/aging.ts';
import {countText, withoutCode} from '../words.ts';
import type {ViewProps} from './view-props.ts';

type Show = (filter: AgingFilter, replace?: boolean) => void;

/** What is open by how late it is. Each bar filters the Receivables tab. */
export function AgingChart({sidebar, state, ports}: ViewProps) {
  const {aging} = sidebar;
  const total = drawnTotal(aging, state);
  if (total === null) return null;
  const currencies = (state.lastRefresh?.totals ?? []).map(({currency}) => currency);
  const show: Show = (filter, replace = false) => void showReceivables(ports, filter, replace);
  return (
    <Section
      title="Aging"
      beside={
        <CurrencyChoice
          currencies={currencies}
          chosen={total.currency}
          choose={(currency) => ports.store.dispatch({type: 'aging-currency-chosen', currency})}
        />
      }
    >
      {total.buckets.length === 0 ? (
        <p class="quiet">There are no rows to draw. The next refresh makes the tab anew.</p>
      ) : (
        <Bars aging={aging} total={total} show={show} />
      )}
      {aging.asking !== null && (
        <Question
          text={aging.asking.message}
          yes="Replace the filter"
          no="Keep it"
          onYes={() => aging.asking !== null && show(aging.asking.filter, true)}
          onNo={() => ports.store.dispatch({type: 'aging-filter-dismissed'})}
        />
      )}
      {aging.task.kind === 'failed' && (
        <FailureNotice failure={aging.task.failure} onRetry={() => show(aging.asked)} />
      )}
    </Section>
  );
}

function CurrencyChoice({
  currencies,
  chosen,
  choose,
}: {
  readonly currencies: readonly string[];
  readonly chosen: string;
  readonly choose: (currency: string) => void;
}) {
  if (currencies.length < 2) return <b>{chosen}</b>;
  return (
    <select
      class="short"
      aria-label="Currency of the chart"
      value={chosen}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {currencies.map((currency) => (
        <option key={currency} value={currency}>
          {currency}
        </option>
      ))}
    </select>
  );
}

function Bars({
  aging,
  total,
  show,
}: {
  readonly aging: AgingState;
  readonly total: ControlTotalState;
  readonly show: Show;
}) {
  const {currency, buckets} = total;
  const isOff = aging.task.kind === 'working';
  const isShown = (bucket: string) => aging.filter?.bucket === bucket && aging.filter.currency === currency;
  return (
    <>
      <ul class="bars" aria-label={`Open in ${currency} by days past due`}>
        {buckets.map((bucket) => (
          <li key={bucket.label}>
            <Bar
              bucket={bucket}
              currency={currency}
              isShown={isShown(bucket.label)}
              isOff={isOff}
              show={() => show({currency, bucket: bucket.label})}
            />
          </li>
        ))}
      </ul>
      <p class="small quiet">{hint(aging)}</p>
      <div class="buttons wide">
        <Button kind="link" isOff={isOff} onPress={() => show({currency, bucket: null})}>
          Show all {currency}
        </Button>
        <Button kind="link" isOff={isOff} onPress={() => show({currency: null, bucket: null})}>
          Show all invoices
        </Button>
      </div>
    </>
  );
}

function hint({task}: AgingState): string {
  if (task.kind === 'working') return 'Filtering the tab…';
  return task.kind === 'told' ? task.message : 'Press a bar to filter the Receivables tab.';
}

function Bar({
  bucket,
  currency,
  isShown,
  isOff,
  show,
}: {
  readonly bucket: BucketState;
  readonly currency: string;
  readonly isShown: boolean;
  readonly isOff: boolean;
  readonly show: () => void;
}) {
  const {label, amount, invoices, share} = bucket;
  const percent = Math.max(share * 100, invoices > 0 ? 1 : 0);
  return (
    <button
      type="button"
      class="bar"
      data-bucket={label === 'Not due' ? 'not-due' : 'past-due'}
      aria-pressed={isShown}
      aria-disabled={isOff ? 'true' : undefined}
      onClick={isOff ? undefined : show}
    >
      <span class="bar-line">
        <span class="bar-label">
          {isShown && <span aria-hidden="true">✓ </span>}
          {label}
        </span>
        <span class="bar-amount">{withoutCode(amount, currency)}</span>
      </span>
      <span class="bar-line">
        <svg class="bar-track" aria-hidden="true">
          <rect class="bar-fill" width={`${percent}%`} height="100%" rx="2" />
        </svg>
        <span class="bar-count">{countText(invoices, 'invoice')}</span>
      </span>
    </button>
  );
}
