import {AddonError} from '../errors/addon-error.ts';
import type {StripeKey} from './credentials.ts';
import type {StripeFailure} from './outcome.ts';
import {missingPermission} from './permission.ts';
import {redact} from './redact.ts';
import type {StripeRequest} from './request.ts';
import {googleLimit} from './retry.ts';

type Refusal = Extract<StripeFailure, {kind: 'refused'}>;
type Words = Pick<AddonError, 'code' | 'nextStep'> & {readonly fact: string};

/** The words for a request that failed for good, with Stripe's request id and without any secret. */
export function errorOf(failure: StripeFailure, request: StripeRequest, credentials: StripeKey): AddonError {
  const words = wordsOf(failure, request, credentials);
  return new AddonError({
    code: words.code,
    fact: redact(`Cannot ${jobOf(request)}: ${words.fact}.`, credentials.key),
    nextStep: redact(words.nextStep, credentials.key),
    requestId: failure.kind === 'unreachable' ? null : failure.requestId,
  });
}

/** For a request that would still be worth a try, had the run the time; `last` is what the try before met, if any. */
export function deadlineError(
  request: StripeRequest,
  last: {readonly failure: StripeFailure; readonly waitMs: number} | null,
  credentials: StripeKey,
): AddonError {
  const cause = last === null ? null : errorOf(last.failure, request, credentials);
  const fact =
    last === null
      ? 'the time of this run is used up'
      : `the next try is due in ${Math.ceil(last.waitMs / 1000)} s, after the time of this run`;
  return new AddonError({
    code: 'DEADLINE_REACHED',
    fact: `Cannot ${jobOf(request)}: ${fact}.`,
    nextStep: 'Run it again; it goes on where it stopped.',
    requestId: cause?.requestId ?? null,
    cause,
  });
}

/** Whether Stripe has said that there is no object of the id that was asked for. */
export function isNoSuchObject({code, fact}: AddonError): boolean {
  return code === 'STRIPE_REJECTED' && /\(resource_missing\b/.test(fact);
}

/** Whether Stripe keeps another request under the same idempotency key, and so did nothing of this one. */
export function isOtherContent({code, fact}: AddonError): boolean {
  return code === 'STRIPE_REJECTED' && fact.includes(otherContent);
}

const otherContent = 'the same intent was sent before with other content';

function wordsOf(failure: StripeFailure, request: StripeRequest, credentials: StripeKey): Words {
  switch (failure.kind) {
    case 'unreachable':
      return unreachableWords(failure.reason, request);
    case 'unreadable':
      return {
        code: 'RESPONSE_UNREADABLE',
        fact: failure.isHtml
          ? `the answer (status ${failure.status}) is not JSON: a proxy or login page answers instead of Stripe`
          : `Stripe's answer arrived incomplete every time (status ${failure.status})`,
        nextStep: retryStep(request),
      };
    case 'refused':
      return refusalWords(failure, request, credentials);
  }
}

function unreachableWords(reason: string, request: StripeRequest): Words {
  const limit = googleLimit(reason);
  if (limit === 'day') {
    return {
      code: 'STRIPE_UNREACHABLE',
      fact: "Google's daily number of requests of this user is used up",
      nextStep: 'Google counts anew within 24 hours; the next refresh after that works again.',
    };
  }
  return {
    code: 'STRIPE_UNREACHABLE',
    fact: `no answer from Stripe (${withoutAddress(reason)})`,
    nextStep: retryStep(request),
  };
}

function refusalWords(refused: Refusal, request: StripeRequest, credentials: StripeKey): Words {
  switch (refused.status) {
    case 401:
      return {
        code: 'CREDENTIALS_INVALID',
        fact: `Stripe does not accept the ${credentials.mode} key ending in ${credentials.lastFour}${
          refused.fault.code === 'api_key_expired' ? ', because it has expired' : ''
        }`,
        nextStep: 'Connect again with a current key from the Stripe dashboard (Developers, API keys).',
      };
    case 403:
      return permissionWords(refused);
    case 429:
      return {
        code: 'STRIPE_RATE_LIMITED',
        fact: `Stripe takes no more requests for now (${refused.rateLimit ?? refused.fault.code ?? 'no reason given'})`,
        nextStep: `Wait a minute. ${retryStep(request)}`,
      };
    default:
      if (refused.status >= 500 || refused.status < 400) return serverWords(refused, request);
      return rejectionWords(refused, request);
  }
}

function permissionWords(refused: Refusal): Words {
  const message = refused.fault.message ?? '';
  const missing = missingPermission(message);
  if (missing === null) {
    return {
      code: 'PERMISSION_MISSING',
      fact: `Stripe does not allow this with the key (${withoutStop(message) || 'no reason given'})`,
      nextStep: 'Check the permissions of the key in the Stripe dashboard (Developers, API keys).',
    };
  }
  return {
    code: 'PERMISSION_MISSING',
    fact: `the key lacks the permission ${missing.name}`,
    nextStep: `In the Stripe dashboard open Developers, API keys, edit this key and set "${missing.row}" to ${missing.level}.`,
  };
}

function serverWords(refused: Refusal, request: StripeRequest): Words {
  return {
    code: 'STRIPE_UNREACHABLE',
    fact:
      refused.status >= 500
        ? `Stripe has a fault on its side (status ${refused.status})`
        : `the answer with status ${refused.status} does not come from Stripe's API`,
    nextStep: retryStep(request),
  };
}

function rejectionWords(refused: Refusal, request: StripeRequest): Words {
  const {fault} = refused;
  if (fault.type === 'idempotency_error') {
    return {
      code: 'STRIPE_REJECTED',
      fact: `${otherContent}, and Stripe kept the first`,
      nextStep:
        'Nothing was done twice. This is a defect of the add-on; please report it with the request id.',
    };
  }
  if (refused.status === 409) {
    return {
      code: 'STRIPE_REJECTED',
      fact: `Stripe is still busy with the same request (${fault.code ?? 'conflict'})`,
      nextStep: `Wait a minute. ${retryStep(request)}`,
    };
  }

  const details = [fault.code, fault.declineCode, fault.param === null ? null : `field ${fault.param}`];
  const detail = details.filter((text) => text !== null).join(', ');
  return {
    code: 'STRIPE_REJECTED',
    fact: `Stripe answered "${fault.message ?? `status ${refused.status} without a reason`}"${detail && ` (${detail})`}`,
    nextStep: rejectionStep(refused, request),
  };
}

function rejectionStep(refused: Refusal, request: StripeRequest): string {
  if (refused.status !== 402) return 'Correct what Stripe names and try again.';
  // Reading pays nothing, so another way to pay cannot help it.
  return request.method === 'GET'
    ? retryStep(request)
    : 'Ask the customer for another way to pay, or try again later.';
}

function retryStep(request: StripeRequest): string {
  return request.method === 'GET'
    ? 'Try again in a few minutes.'
    : 'Stripe may have done it or not: look in the Stripe dashboard, or repeat the same step here, which does nothing twice.';
}

/** Google ends its messages with the address that was asked for, which says nothing to a reader. */
function withoutAddress(reason: string): string {
  return (
    withoutStop(reason.replace(/(?: for|:)?\s*https?:\/\/\S*?(?=[).,;:"']*(?:\s|$))/g, '')) ||
    'no reason given'
  );
}

function withoutStop(sentence: string): string {
  return sentence.replace(/[.\s]+$/, '');
}

/** "read invoices from Stripe": the path's words without its ids, which say nothing to a reader. */
function jobOf(request: StripeRequest): string {
  const subject = (request.path.split('/')[2] ?? '').replace(/_/g, ' ');
  switch (request.method) {
    case 'GET':
      return `read ${subject} from Stripe`;
    case 'POST':
      return `save ${subject} in Stripe`;
    case 'DELETE':
      return `delete ${subject} in Stripe`;
  }
}
