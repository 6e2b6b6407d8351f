import type {DraftInvoice} from '../draft-invoice.ts';
import type {DraftLine} from '../draft-line.ts';
import {type RowProblem, rowProblem} from '../row-problem.ts';
import {isReverseCharge, type LookUps} from './look-ups.ts';
import type {FoundCustomer, TaxRate} from './wire-objects.ts';

export interface PlannedTax {
  readonly automatic: boolean;
  /** In the order of the lines. */
  readonly rateIds: readonly (readonly string[])[];
  /** `VAT 19%`, `automatic`, `none: reverse charge`; several of them where lines differ. */
  readonly treatment: string;
  readonly problems: readonly RowProblem[];
}

/** How every line is taxed; a blank was refused before, so nothing is ever taxed by default. */
export function planTax(
  draft: DraftInvoice,
  customer: FoundCustomer,
  {taxRates, taxIds}: Pick<LookUps, 'taxRates' | 'taxIds'>,
): PlannedTax {
  const problems: RowProblem[] = [];
  const rates = draft.lines.map((line) => rateOf(line, taxRates, problems));
  for (const line of draft.lines) problems.push(...exemptionProblems(line));
  problems.push(...reverseChargeProblems(draft, customer, taxIds.get(customer.id) ?? []));
  const automatic = draft.lines.some(({tax}) => tax.kind === 'automatic');
  if (automatic && customer.country === null) {
    problems.push(
      rowProblem({
        row: draft.rows[0] ?? 0,
        header: 'Tax',
        fact: `automatic tax needs an address, and Stripe has none of ${customer.id}`,
        nextStep: 'Enter the address at the customer in Stripe, or name a tax rate.',
      }),
    );
  }
  const treatments = draft.lines.map(({tax}, index) => {
    const rate = rates[index] ?? null;
    if (rate !== null) return `${rate.name} ${rate.percentage}%${rate.isInclusive ? ' inclusive' : ''}`;
    return tax.kind === 'none' ? `none: ${tax.reason}` : 'automatic';
  });
  return {
    automatic,
    rateIds: rates.map((rate) => (rate === null ? [] : [rate.id])),
    treatment: [...new Set(treatments)].join('; '),
    problems,
  };
}

function rateOf({row, tax}: DraftLine, taxRates: readonly TaxRate[], problems: RowProblem[]): TaxRate | null {
  if (tax.kind !== 'rate') return null;
  const wanted = tax.name.toLowerCase();
  const matching = taxRates.filter(
    ({id, name, percentage}) =>
      id === tax.name || [name, `${name} ${percentage}%`].some((one) => one.toLowerCase() === wanted),
  );
  const [rate, second] = matching;
  if (rate !== undefined && second === undefined) return rate;
  const refuse = (fact: string, nextStep: string) =>
    problems.push(rowProblem({row, header: 'Tax', fact, nextStep}));
  if (rate === undefined) {
    const names = [...new Set(taxRates.map(({name}) => `“${name}”`))].slice(0, 8).join(', ');
    refuse(
      `no active tax rate is called “${tax.name}”`,
      names === ''
        ? 'Make one in Stripe, or enter “automatic” or “none: ” with the reason.'
        : `Active are ${names}; or enter “automatic” or “none: ” with the reason.`,
    );
  } else {
    const ids = matching.map(({id, percentage}) => `${id} (${percentage}%)`);
    refuse(
      `${ids.length} active tax rates are called “${tax.name}”: ${ids.join(', ')}`,
      'Enter the id of the one you mean.',
    );
  }
  return null;
}

/** An exemption without its certificate does not survive an audit. */
function exemptionProblems({row, tax}: DraftLine): readonly RowProblem[] {
  if (tax.kind !== 'none' || !/exempt/i.test(tax.reason) || /\d/.test(tax.reason)) return [];
  return [
    rowProblem({
      row,
      header: 'Tax',
      fact: 'an exemption is claimed without its certificate',
      nextStep: 'Enter its number, for example “none: exempt, certificate 4711”.',
    }),
  ];
}

/** The customer accounts for the tax only with a tax id that was verified, and where the invoice says so. */
function reverseChargeProblems(
  draft: DraftInvoice,
  {id}: FoundCustomer,
  taxIds: LookUps['taxIds'] extends ReadonlyMap<string, infer Ids> ? Ids : never,
): readonly RowProblem[] {
  const line = draft.lines.find(({tax}) => tax.kind === 'none' && isReverseCharge(tax.reason));
  if (line === undefined) return [];
  const problem = (header: string, fact: string, nextStep: string) =>
    rowProblem({row: header === 'Tax' ? line.row : (draft.rows[0] ?? 0), header, fact, nextStep});
  return [
    ...(taxIds.some(({isVerified}) => isVerified)
      ? []
      : [
          problem(
            'Tax',
            taxIds.length === 0
              ? `a reverse charge needs a tax id, and Stripe has none of ${id}`
              : `a reverse charge needs a verified tax id, and none of ${id} is verified`,
            'Enter the tax id at the customer in Stripe and let Stripe verify it.',
          ),
        ]),
    ...(draft.memo === null && draft.footer === null
      ? [
          problem(
            'Memo',
            'a reverse charge must be stated on the invoice',
            'Enter the sentence that the law asks for as Memo or Footer.',
          ),
        ]
      : []),
  ];
}
