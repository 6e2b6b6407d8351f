/** Test clocks. https://docs.stripe.com/api/test_clocks */
import type Stripe from 'stripe';
import {type Endpoint, endpoint} from '../engine/endpoint.ts';
import {listPage, newestFirst} from '../engine/lists.ts';
import {advanceTestClock} from './advance-test-clock.ts';
import {createTestClock, deleteTestClock, testClockOfPath} from './test-clocks.ts';

const expansion = {shape: 'object', of: 'test_helpers.test_clock'} as const;

export const testClockEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.TestHelpers.TestClockListParams>({
    method: 'GET',
    path: '/v1/test_helpers/test_clocks',
    evidence: 'modelled',
    permission: 'rak_billing_clock_read',
    expansion: {shape: 'list', of: 'test_helpers.test_clock'},
    answer: (call) =>
      listPage(call, {
        rows: newestFirst(call.store.testClocks),
        kind: 'billing clock',
        url: '/v1/test_helpers/test_clocks',
        render: (clock) => call.render('test_helpers.test_clock', clock.id),
      }),
  }),
  endpoint<Stripe.TestHelpers.TestClockCreateParams>({
    method: 'POST',
    path: '/v1/test_helpers/test_clocks',
    evidence: 'scripted',
    permission: 'rak_billing_clock_write',
    expansion,
    answer: createTestClock,
  }),
  endpoint<Stripe.TestHelpers.TestClockRetrieveParams>({
    method: 'GET',
    path: '/v1/test_helpers/test_clocks/{id}',
    evidence: 'modelled',
    permission: 'rak_billing_clock_read',
    expansion,
    answer: (call) => call.render('test_helpers.test_clock', testClockOfPath(call).id),
  }),
  endpoint<Stripe.TestHelpers.TestClockDeleteParams>({
    method: 'DELETE',
    path: '/v1/test_helpers/test_clocks/{id}',
    evidence: 'scripted',
    permission: 'rak_billing_clock_write',
    expansion,
    answer: deleteTestClock,
  }),
  endpoint<Stripe.TestHelpers.TestClockAdvanceParams>({
    method: 'POST',
    path: '/v1/test_helpers/test_clocks/{id}/advance',
    evidence: 'scripted',
    permission: 'rak_billing_clock_write',
    expansion,
    answer: advanceTestClock,
  }),
];
