import type {BucketState} from '../../src/core/sidebar-contract.ts';
import {showReceivables} from '../jobs/receivables.ts';
import {Button} from '../parts/button.tsx';
import {FailureNotice} from '../parts/notice.tsx';
import {Question} from '../parts/question.tsx';
import {Section} from '../parts/section.tsx';
import {type AgingFilter, drawnTotal} from '../state/aging.ts';
import {countText} from '../words.ts';
import type {ViewProps} from './view-props.ts';

/** What is open by how late it is. Each bar filters the Receivables tab. */
export function AgingChart({sidebar, state, ports}: ViewProps) {
  const {aging} = sidebar;
  const total = drawnTotal(aging, state);
  const currencies = (state.lastRefresh?.totals ?? []).map(({currency}) => currency);
  if (total === null) return null;
  const show = (filter: AgingFilter, replace = false) => void showReceivables(ports, filter, replace);
  const isShown = (bucket: string) =>
    aging.filter?.bucket === bucket && aging.filter.currency === total.currency;
  return (
    <Section
      title="Aging"
      beside={
        currencies.length > 1 && (
          <select
            class="short"
            aria-label="Currency of the chart"
            value={total.currency}
            onChange={(event) =>
              ports.store.dispatch({type: 'aging-currency-chosen', currency: event.currentTarget.value})
            }
          >
            {currencies.map((currency) => (
              <option key={currency} value={currency}>
                {currency}
              </option>
            ))}
          </select>
        )
      }
    >
      {total.buckets.length === 0 ? (
        <p class="quiet">There are no rows to draw. The next refresh makes the tab anew.</p>
      ) : (
        <ul class="bars" aria-label={`Open in ${total.currency} by days past due`}>
          {total.buckets.map((bucket) => (
            <li key={bucket.label}>
              <Bar
                bucket={bucket}
                isShown={isShown(bucket.label)}
                isOff={aging.task.kind === 'working'}
                show={() => show({currency: total.currency, bucket: bucket.label})}
              />
            </li>
          ))}
        </ul>
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
      <p class="small quiet">
        {aging.task.kind === 'working'
          ? 'Filtering the tab…'
          : aging.task.kind === 'told'
            ? aging.task.message
            : 'Press a bar to filter the Receivables tab.'}
      </p>
      {total.buckets.length > 0 && (
        <div class="buttons">
          <Button
            isOff={aging.task.kind === 'working'}
            onPress={() => show({currency: total.currency, bucket: null})}
          >
            All {total.currency}
          </Button>
          <Button isOff={aging.task.kind === 'working'} onPress={() => show({currency: null, bucket: null})}>
            All invoices
          </Button>
        </div>
      )}
    </Section>
  );
}

function Bar({
  bucket,
  isShown,
  isOff,
  show,
}: {
  readonly bucket: BucketState;
  readonly isShown: boolean;
  readonly isOff: boolean;
  readonly show: () => void;
}) {
  const {label, amount, invoices, share} = bucket;
  return (
    <button
      type="button"
      class="bar"
      data-bucket={label === 'Not due' ? 'not-due' : 'past-due'}
      aria-pressed={isShown}
      aria-disabled={isOff ? 'true' : undefined}
      onClick={isOff ? undefined : show}
    >
      <span class="bar-label">{label}</span>
      <span class="bar-amount">{amount}</span>
      <svg class="bar-track" aria-hidden="true">
        <rect
          class="bar-fill"
          width={`${Math.max(share, invoices > 0 ? 0.01 : 0) * 100}%`}
          height="100%"
          rx="2"
        />
      </svg>
      <span class="bar-count">{countText(invoices, 'invoice')}</span>
    </button>
  );
}
