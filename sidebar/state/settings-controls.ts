import type {ApprovalLimits, SettingsProblem, SettingsValues} from '../../src/core/settings-contract.ts';

/** The settings that say who may do what, as a person types them. */
export interface ControlsForm {
  readonly approvalsIn: SettingsValues['approvals']['in'];
  readonly limits: readonly LimitLine[];
  /** Days. */
  readonly longestTerms: string;
  /** One address for each line; blank for anybody but the preparer. */
  readonly approvers: string;
  /** YYYY-MM-DD; blank while no month is closed. */
  readonly booksClosedThrough: string;
  readonly controllerEmail: string;
}

/** The limits of one currency; a blank amount is no limit, and a line that is blank is none. */
export interface LimitLine {
  readonly currency: string;
  readonly perInvoice: string;
  readonly perCustomerDay: string;
  readonly perBatch: string;
}

export const blankLimit: LimitLine = {currency: '', perInvoice: '', perCustomerDay: '', perBatch: ''};

type Controls = Pick<SettingsValues, 'approvals' | 'booksClosedThrough' | 'controllerEmail'>;

export function controlsFormOf({approvals, booksClosedThrough, controllerEmail}: Controls): ControlsForm {
  const shown = (amount: number | null) => (amount === null ? '' : amount.toLocaleString('en-US'));
  return {
    approvalsIn: approvals.in,
    limits: approvals.limits.map(({currency, perInvoice, perCustomerDay, perBatch}) => ({
      currency,
      perInvoice: shown(perInvoice),
      perCustomerDay: shown(perCustomerDay),
      perBatch: shown(perBatch),
    })),
    longestTerms: String(approvals.longestTermsDays),
    approvers: approvals.approvers.join('\n'),
    booksClosedThrough: booksClosedThrough ?? '',
    controllerEmail: controllerEmail ?? '',
  };
}

/** What was typed, and what of it is no value at all. */
export function readControls(form: ControlsForm): {
  readonly values: Controls;
  readonly problems: readonly SettingsProblem[];
} {
  const lines = form.limits.filter((line) => Object.values(line).some((cell) => cell.trim() !== ''));
  const limits = lines.map(limitsOf);
  const days = /^\d{1,4}$/.test(form.longestTerms.trim()) ? Number(form.longestTerms) : null;
  return {
    values: {
      approvals: {
        in: form.approvalsIn,
        limits: limits.flatMap((limit) => limit ?? []),
        longestTermsDays: days ?? 0,
        approvers: form.approvers
          .split(/[\n,;]/)
          .map((address) => address.trim())
          .filter((address) => address !== ''),
      },
      booksClosedThrough: form.booksClosedThrough === '' ? null : form.booksClosedThrough,
      controllerEmail: form.controllerEmail.trim() === '' ? null : form.controllerEmail.trim(),
    },
    problems: [
      ...(limits.includes(null)
        ? [
            {
              field: 'approvals.limits' as const,
              message: 'Write a currency such as EUR, and amounts such as 10,000; blank for no limit.',
            },
          ]
        : []),
      ...(days === null
        ? [{field: 'approvals.longestTermsDays' as const, message: 'Write whole days, such as 62.'}]
        : []),
    ],
  };
}

/** Null where a cell holds something else than it should. */
function limitsOf({currency, perInvoice, perCustomerDay, perBatch}: LimitLine): ApprovalLimits | null {
  const code = currency.trim().toUpperCase();
  const [invoice, day, batch] = [perInvoice, perCustomerDay, perBatch].map(amountOf);
  if (!/^[A-Z]{3}$/.test(code) || invoice === undefined || day === undefined || batch === undefined) {
    return null;
  }
  return {currency: code, perInvoice: invoice, perCustomerDay: day, perBatch: batch};
}

/** Null is no limit; undefined for what is no amount. */
function amountOf(typed: string): number | null | undefined {
  const text = typed.replace(/\s/g, '');
  if (text === '') return null;
  return /^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text) ? Number(text.replace(/,/g, '')) : undefined;
}
