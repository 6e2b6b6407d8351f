import {addDays, addMonths, type CivilDate, endOfMonth} from '../time/civil-date.ts';

/** When an invoice is due, counted from its date. */
export type PaymentTerms =
  /** So many days after the invoice date; 0 is due on receipt. */
  | {readonly kind: 'net'; readonly days: number}
  /** So many days after the last day of the invoice's month. */
  | {readonly kind: 'end-of-month'; readonly days: number}
  /** On a day of the month after the invoice's; in a shorter month on its last day. */
  | {readonly kind: 'day-of-next-month'; readonly day: number};

/** Ten years: more is a slip of the keyboard. */
const daysMax = 3650;

/** What `paymentTerms` understands, for the sentence that refuses the rest. */
export const termsUnderstood = 'Due on receipt, Net 30, EOM, EOM+30 or 15th of next month';

/**
 * Reads terms as people write them, in any case and with any dash: `Due on receipt`, `Net 30`, `net30`, `30 days`,
 * `30`, `EOM`, `End of month`, `EOM+30`, `15th of next month`. Null for anything else: "Net 30 EOM" is left out on
 * purpose, because some read it as 30 days after the month and others as the end of the month 30 days on.
 */
export function paymentTerms(text: string): PaymentTerms | null {
  const terms = text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
  if (/^((due|payable) )?(up)?on receipt$|^(due )?immediate(ly)?$/.test(terms)) return {kind: 'net', days: 0};

  const net = /^(?:net[ -]?)?(\d+)(?: ?days?)?$/.exec(terms);
  if (net !== null) return withinLimit('net', Number(net[1]));

  const monthEnd =
    /^(?:eom|(?:due )?(?:at )?(?:the )?end of (?:the )?month)(?: ?\+ ?(\d+)(?: ?days?)?)?$/.exec(terms);
  if (monthEnd !== null) return withinLimit('end-of-month', Number(monthEnd[1] ?? 0));

  const nextMonth =
    /^(?:due )?(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)? of (?:the )?(?:next|following) month$/.exec(terms);
  const day = Number(nextMonth?.[1] ?? 0);
  return day >= 1 && day <= 31 ? {kind: 'day-of-next-month', day} : null;
}

function withinLimit(kind: 'net' | 'end-of-month', days: number): PaymentTerms | null {
  return days <= daysMax ? {kind, days} : null;
}

/** The day on which an invoice of that date is due. Rule T4 where a month is too short. */
export function dueDate(invoiceDate: CivilDate, terms: PaymentTerms): CivilDate {
  switch (terms.kind) {
    case 'net':
      return addDays(invoiceDate, terms.days);
    case 'end-of-month':
      return addDays(endOfMonth(invoiceDate), terms.days);
    case 'day-of-next-month':
      return addMonths({...invoiceDate, day: terms.day}, 1);
  }
}
