import {testClockOf} from '../engine/clock.ts';
import type {Store} from '../engine/store.ts';
import type {StoredPhase, StoredSchedule, WirePhase, WireSchedule} from './objects.ts';
import {taxRatesByIds} from './render-subscription.ts';

/** Shows a schedule with every key that Stripe sends. */
export function renderSchedule(row: StoredSchedule, store: Store): WireSchedule {
  return {
    ...row,
    phases: row.phases.map((phase) => renderPhase(phase, store)),
    test_clock: testClockOf(store, row.customer),
  };
}

function renderPhase(phase: StoredPhase, store: Store): WirePhase {
  return {
    ...phase,
    default_tax_rates: taxRatesByIds(phase.default_tax_rates, store),
    items: phase.items.map((item) => ({
      ...item,
      plan: item.price,
      tax_rates: taxRatesByIds(item.tax_rates, store),
    })),
  };
}
