import * as v from 'valibot';
import {currencyCode} from '../money/currency.ts';
import {formatMoney, money} from '../money/money.ts';
import type {Digest, Properties} from '../ports.ts';
import {canonicalJson} from './canonical-json.ts';
import {type DecidedInvoice, shownState} from './decide-action.ts';

/** What this person was last shown: once it is stale, it tells what has changed since. */
const previewProperty = 'actionPreview';

/** A property holds 9 KB; of more invoices it is not told what changed. */
const charactersMax = 8_500;

const shownInvoice = v.tuple([v.string(), v.nullable(v.string()), v.nullable(v.number()), v.string()]);
const remembered = v.object({digest: v.string(), invoices: v.record(v.string(), shownInvoice)});

type ShownInvoice = v.InferOutput<typeof shownInvoice>;

export function rememberPreview(
  {userProperties, digest: sha}: {readonly userProperties: Properties; readonly digest: Digest},
  digest: string,
  decided: readonly DecidedInvoice[],
): void {
  const invoices = Object.fromEntries(decided.map((invoice) => [invoice.invoiceId, shownOf(sha, invoice)]));
  const text = JSON.stringify({digest, invoices} satisfies v.InferOutput<typeof remembered>);
  userProperties.write(previewProperty, text.length > charactersMax ? null : text);
}

/** What is other than it was previewed under this digest, as sentences; empty where it is not remembered. */
export function changesSince(
  {userProperties, digest: sha}: {readonly userProperties: Properties; readonly digest: Digest},
  digest: string,
  decided: readonly DecidedInvoice[],
): readonly string[] {
  const parsed = v.safeParse(
    v.pipe(v.string(), v.parseJson(), remembered),
    userProperties.read(previewProperty),
  );
  if (!parsed.success || parsed.output.digest !== digest) return [];
  const before = parsed.output.invoices;
  return decided.flatMap((invoice) => {
    const was = before[invoice.invoiceId];
    const is = shownOf(sha, invoice);
    return was === undefined || was[3] === is[3] ? [] : [changeWords(invoice, was, is)];
  });
}

/** Number, status, what remains, and a fingerprint of all that was shown. */
function shownOf(sha: Digest, invoice: DecidedInvoice): ShownInvoice {
  const read = invoice.facts?.invoice;
  const fingerprint = sha.sha256Hex(canonicalJson(shownState(invoice))).slice(0, 10);
  return [read?.currency ?? '', read?.status ?? null, read?.amountRemaining.minorUnits ?? null, fingerprint];
}

function changeWords({name}: DecidedInvoice, was: ShownInvoice, is: ShownInvoice): string {
  const [currency, status, remaining] = is;
  if (status !== was[1])
    return `${name} is ${status ?? 'not to be read'} and was ${was[1] ?? 'not to be read'}`;
  if (remaining !== null && was[2] !== null && remaining !== was[2]) {
    const shown = (minorUnits: number) => formatMoney(money(minorUnits, currencyCode(currency)));
    return `of ${name} ${shown(remaining)} is left to pay and was ${shown(was[2])}`;
  }
  return `what would be done to ${name} is no longer what was shown`;
}
