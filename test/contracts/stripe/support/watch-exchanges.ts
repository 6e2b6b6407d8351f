// Jest loads this before each test file: every exchange with a sandbox in its process is held against Stripe's types,
// whatever the test is about, and a fault fails the test in which it was found.
import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import {exchangeChannelName, type SandboxExchange} from '../../../../workbench/stripe/exchange-notes.ts';
import {checkExchange} from './exchange-check.ts';
import {failOnFaults, noteFaults} from './found-faults.ts';

// The channel carries nothing else.
const watch = (message: unknown) => noteFaults(checkExchange(message as SandboxExchange));

subscribe(exchangeChannelName, watch);
afterEach(failOnFaults);
afterAll(() => {
  unsubscribe(exchangeChannelName, watch);
  failOnFaults();
});
