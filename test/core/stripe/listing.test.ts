import fc from 'fast-check';
import type {HttpOutcome, HttpRequest} from '../../../src/core/ports.ts';
import {createStripeClient} from '../../../src/core/stripe/client.ts';
import {parseStripeKey} from '../../../src/core/stripe/credentials.ts';
import {
  fetchListings,
  type Listing,
  listingPagesMax,
  startListing,
  wavePagesMax,
} from '../../../src/core/stripe/listing.ts';
import {allowAnyRequests} from '../../contracts/stripe/support/client-requests.ts';
import {type ListedRow, listPage, listRows} from '../../support/http-list.ts';
import {
  answered,
  fixedRandom,
  httpScript,
  recordingLog,
  refused,
  simulatedClock,
  unreachable,
} from '../../support/http-script.ts';

allowAnyRequests();

const openInvoices = startListing({
  key: 'open',
  path: '/v1/invoices',
  params: {status: 'open', expand: ['data.customer']},
});

/** Fetches against a server that answers each page request by `serve`, and collects what arrives. */
const fetchFrom = (
  serve: (request: HttpRequest, round: number) => HttpOutcome,
  {listings = [openInvoices] as readonly Listing[], requestsMax = 1000, timeMs = 300_000, latencyMs = 0} = {},
) => {
  const clock = simulatedClock();
  const http = httpScript((requests, round) => {
    clock.advance(latencyMs);
    return requests.map((request) => serve(request, round));
  });
  const client = createStripeClient(
    {http, clock, random: fixedRandom(), log: recordingLog()},
    parseStripeKey('rk_test_listingTests'),
  );
  const ids = new Map<string, string[]>();
  const run = () =>
    fetchListings(client, listings, {
      deadlineUnixMs: clock.nowUnixMs() + timeMs,
      requestsMax,
      onPage({listingKey, wireObjects, rawText}) {
        const rows = JSON.parse(rawText).data;
        expect(wireObjects).toEqual(rows);
        ids.set(listingKey, [...(ids.get(listingKey) ?? []), ...rows.map((row: ListedRow) => row.id)]);
      },
    });
  return {run, http, ids};
};

describe('fetchListings()', () => {
  test.each([0, 1, 99, 100, 101, 200, 250])(
    'reads a list of %d objects once each, in Stripe’s order',
    (count) => {
      const rows = listRows(count);
      const {run, http, ids} = fetchFrom((request) => listPage(rows, request));
      const fetched = run();

      expect(ids.get('open') ?? []).toEqual(rows.map(({id}) => id));
      expect(fetched.status).toBe('complete');
      expect(fetched.requestsSent).toBe(Math.max(1, Math.ceil(count / 100)));
      expect(fetched.listings[0]).toMatchObject({objects: count, isComplete: true});
      expect(http.rounds[0]?.[0]?.url).toBe(
        'https://api.stripe.com/v1/invoices?status=open&expand%5B0%5D=data.customer&limit=100',
      );
    },
  );

  test('reads any number of lists of any length in pages of any size, side by side', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(40), {minLength: 1, maxLength: 30}),
        fc.integer({min: 1, max: 12}),
        (counts, pageMax) => {
          const lists = new Map(
            counts.map((count, index) => [`/v1/list_${index}`, listRows(count, `l${index}`)]),
          );
          const listings = [...lists.keys()].map((path) => startListing({key: path, path, params: {}}));
          const {run, http, ids} = fetchFrom(
            (request) => listPage(lists.get(new URL(request.url).pathname) ?? [], request, pageMax),
            {listings},
          );

          expect(run().status).toBe('complete');
          for (const [path, rows] of lists) expect(ids.get(path) ?? []).toEqual(rows.map(({id}) => id));
          for (const round of http.rounds) expect(round.length).toBeLessThanOrEqual(wavePagesMax);
        },
      ),
      {numRuns: 100, seed: 11},
    );
  });

  test('stops at the request budget and goes on from its stored state to the same result', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 60}),
        fc.integer({min: 1, max: 4}),
        fc.integer({min: 1, max: 9}),
        (count, pageMax, requestsMax) => {
          const lists = [listRows(count, 'a'), listRows(17, 'b')];
          const serve = (request: HttpRequest) =>
            listPage(lists[request.url.includes('/v1/a') ? 0 : 1] ?? [], request, pageMax);
          const got: string[] = [];
          let listings: readonly Listing[] = ['a', 'b'].map((key) =>
            startListing({key, path: `/v1/${key}`, params: {}}),
          );
          let runs = 0;
          for (let status = 'budget'; status !== 'complete'; runs += 1) {
            const stored: readonly Listing[] = JSON.parse(JSON.stringify(listings));
            const {run, ids} = fetchFrom(serve, {listings: stored, requestsMax});
            const fetched = run();
            expect(fetched.requestsSent).toBeLessThanOrEqual(requestsMax);
            ({status, listings} = fetched);
            got.push(...[...ids.values()].flat());
            expect(runs).toBeLessThan(200);
          }
          expect(got.sort()).toEqual(
            lists
              .flat()
              .map(({id}) => id)
              .sort(),
          );
        },
      ),
      {numRuns: 100, seed: 12},
    );
  });

  test('stops at the deadline with what it has, and asks for no page after it', () => {
    const rows = listRows(1000);
    const {run, http, ids} = fetchFrom((request) => listPage(rows, request), {timeMs: 3_000, latencyMs: 700});
    const fetched = run();

    expect(fetched.status).toBe('deadline');
    expect(http.rounds).toHaveLength(5);
    expect(fetched.listings[0]).toMatchObject({objects: 500, cursor: 'in_501', isComplete: false});
    expect(ids.get('open')).toHaveLength(500);
  });

  test('asks for nothing when every list is complete', () => {
    const {run, http} = fetchFrom(() => answered({}), {listings: [{...openInvoices, isComplete: true}]});

    expect(run()).toMatchObject({status: 'complete', requestsSent: 0});
    expect(http.rounds).toHaveLength(0);
  });

  test('counts a page that had to be asked for twice once', () => {
    const rows = listRows(250);
    const {run, ids} = fetchFrom((request, round) => (round === 2 ? refused(503) : listPage(rows, request)));

    expect(run()).toMatchObject({status: 'complete', requestsSent: 4});
    expect(ids.get('open')).toEqual(rows.map(({id}) => id));
  });

  test('reads on past rows that leave, enter or change between pages', () => {
    let rows = listRows(250);
    const before = rows.map(({id}) => id);
    const {run, ids} = fetchFrom((request, round) => {
      const page = listPage(rows, request);
      // New invoices come in at the top; one further down is paid and leaves the list of the open ones.
      if (round === 1) rows = [...listRows(3, 'new'), ...rows.filter(({id}) => id !== 'in_50')];
      return page;
    });

    expect(run().status).toBe('complete');
    expect(ids.get('open')).toEqual(before.filter((id) => id !== 'in_50'));
  });

  test('says so when the row it stands on is gone (F14)', () => {
    let rows = listRows(250);
    const {run} = fetchFrom((request) => {
      const page = listPage(rows, request);
      rows = rows.filter(({id}) => id !== 'in_151');
      return page;
    });

    expect(run).toThrow(
      expect.objectContaining({code: 'STRIPE_REJECTED', message: expect.stringContaining('in_151')}),
    );
  });

  test('hands over the pages that came before it throws for the one that did not', () => {
    const listings = ['a', 'b', 'c'].map((key) => startListing({key, path: `/v1/${key}`, params: {}}));
    const {run, ids} = fetchFrom(
      (request) => (request.url.includes('/v1/b') ? refused(403) : listPage(listRows(2), request)),
      {listings},
    );

    expect(run).toThrow(expect.objectContaining({code: 'PERMISSION_MISSING'}));
    expect([...ids.keys()]).toEqual(['a', 'c']);
  });

  test('throws what stopped it rather than report an outage as a deadline', () => {
    const {run} = fetchFrom(() => unreachable('DNS error'));
    expect(run).toThrow(expect.objectContaining({code: 'STRIPE_UNREACHABLE'}));
  });

  test('refuses an object of the other mode', () => {
    const rows = [{id: 'in_9', livemode: true}];
    expect(fetchFrom((request) => listPage(rows, request)).run).toThrow(
      expect.objectContaining({code: 'MODE_MISMATCH', message: expect.stringContaining('in_9')}),
    );
  });

  test('refuses a list that holds an id twice, in one page or in two', () => {
    const twice = [...listRows(120), {id: 'in_5'}];
    expect(fetchFrom((request) => listPage(twice, request)).run).toThrow('it holds in_5 twice');
    expect(fetchFrom((request) => listPage([{id: 'in_5'}, {id: 'in_5'}], request)).run).toThrow(
      'it holds in_5 twice',
    );
  });

  test.each([2, 3, 7, 40])(
    'finds a circle of %d pages that is longer than one run, from the stored state alone',
    (circlePages) => {
      const rows = listRows(circlePages + 5);
      const serve = (request: HttpRequest) => {
        const cursor = new URL(request.url).searchParams.get('starting_after');
        const at = rows.findIndex(({id}) => id === cursor) + 1;
        return answered({object: 'list', data: [rows[at < rows.length ? at : 5]], has_more: true});
      };
      let listings: readonly Listing[] = [openInvoices];
      let runs = 0;
      const readOn = () => {
        for (; runs < 1_000; runs += 1) {
          const stored: readonly Listing[] = JSON.parse(JSON.stringify(listings));
          ({listings} = fetchFrom(serve, {listings: stored, requestsMax: 1}).run());
        }
      };

      expect(readOn).toThrow(
        expect.objectContaining({
          code: 'RESPONSE_UNREADABLE',
          message: expect.stringMatching(
            /^Cannot read the list \/v1\/invoices from Stripe: it goes in circles: page \d+ ends with in_\d+ again\. Try again/,
          ),
        }),
      );
      expect(runs).toBeLessThan(4 * (circlePages + 5));
    },
  );

  test('stops at the last page that a list may have, and takes one that ends there', () => {
    const pagesBefore = {...openInvoices, cursor: 'in_9', pages: listingPagesMax - 1};
    const endless = () => answered({object: 'list', data: [{id: 'in_8'}], has_more: true});
    const ending = () => answered({object: 'list', data: [{id: 'in_8'}], has_more: false});

    expect(fetchFrom(endless, {listings: [pagesBefore]}).run).toThrow(
      'Cannot read the list /v1/invoices from Stripe: it goes on after 1100 pages. Try again; if it stays, report it',
    );
    expect(fetchFrom(ending, {listings: [pagesBefore]}).run().status).toBe('complete');
  });

  test('refuses two listings of one key', () => {
    expect(fetchFrom(() => answered({}), {listings: [openInvoices, openInvoices]}).run).toThrow(
      'its own key',
    );
  });
});
