// Jest loads this before each test file: after every request that may have changed something, the money of the sandbox
// that took it must balance, whatever the test is about.
import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import {exchangeChannelName, type SandboxExchange} from '../../../../workbench/stripe/exchange-notes.ts';
import {noteFaults} from '../../../contracts/stripe/support/found-faults.ts';
import {moneyFaults} from './money-invariants.ts';
import {isMoneyWatched} from './money-watch.ts';

// The channel carries nothing else.
const watch = (message: unknown) => checkMoney(message as SandboxExchange);

function checkMoney({request, sandbox}: SandboxExchange): void {
  if (request.method === 'GET' || sandbox === undefined || !isMoneyWatched()) return;
  noteFaults(moneyFaults(sandbox).map((fault) => `After ${request.method} ${request.url}: ${fault}`));
}

subscribe(exchangeChannelName, watch);
afterAll(() => {
  unsubscribe(exchangeChannelName, watch);
});
