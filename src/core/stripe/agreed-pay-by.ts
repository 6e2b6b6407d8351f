import {replyTo} from '../failure.ts';
import {type CivilDate, parseIsoDate} from '../time/civil-date.ts';
import type {Invoice} from './invoice.ts';

/** Metadata of an invoice: the day by which its customer is to pay, agreed after it became final. It never moves aging. */
export const payByMetadataKey = 'billing_ops_pay_by';

/** Null where none is agreed, or somebody wrote into Stripe what is no day. */
export function agreedPayBy({metadata}: Pick<Invoice, 'metadata'>): CivilDate | null {
  const text = metadata[payByMetadataKey];
  if (!text) return null;
  const read = replyTo(() => parseIsoDate(text));
  return read.status === 'done' ? read.value : null;
}
