import type {HttpOutcome} from '../../../src/core/ports.ts';
import {readOutcome} from '../../../src/core/stripe/outcome.ts';

const response = (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): HttpOutcome => ({kind: 'response', response: {status, headers, body}});

const noFault = {type: null, code: null, declineCode: null, message: null, param: null};

describe('readOutcome()', () => {
  test('hands an answer over with its text and its request id', () => {
    expect(readOutcome(response(200, '{"id": "in_1"}', {'request-id': 'req_1'}))).toEqual({
      kind: 'answered',
      body: {id: 'in_1'},
      rawText: '{"id": "in_1"}',
      requestId: 'req_1',
    });
    expect(readOutcome(response(299, '{}'))).toMatchObject({kind: 'answered', requestId: null});
  });

  test.each(['', 'null', '[]', '[{}]', '5', '"text"', '{"id":'])('cannot use the 200 body %j', (body) => {
    expect(readOutcome(response(200, body, {'request-id': 'req_1'}))).toEqual({
      kind: 'unreadable',
      status: 200,
      isHtml: false,
      requestId: 'req_1',
    });
  });

  test.each([
    ['its body', '\n <!doctype html>', {}],
    ['its type', 'Sign in', {'content-type': ' Text/HTML; charset=utf-8'}],
    ['its type alone', 'Sign in', {'content-type': 'text/html'}],
  ])('knows a page for people by %s', (_, body, headers) => {
    expect(readOutcome(response(200, body, headers))).toMatchObject({kind: 'unreadable', isHtml: true});
  });

  test.each([
    ['text', 'Sign in <here>', {'content-type': 'text/plain'}],
    ['a type that only begins alike', 'x', {'content-type': 'text/htmlx'}],
    ['a type that only ends alike', 'x', {'content-type': 'application/text/html'}],
  ])('does not take %s for a page for people', (_, body, headers) => {
    expect(readOutcome(response(200, body, headers))).toMatchObject({kind: 'unreadable', isHtml: false});
  });

  test.each([199, 300, 301, 400, 404, 500])(
    'takes status %p for a refusal, whatever the body says',
    (status) => {
      expect(readOutcome(response(status, '{"id": "in_1", "object": "invoice"}'))).toEqual({
        kind: 'refused',
        status,
        fault: noFault,
        shouldRetry: null,
        rateLimit: null,
        retryAfterMs: null,
        requestId: null,
      });
    },
  );

  test('reads what Stripe says of a refusal', () => {
    const error = {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
      param: 'source',
    };
    const headers = {
      'request-id': 'req_2',
      'stripe-should-retry': 'false',
      'stripe-rate-limited-reason': 'global-rate',
      'retry-after': '2',
    };
    expect(readOutcome(response(402, JSON.stringify({error}), headers))).toEqual({
      kind: 'refused',
      status: 402,
      fault: {
        type: 'card_error',
        code: 'card_declined',
        declineCode: 'insufficient_funds',
        message: 'Your card has insufficient funds.',
        param: 'source',
      },
      shouldRetry: 'false',
      rateLimit: 'global-rate',
      retryAfterMs: 2000,
      requestId: 'req_2',
    });
  });

  test.each([
    '{"error": null}',
    '{"error": "no"}',
    '{"error": {"code": 5, "message": ""}}',
    '{}',
    'oops',
    '[]',
  ])('names no fault where Stripe names none: %s', (body) => {
    expect(readOutcome(response(400, body))).toMatchObject({kind: 'refused', fault: noFault});
  });

  test.each([
    ['true', 'true'],
    ['false', 'false'],
    ['maybe', null],
    ['', null],
  ])('takes Stripe-Should-Retry %j as %j', (header, shouldRetry) => {
    expect(readOutcome(response(409, '{}', {'stripe-should-retry': header}))).toMatchObject({shouldRetry});
  });

  test.each([
    ['0', 0],
    ['3', 3000],
    ['120', 120_000],
    [' 1.0005 ', 1001],
    ['1x', null],
    ['x1', null],
    ['1.', null],
    ['-1', null],
    ['soon', null],
    ['Sat, 31 Oct 2026 17:00:05 GMT', 5000],
    ['Sat, 31 Oct 2026 17:00:00 GMT', null],
    ['Sat, 31 Oct 2026 16:59:59 GMT', null],
  ])('takes Retry-After %j as %j ms by the answer’s own date', (header, retryAfterMs) => {
    const headers = {'retry-after': header, date: 'Sat, 31 Oct 2026 17:00:00 GMT'};
    expect(readOutcome(response(429, '{}', headers))).toMatchObject({retryAfterMs});
  });

  test('cannot tell how long a date is away without the answer’s own', () => {
    const headers = {'retry-after': 'Sat, 31 Oct 2026 17:00:05 GMT'};
    expect(readOutcome(response(429, '{}', headers))).toMatchObject({retryAfterMs: null});
  });

  test('passes on why there was no answer', () => {
    expect(readOutcome({kind: 'unreachable', reason: 'DNS error'})).toEqual({
      kind: 'unreachable',
      reason: 'DNS error',
    });
  });
});
