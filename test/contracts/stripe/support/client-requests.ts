/** Holds what our client sends, to whatever stands in for Stripe, against what Stripe takes. */
import type {HttpRequest} from '../../../../src/core/ports.ts';
import {noteFaults} from './found-faults.ts';
import {operationOf} from './operations.ts';
import {checkRequest} from './request-check.ts';

let areAnyAllowed = false;

/** For a test file about transport alone, whose parameters only stand for some. */
export function allowAnyRequests(): void {
  areAnyAllowed = true;
}

export function checkClientRequests(requests: readonly HttpRequest[]): void {
  if (areAnyAllowed) return;
  for (const request of requests) {
    const operation = operationOf(request.method, request.url);
    const faults =
      operation === null
        ? ['is no operation of Stripe’s package']
        : checkRequest(request, operation, {takesRetired: false});
    noteFaults(faults.map((fault) => `our client sends ${request.method} ${request.url}: ${fault}`));
  }
}
