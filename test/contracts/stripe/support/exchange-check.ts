/** Holds one exchange with the sandbox against all that Stripe says of requests and of answers. */
import type {SandboxExchange} from '../../../../workbench/stripe/exchange-notes.ts';
import {checkRefusal} from './error-check.ts';
import {operationOf} from './operations.ts';
import {checkRequest} from './request-check.ts';
import {createResponseChecker, type ResponseChecker} from './response-check.ts';
import {responseSchemas} from './response-schemas.ts';

let checker: ResponseChecker | null = null;

/** Sentences that begin with the request, empty when Stripe could have been on the other side. */
export function checkExchange({request, response}: SandboxExchange): readonly string[] {
  // A broken connection or a gateway's page, which a test has asked for, is no answer of Stripe's.
  if (response.isLost || response.headers['Content-Type'] === 'text/html') return [];
  const body = parsed(response.body);
  // Cut short on request: the sandbox itself writes nothing but JSON.
  if (body === undefined) return [];
  const faults = [
    ...checkHeaders({request, response}),
    ...(response.status === 200 ? checkAccepted(request, body) : checkRefused({request, response}, body)),
  ];
  return faults.map((fault) => `${request.method} ${request.url} (${response.status}): ${fault}`);
}

function checkAccepted(request: SandboxExchange['request'], body: unknown): readonly string[] {
  const operation = operationOf(request.method, request.url);
  if (operation === null) return ['was answered, but is no operation of Stripe’s package'];
  checker ??= createResponseChecker(responseSchemas(), {openEnums: false});
  return [
    ...checkRequest(request, operation, {takesRetired: true}).map(
      (fault) => `was answered, although ${fault}`,
    ),
    ...checker.checkAnswer(operation, body),
  ];
}

function checkRefused({request, response}: SandboxExchange, body: unknown): readonly string[] {
  const operation = operationOf(request.method, request.url);
  const refusedAsUnknown = response.body.includes('"parameter_unknown"');
  const isKnown =
    refusedAsUnknown &&
    operation !== null &&
    checkRequest(request, operation, {takesRetired: true}).length === 0;
  return [
    ...checkRefusal(response.status, body),
    ...(isKnown ? ['was refused for a parameter that Stripe knows'] : []),
  ];
}

/** https://docs.stripe.com/api/request_ids and https://docs.stripe.com/api/idempotent_requests */
function checkHeaders({request, response}: SandboxExchange): readonly string[] {
  const {headers, status} = response;
  if (status === 401) return headers['Request-Id'] === undefined ? [] : ['a 401 carries no Request-Id'];
  const key = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1];
  const echoes = request.method === 'POST' && key !== undefined && status === 200;
  return [
    ...(/^req_\w{14}$/.test(headers['Request-Id'] ?? '')
      ? []
      : ['the answer has no Request-Id of Stripe’s form']),
    ...(headers['Stripe-Version'] === undefined ? ['the answer has no Stripe-Version'] : []),
    ...(!echoes || headers['Idempotency-Key'] === key
      ? []
      : ['the answer does not repeat the Idempotency-Key']),
    ...(!echoes || headers['Original-Request'] !== undefined ? [] : ['the answer has no Original-Request']),
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
