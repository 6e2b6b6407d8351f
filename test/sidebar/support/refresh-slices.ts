import type {RefreshSliceContinues, RefreshSliceReply} from '../../../src/core/sidebar-contract.ts';

/** The answer to a part of a refresh after so many pages. */
export function sliceContinues(pages: number): RefreshSliceContinues {
  return {
    status: 'continues',
    runId: 'run_1',
    pages,
    invoices: pages * 100,
    expectedPages: 52,
    secondsLeft: 52 - pages,
    message: 'Unfinished.',
  };
}

export const sliceComplete: Extract<RefreshSliceReply, {status: 'complete'}> = {
  status: 'complete',
  asOf: '2026-10-31',
  timeZone: 'Europe/Berlin',
  refreshedAt: '2026-10-31T12:05:09+01:00',
  account: 'acct_1',
  mode: 'live',
  invoices: 5_000,
  pages: 52,
  totals: [],
  warnings: [],
  message: '5,000 invoices as of 2026-10-31; every control total ties to Stripe.',
};
