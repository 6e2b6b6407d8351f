import {AddonError} from '../../errors/addon-error.ts';
import {assertInvariant} from '../../errors/assert-invariant.ts';
import {type Account, decodeAccount} from '../../stripe/account.ts';
import type {StripeClient} from '../../stripe/client.ts';
import type {Params} from '../../stripe/encoding.ts';
import {stripePath} from '../../stripe/encoding.ts';
import {isNoSuchObject} from '../../stripe/errors.ts';
import {decodePage} from '../../stripe/list-page.ts';
import {fetchListings, startListing} from '../../stripe/listing.ts';
import type {StripeRead} from '../../stripe/request.ts';
import type {DraftInvoice} from '../draft-invoice.ts';
import {sendInWaves} from './send-in-waves.ts';
import {
  type CataloguePrice,
  type DiscountCode,
  decodeCustomer,
  decodeDiscount,
  decodeEarlierInvoice,
  decodePrice,
  decodeTaxId,
  decodeTaxRate,
  type EarlierInvoice,
  type FoundCustomer,
  type TaxId,
  type TaxRate,
} from './wire-objects.ts';

/** What Stripe says of everything that the rows name. What it does not know has no entry. */
export interface LookUps {
  /** Null where the key may not read the account. */
  readonly account: Account | null;
  /** By what the rows say; several of one name or e-mail. */
  readonly customers: ReadonlyMap<string, readonly FoundCustomer[]>;
  readonly prices: ReadonlyMap<string, CataloguePrice>;
  readonly discounts: ReadonlyMap<string, DiscountCode>;
  /** The active ones. */
  readonly taxRates: readonly TaxRate[];
  /** By customer, of those whose rows speak of a reverse charge. */
  readonly taxIds: ReadonlyMap<string, readonly TaxId[]>;
  /** Of the last 400 days, of every customer found. */
  readonly earlier: readonly EarlierInvoice[];
}

export interface LookUpOptions {
  readonly client: StripeClient;
  readonly nowUnixS: number;
  readonly deadlineUnixMs: number;
}

/** How far back an invoice may be repeated by mistake: a yearly one, billed a month late. */
const lookBackDays = 400;

const cardsToo = 'invoice_settings.default_payment_method';

/**
 * Asks Stripe in waves for everything that drafts name, each thing once however many rows name it.
 *
 * @throws AddonError as StripeClient.send, for anything but what Stripe does not know
 */
export function lookUpAll(drafts: readonly DraftInvoice[], options: LookUpOptions): LookUps {
  const texts = [...new Set(drafts.map(({customer}) => customer))];
  const charged = new Set(
    drafts.flatMap(({customer, collection}) => (collection === 'charge_automatically' ? [customer] : [])),
  );
  const prices = distinct(
    drafts.flatMap(({lines}) =>
      lines.flatMap(({price}) => (price.kind === 'catalogue' ? [price.priceId] : [])),
    ),
  );
  const codes = distinct(drafts.flatMap(({discount}) => (discount.kind === 'code' ? [discount.id] : [])));
  const bodies = readAll(options, [
    accountRequest,
    ...texts.map((asked) => customerRequest(asked, charged.has(asked))),
    ...prices.map((id) => get(stripePath`/v1/prices/${id}`, {expand: ['currency_options']})),
    ...codes.map((id) =>
      get(id.startsWith('promo_') ? stripePath`/v1/promotion_codes/${id}` : stripePath`/v1/coupons/${id}`),
    ),
  ]);
  const [account = null, ...others] = bodies;
  const ofTexts = others.slice(0, texts.length);
  const ofPrices = others.slice(texts.length, texts.length + prices.length);
  const ofCodes = others.slice(texts.length + prices.length);
  const customers = new Map(texts.map((asked, index) => [asked, customersIn(asked, ofTexts[index] ?? null)]));

  const hasRates = drafts.some(({lines}) => lines.some(({tax}) => tax.kind === 'rate'));
  return {
    account: account === null ? null : decodeAccount(account),
    customers,
    prices: found(prices, ofPrices, decodePrice),
    discounts: found(codes, ofCodes, decodeDiscount),
    taxRates: hasRates ? readTaxRates(options) : [],
    taxIds: readTaxIds(options, reverseChargedCustomers(drafts, customers)),
    earlier: readEarlier(options, customers),
  };
}

/** Whether a reason for no tax says that the customer accounts for it. */
export function isReverseCharge(reason: string): boolean {
  return /reverse|§\s*13b|autoliquidation|inversión|inversione/i.test(reason);
}

const accountRequest = get('/v1/account');

/** The card on file wants a permission of its own, so it is read only where one is to be charged. */
function customerRequest(asked: string, isCharged: boolean): StripeRead {
  if (isCustomerId(asked)) {
    return get(stripePath`/v1/customers/${asked}`, isCharged ? {expand: [cardsToo]} : {});
  }
  const expand = isCharged ? {expand: [`data.${cardsToo}`]} : {};
  if (isEmail(asked)) return get('/v1/customers', {email: asked, limit: 100, ...expand});
  const quoted = `"${asked.replace(/\s+/g, ' ').replace(/[\\"]/g, '\\$&')}"`;
  return get('/v1/customers/search', {query: `name:${quoted}`, limit: 100, ...expand});
}

export function isCustomerId(asked: string): boolean {
  return /^cus_\w+$/.test(asked);
}

export function isEmail(asked: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(asked);
}

/** Search finds parts of names; only the whole name counts. */
function customersIn(asked: string, body: object | null): readonly FoundCustomer[] {
  if (body === null) return [];
  if (isCustomerId(asked)) return [decodeCustomer(body)];
  const listed = decodePage({...body, object: 'list'}, '/v1/customers').data.map(decodeCustomer);
  return isEmail(asked) ? listed : listed.filter(({name}) => sameName(name ?? '', asked));
}

function sameName(a: string, b: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return plain(a) === plain(b);
}

/** Bodies in the order of the requests; null for what Stripe does not know or this key may not see of the account. */
function readAll(
  {client, deadlineUnixMs}: LookUpOptions,
  requests: readonly StripeRead[],
): readonly (object | null)[] {
  return sendInWaves(client, requests, {deadlineUnixMs}).map((answer, index) => {
    if (answer.kind === 'answered') return answer.body;
    const isHiddenAccount = index === 0 && answer.error.code === 'PERMISSION_MISSING';
    if (isNoSuchObject(answer.error) || (isHiddenAccount && requests[0] === accountRequest)) return null;
    throw answer.error;
  });
}

function found<T>(
  ids: readonly string[],
  bodies: readonly (object | null)[],
  decode: (wire: unknown) => T,
): ReadonlyMap<string, T> {
  return new Map(
    ids.flatMap((id, index) => {
      const body = bodies[index] ?? null;
      return body === null ? [] : [[id, decode(body)] as const];
    }),
  );
}

function readTaxRates(options: LookUpOptions): readonly TaxRate[] {
  return readLists(
    options,
    [{key: 'rates', path: '/v1/tax_rates', params: {active: true}}],
    decodeTaxRate,
  ).map(({value}) => value);
}

function reverseChargedCustomers(
  drafts: readonly DraftInvoice[],
  customers: LookUps['customers'],
): readonly string[] {
  return distinct(
    drafts.flatMap(({customer, lines}) =>
      lines.some(({tax}) => tax.kind === 'none' && isReverseCharge(tax.reason))
        ? (customers.get(customer) ?? []).flatMap(({id, isDeleted}) => (isDeleted ? [] : [id]))
        : [],
    ),
  );
}

function readTaxIds(
  options: LookUpOptions,
  customerIds: readonly string[],
): ReadonlyMap<string, readonly TaxId[]> {
  const lists = customerIds.map((id) => ({
    key: id,
    path: stripePath`/v1/customers/${id}/tax_ids`,
    params: {},
  }));
  const read = readLists(options, lists, decodeTaxId);
  return new Map(
    customerIds.map((id) => [id, read.flatMap(({key, value}) => (key === id ? [value] : []))] as const),
  );
}

function readEarlier(options: LookUpOptions, customers: LookUps['customers']): readonly EarlierInvoice[] {
  // An ambiguous name is settled first: its invoices would be asked for in vain.
  const ids = distinct(
    [...customers.values()].flatMap(([only, ...others]) =>
      only === undefined || others.length > 0 || only.isDeleted ? [] : [only.id],
    ),
  );
  const gte = options.nowUnixS - lookBackDays * 86_400;
  const lists = ids.map((id) => ({
    key: id,
    path: '/v1/invoices',
    params: {customer: id, created: {gte}},
  }));
  return readLists(options, lists, decodeEarlierInvoice).map(({value}) => value);
}

/** Each list to its end, all side by side. */
function readLists<T>(
  {client, deadlineUnixMs}: LookUpOptions,
  lists: readonly Parameters<typeof startListing>[0][],
  decode: (wire: unknown) => T,
): readonly {readonly key: string; readonly value: T}[] {
  if (lists.length === 0) return [];
  const read: {readonly key: string; readonly value: T}[] = [];
  const {status} = fetchListings(client, lists.map(startListing), {
    deadlineUnixMs,
    requestsMax: Number.MAX_SAFE_INTEGER,
    onPage: ({listingKey, wireObjects}) => {
      read.push(...wireObjects.map((wire) => ({key: listingKey, value: decode(wire)})));
    },
  });
  assertInvariant(status !== 'budget', 'a look-up has no budget of requests');
  if (status === 'complete') return read;
  throw new AddonError({
    code: 'DEADLINE_REACHED',
    fact: 'Cannot check the drafts: the time of this run is used up.',
    nextStep: 'Check fewer rows at a time, or try again when Stripe is faster. Nothing was changed.',
  });
}

function get(path: string, params: Params = {}): StripeRead {
  return {method: 'GET', path, params};
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
