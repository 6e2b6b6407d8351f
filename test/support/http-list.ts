import type {HttpOutcome, HttpRequest} from '../../src/core/ports.ts';
import {answered, refused} from './http-script.ts';

export interface ListedRow {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Answers one list request as Stripe pages it: rows from after `starting_after` on, at most `pageMax` of them. */
export function listPage(rows: readonly ListedRow[], request: HttpRequest, pageMax = 100): HttpOutcome {
  const url = new URL(request.url);
  const cursor = url.searchParams.get('starting_after');
  const limit = Math.min(Number(url.searchParams.get('limit') ?? 10), pageMax);
  const from = cursor === null ? 0 : rows.findIndex((row) => row.id === cursor) + 1;
  if (cursor !== null && from === 0) {
    return refused(400, {
      code: 'resource_missing',
      param: 'starting_after',
      message: `No such invoice: '${cursor}'`,
    });
  }
  return answered({
    object: 'list',
    data: rows.slice(from, from + limit),
    has_more: from + limit < rows.length,
    url: url.pathname,
  });
}

/** Rows as a list shows them, newest first. */
export function listRows(count: number, prefix = 'in'): ListedRow[] {
  return Array.from({length: count}, (_, index) => ({
    id: `${prefix}_${count - index}`,
    object: 'invoice',
    livemode: false,
    created: 1_790_000_000 + count - index,
  }));
}
