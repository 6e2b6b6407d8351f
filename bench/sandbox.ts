import {createStripeSandbox} from '../workbench/stripe/sandbox.ts';
import {builtInWorld} from '../workbench/worlds/built-in-worlds.ts';
import {worldKeyOf} from '../workbench/worlds/world.ts';

/**
 * The sandbox with a large company in it: how long until it answers, and how fast it answers. The peer of opening it
 * is reading the same objects from JSON text; the peer of a page is writing the same page as JSON.
 */

const pages = 600;
const limits = {openS: 2, pageMs: 2, memoryMb: 600};

const now = () => performance.now();
const startedMs = now();
const world = builtInWorld('scale');
const key = worldKeyOf(world);
const sandbox = createStripeSandbox({objects: world.objects, keys: [key], timeZone: world.timeZone});
const nowUnixMs = Date.parse(world.now);
const firstPageMs = timeOf(() => get('/v1/invoices?limit=100'));
const openMs = now() - startedMs;
const openMemoryMb = process.memoryUsage().rss / 1e6;

/** What an answer of the sandbox says, with the time that it took. */
function get(url: string): {readonly text: string; readonly ms: number} {
  const headers = {Authorization: `Bearer ${key}`};
  const started = now();
  const answer = sandbox.handle({method: 'GET', url, headers, body: null}, nowUnixMs);
  const ms = now() - started;
  if (answer.status !== 200) throw new Error(`Cannot measure: the sandbox answered ${answer.body}`);
  return {text: answer.body, ms};
}

function timeOf(act: () => unknown): number {
  const started = now();
  act();
  return now() - started;
}

function share(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
}

interface Measured {
  readonly name: string;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Of the median to the peer's. */
  readonly ratio: number;
}

/** Asks for pages one after another; `urlAfter` says which comes next. */
function measure(
  name: string,
  urlAfter: (page: number, before: {readonly lastId: string; readonly hasMore: boolean}) => string,
): Measured {
  const times: number[] = [];
  const peerTimes: number[] = [];
  let before = {lastId: '', hasMore: false};
  for (let page = 0; page < pages; page += 1) {
    const {text, ms} = get(urlAfter(page, before));
    const list: {readonly data: readonly {readonly id: string}[]; readonly has_more: boolean} =
      JSON.parse(text);
    times.push(ms);
    peerTimes.push(timeOf(() => JSON.stringify(list)));
    before = {lastId: list.data.at(-1)?.id ?? '', hasMore: list.has_more};
  }
  const medianMs = share(times, 0.5);
  return {name, medianMs, p99Ms: share(times, 0.99), ratio: medianMs / share(peerTimes, 0.5)};
}

/** Follows a list to its end, and begins again there. */
const measureList = (name: string, url: string): Measured =>
  measure(
    name,
    (_page, {lastId, hasMore}) => `${url}&limit=100${hasMore ? `&starting_after=${lastId}` : ''}`,
  );

const customers = world.objects.customers.slice(0, 2000).map(({id}) => id);
const created = nowUnixMs / 1000 - 90 * 86_400;
const measured = [
  measureList('all invoices', '/v1/invoices?'),
  measureList('open invoices', '/v1/invoices?status=open'),
  measureList('uncollectible invoices', '/v1/invoices?status=uncollectible'),
  measureList('paid since 90 days', `/v1/invoices?status=paid&created[gte]=${created}`),
  measure(
    'invoices of a customer',
    (page) => `/v1/invoices?limit=100&customer=${customers[(page * 7) % customers.length]}`,
  ),
  measureList('all customers', '/v1/customers?'),
];

const memoryMb = process.memoryUsage().rss / 1e6;
const objectsText = JSON.stringify(world.objects);
const parseMs = timeOf(() => JSON.parse(objectsText));

const line = (name: string, numbers: readonly string[]): string =>
  [name.padEnd(24), ...numbers.map((text) => text.padStart(10))].join('  ');
console.log(
  `A sandbox of 100,000 invoices is to open in ${limits.openS} s, with a page of 100 in ${limits.pageMs} ms at the median, in ${limits.memoryMb} MB.`,
);
console.log(line('', ['ratio', 'median ms', 'p99 ms']));
console.log(line('open', [(openMs / parseMs).toFixed(2), openMs.toFixed(0), '']));
for (const {name, ratio, medianMs, p99Ms} of measured) {
  console.log(line(name, [ratio.toFixed(2), medianMs.toFixed(2), p99Ms.toFixed(2)]));
}
console.log(`Memory: ${openMemoryMb.toFixed(0)} MB when open, ${memoryMb.toFixed(0)} MB after all pages.`);
console.log(
  JSON.stringify({
    benchmark: 'sandbox',
    limits,
    open: {ms: Math.round(openMs), ratio: Number((openMs / parseMs).toFixed(2)), firstPageMs},
    memoryMb: {open: Math.round(openMemoryMb), after: Math.round(memoryMb)},
    lists: measured,
  }),
);
