import * as v from 'valibot';
import {AddonError} from '../errors/addon-error.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import type {LookUpPaymentsRequest, LookupResult, PaymentLookup} from '../payment-status-contract.ts';
import type {Properties, Tables, View} from '../ports.ts';
import {readSettings} from '../settings.ts';
import {createStripeClient} from '../stripe/client.ts';
import {readConnectedAccount, readConnection} from '../stripe/connection.ts';
import {purchaseOrderOf} from '../stripe/purchase-order.ts';
import type {StripePorts} from '../stripe/wave.ts';
import {civilDateAt, formatIsoInstant} from '../time/zone.ts';
import type {Found} from './candidates.ts';
import {findInStripe, type StripeFound} from './find-in-stripe.ts';
import {findInTabs, listedInvoices} from './find-in-tabs.ts';
import {paymentStatus} from './payment-status.ts';
import {type LiveInvoice, type LiveReading, readLiveInvoices} from './read-live.ts';
import {selectedTexts} from './selected-texts.ts';
import type {Telling} from './telling.ts';

export interface LookUpPorts extends StripePorts {
  readonly userProperties: Properties;
  readonly documentProperties: Properties;
  readonly tables: Tables;
  readonly view: View;
}

/** A person waits for it, and each costs several requests. */
const textsMax = 20;

/** Google gives a call of the sidebar six minutes; nobody waits so long. */
const lookUpTimeMaxMs = 45_000;

const lookUpRequest = v.union([
  v.strictObject({texts: v.array(v.pipe(v.string(), v.maxLength(200)))}),
  v.strictObject({selection: v.literal(true)}),
]);

/**
 * What Stripe says at this moment of the invoices that are asked for. Ids, numbers, POs and customers are looked for in
 * the tabs first, then in Stripe; all that are found are read side by side.
 *
 * @throws AddonError CREDENTIALS_MISSING, SETTINGS_INVALID; ARGUMENT_INVALID for a request that is none or asks for nothing
 */
export function lookUpPayments(ports: LookUpPorts, request: LookUpPaymentsRequest): PaymentLookup {
  const {texts, notes} = textsOf(ports, request);
  const settings = readSettings(ports.documentProperties);
  const credentials = readConnection(ports.userProperties);
  const account = readConnectedAccount(ports.userProperties, credentials);
  const client = createStripeClient(ports, credentials);
  const nowUnixMs = ports.clock.nowUnixMs();
  const timeZone = settings.timeZone ?? account?.timeZone ?? ports.tables.timeZone();
  const today = civilDateAt(Math.floor(nowUnixMs / 1000), timeZone);
  const deadlineUnixMs = nowUnixMs + lookUpTimeMaxMs;

  const listed = listedInvoices(ports.tables.readValues('receivables'));
  const inTabs = new Map(texts.map((asked) => [asked, asId(asked) ?? findInTabs(asked, listed)]));
  const elsewhere = findInStripe(
    {client, settings, today, timeZone, deadlineUnixMs},
    texts.filter((asked) => inTabs.get(asked) === null),
  );
  const resolved = new Map(
    texts.map((asked) => [asked, resolvedOf(inTabs.get(asked) ?? null, elsewhere.get(asked))]),
  );
  const ids = [...resolved.values()].flatMap((one) =>
    one.kind === 'found' && one.found.kind === 'invoice' ? [one.found.invoiceId] : [],
  );
  const live = readLiveInvoices(client, [...new Set(ids)], {deadlineUnixMs});

  const tell = (invoice: LiveInvoice): Telling => ({
    live: invoice,
    today,
    timeZone,
    purchaseOrder: purchaseOrderOf(invoice.invoice, settings),
    accountId: account?.id ?? null,
  });
  return {
    results: texts.map((asked) => resultOf(asked, resolved.get(asked), {live, tell})),
    notes,
    readAt: formatIsoInstant(nowUnixMs, timeZone),
  };
}

function textsOf(
  ports: LookUpPorts,
  request: unknown,
): {readonly texts: readonly string[]; readonly notes: readonly string[]} {
  const parsed = v.safeParse(lookUpRequest, request);
  if (!parsed.success) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: 'Cannot look up payments: this is not a request.',
      nextStep: 'Give {"texts": ["INV-0042"]} of up to 200 characters each, or {"selection": true}.',
    });
  }
  const isKey =
    'texts' in parsed.output && parsed.output.texts.some((text) => /\b(?:sk|rk|ek|whsec)_\w/.test(text));
  if (isKey) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: 'Cannot look up payments: this is a Stripe key, not an invoice. It was sent nowhere.',
      nextStep: 'Enter keys under Connect only, where nobody else sees them.',
    });
  }
  const {texts: given, notes} =
    'texts' in parsed.output ? {texts: parsed.output.texts, notes: []} : selectedTexts(ports);
  const texts = [...new Set(given.map((text) => text.trim()).filter((text) => text !== ''))];
  if (texts.length === 0) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: 'Cannot look up payments: nothing was asked for.',
      nextStep:
        'Enter an invoice id, number, customer name, e-mail, PO or contract, or select rows of Receivables.',
    });
  }
  const left = texts.length - textsMax;
  const tooMany = `The first ${textsMax} are looked up; ${left} more are left out.`;
  return {texts: texts.slice(0, textsMax), notes: left > 0 ? [...notes, tooMany] : notes};
}

function asId(asked: string): Found | null {
  return /^in_\w+$/.test(asked) ? {kind: 'invoice', invoiceId: asked, foundBy: null} : null;
}

function resolvedOf(inTabs: Found | null, elsewhere: StripeFound | undefined): StripeFound {
  if (inTabs !== null) return {kind: 'found', found: inTabs};
  assertInvariant(elsewhere !== undefined, 'what the tabs do not have was looked for in Stripe');
  return elsewhere;
}

interface Read {
  readonly live: ReadonlyMap<string, LiveReading>;
  readonly tell: (invoice: LiveInvoice) => Telling;
}

function resultOf(asked: string, resolved: StripeFound | undefined, read: Read): LookupResult {
  assertInvariant(resolved !== undefined, 'every text was looked for');
  if (resolved.kind === 'failed') return {kind: 'failed', asked, failure: resolved.failure};
  if (resolved.kind === 'not-found') return {kind: 'not-found', asked, message: resolved.message};
  const {found} = resolved;
  if (found.kind === 'candidates') {
    return {kind: 'candidates', asked, message: found.message, candidates: found.candidates};
  }
  return invoiceResult(asked, found, read);
}

function invoiceResult(
  asked: string,
  {invoiceId, foundBy}: Extract<Found, {kind: 'invoice'}>,
  {live, tell}: Read,
): LookupResult {
  const reading = live.get(invoiceId);
  assertInvariant(reading !== undefined, 'every invoice that was found was read');
  switch (reading.kind) {
    case 'read':
      return {kind: 'invoice', asked, foundBy, payment: paymentStatus(tell(reading.live))};
    case 'failed':
      return {kind: 'failed', asked, failure: reading.failure};
    case 'not-found':
      return {
        kind: 'not-found',
        asked,
        message: `Stripe has no invoice ${invoiceId} for the connected key. It may be of the other mode, of another account, or deleted.`,
      };
  }
}
