import * as v from 'valibot';
import {AddonError} from './errors/addon-error.ts';
import {currencyCode} from './money/currency.ts';
import {fromMajor} from './money/money.ts';
import type {ApprovalSettings} from './settings-contract.ts';
import {parseIsoDate} from './time/civil-date.ts';

/** Longer than Net 60 and than EOM+30 wants a second look. */
const longestTermsDays = 62;

export const approvalsByDefault: ApprovalSettings = {
  in: 'live',
  limits: ['USD', 'EUR', 'GBP'].map((currency) => ({
    currency,
    perInvoice: 10_000,
    perCustomerDay: 25_000,
    perBatch: 100_000,
  })),
  longestTermsDays,
  approvers: [],
};

const inWanted = 'must be "live", "always" or "never"';
const limitsWanted =
  'must be a list with one entry for each currency, such as [{"currency": "USD", "perInvoice": 10000, "perCustomerDay": 25000, "perBatch": 100000}], amounts in major units and null for no limit';
const termsWanted = 'must be a whole number of days from 0 to 3650';
const approversWanted = 'must be a list of e-mail addresses';
const closedWanted = 'must be null or a day such as "2026-05-31"';
const emailWanted = 'must be null or an e-mail address';

const address = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;

const limit = v.optional(v.nullable(v.pipe(v.number(limitsWanted), v.minValue(0, limitsWanted))), null);
const limits = v.pipe(
  v.array(
    v.strictObject(
      {
        currency: v.pipe(v.string(limitsWanted), v.regex(/^[A-Za-z]{3}$/, limitsWanted), v.toUpperCase()),
        perInvoice: limit,
        perCustomerDay: limit,
        perBatch: limit,
      },
      limitsWanted,
    ),
    limitsWanted,
  ),
  v.check((all) => new Set(all.map(({currency}) => currency)).size === all.length, limitsWanted),
  v.check(
    (all) =>
      all.every(({currency, perInvoice, perCustomerDay, perBatch}) =>
        [perInvoice, perCustomerDay, perBatch].every((amount) => isAmount(amount, currency)),
      ),
    limitsWanted,
  ),
);

/** What `approvals` of the settings is made of. */
export const storedApprovals = {
  in: v.optional(v.picklist(['live', 'always', 'never'], inWanted), approvalsByDefault.in),
  limits: v.optional(limits, [...approvalsByDefault.limits]),
  longestTermsDays: v.optional(
    v.pipe(
      v.number(termsWanted),
      v.integer(termsWanted),
      v.minValue(0, termsWanted),
      v.maxValue(3_650, termsWanted),
    ),
    longestTermsDays,
  ),
  approvers: v.optional(
    v.array(
      v.pipe(v.string(approversWanted), v.trim(), v.toLowerCase(), v.regex(address, approversWanted)),
      approversWanted,
    ),
    [],
  ),
};

export const booksClosedThrough = v.nullable(v.pipe(v.string(closedWanted), v.check(isDay, closedWanted)));

export const controllerEmail = v.nullable(
  v.pipe(v.string(emailWanted), v.trim(), v.regex(address, emailWanted)),
);

/** None of a currency without decimals has any. */
function isAmount(amount: number | null, currency: string): boolean {
  return amount === null || works(() => fromMajor(amount, currencyCode(currency)));
}

function isDay(text: string): boolean {
  return works(() => parseIsoDate(text)) && text.trim() === text;
}

function works(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (fault) {
    // The question is whether it can be read; that it cannot is an answer.
    if (fault instanceof AddonError) return false;
    throw fault;
  }
}
