import * as v from 'valibot';
import type {Clock, Mail, Properties, Tables} from '../ports.ts';
import {readSettings} from '../settings.ts';
import {formatIsoDate} from '../time/civil-date.ts';
import {civilDateAt} from '../time/zone.ts';
import {readAnchor} from './audit-anchor.ts';

export interface MailAnchorPorts {
  readonly mail: Mail;
  readonly clock: Pick<Clock, 'nowUnixMs'>;
  readonly documentProperties: Properties;
  readonly tables: Pick<Tables, 'timeZone'>;
}

const mailedProperty = 'audit.mailed';
const stored = v.object({rows: v.number(), day: v.string()});

/**
 * Sends the last hash and the number of rows of the Audit Log to the controller, once a day and only when it has grown:
 * what stands in a mailbox no editor of the spreadsheet can compute anew.
 */
export function mailAuditAnchor({mail, clock, documentProperties, tables}: MailAnchorPorts): void {
  const anchor = readAnchor(documentProperties);
  if (anchor === null || anchor.rows === 0) return;
  const {controllerEmail} = readSettings(documentProperties);
  if (controllerEmail === null) return;
  const mailed = readMailed(documentProperties);
  const day = formatIsoDate(civilDateAt(Math.floor(clock.nowUnixMs() / 1000), tables.timeZone()));
  if (mailed !== null && (mailed.rows === anchor.rows || mailed.day === day)) return;

  const {rows, hash} = anchor;
  const since = mailed === null ? '' : `, ${rows - mailed.rows} more than in the mail of ${mailed.day}`;
  mail.send({
    to: controllerEmail,
    subject: `Audit Log on ${day}: ${rows} rows`,
    text: [
      `The Audit Log of your Billing Ops spreadsheet has ${rows} rows${since}.`,
      `The hash of row number ${rows} is\n${hash}`,
      'Keep this mail. Whoever checks the log compares the hash of that row with it: Billing Ops, Verify Audit Log shows whether the rows fit each other, and this mail whether they are the ones that were written.',
    ].join('\n\n'),
  });
  const now: v.InferInput<typeof stored> = {rows, day};
  documentProperties.write(mailedProperty, JSON.stringify(now));
}

function readMailed(documentProperties: Properties): v.InferOutput<typeof stored> | null {
  const text = documentProperties.read(mailedProperty);
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), stored), text);
  return parsed.success ? parsed.output : null;
}
