import type {ShowReceivablesReply, SidebarState} from '../../src/core/sidebar-contract.ts';
import type {ShownFailure} from '../google-failure.ts';
import {idle, type Task, working} from './task.ts';

/** What the Receivables tab is filtered to. Null: all. */
export interface AgingFilter {
  readonly currency: string | null;
  readonly bucket: string | null;
}

/** The chart of one currency, and the filter that a person sets with it. */
export interface AgingState {
  /** Whose bars are drawn; null takes the first. */
  readonly currency: string | null;
  /** What the tab was last filtered to from here. */
  readonly filter: AgingFilter | null;
  /** What was asked last. */
  readonly asked: AgingFilter;
  readonly task: Task;
  /** People filter the same columns: their filter goes only when a person says so. */
  readonly asking: {readonly filter: AgingFilter; readonly message: string} | null;
}

export const initialAging: AgingState = {
  currency: null,
  filter: null,
  asked: {currency: null, bucket: null},
  task: idle,
  asking: null,
};

export type AgingAction =
  | {readonly type: 'aging-currency-chosen'; readonly currency: string}
  | {readonly type: 'aging-filter-asked'; readonly filter: AgingFilter}
  | {
      readonly type: 'aging-filter-answered';
      readonly filter: AgingFilter;
      readonly reply: ShowReceivablesReply;
    }
  | {readonly type: 'aging-filter-failed'; readonly failure: ShownFailure}
  | {readonly type: 'aging-filter-dismissed'};

export function reduceAging(aging: AgingState, action: AgingAction): AgingState {
  switch (action.type) {
    case 'aging-currency-chosen':
      return {...aging, currency: action.currency};
    case 'aging-filter-asked':
      return {...aging, asked: action.filter, task: working, asking: null};
    case 'aging-filter-answered':
      return action.reply.outcome === 'shown'
        ? {...aging, filter: action.filter, task: {kind: 'told', message: action.reply.message}}
        : {...aging, task: idle, asking: {filter: action.filter, message: action.reply.message}};
    case 'aging-filter-failed':
      return {...aging, task: {kind: 'failed', failure: action.failure}};
    case 'aging-filter-dismissed':
      return {...aging, task: idle, asking: null};
  }
}

/** The total whose bars are drawn; null before the first refresh. */
export function drawnTotal({currency}: AgingState, {lastRefresh}: SidebarState) {
  const totals = lastRefresh?.totals ?? [];
  return totals.find((total) => total.currency === currency) ?? totals[0] ?? null;
}
