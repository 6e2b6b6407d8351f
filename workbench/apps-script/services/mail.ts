import type {HostService, Json} from '../host-call.ts';
import type {QuotaLedger} from '../quota-ledger.ts';
import {objectAt, textAt, unknownMethod} from './arguments.ts';

/** A mail that a script has sent: the workbench keeps it and sends nothing. */
export interface SentMail {
  readonly atUnixMs: number;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: string;
  /** The name that its reader sees; '' for the sender's own. */
  readonly senderName: string;
  readonly subject: string;
  readonly body: string;
  readonly htmlBody: string;
  readonly attachments: readonly {readonly name: string; readonly bytes: number}[];
}

/** The host side of MailApp and of GmailApp.sendEmail. */
export interface MailHost extends HostService {
  /** The latest, oldest first. */
  sent(): readonly SentMail[];
}

/** More mails than this are forgotten, the oldest first. */
const mailsKeptMax = 200;

// https://developers.google.com/apps-script/guides/services/quotas
const recipientsPerMessageMax = 50;
const bodyBytesMax = 200 * 1024;
const attachmentsMax = 250;
const attachmentBytesMax = 25 * 1024 * 1024;
const subjectCharactersMax = 250;

export function createMailService(options: {
  readonly quota: QuotaLedger;
  readonly nowUnixMs: () => number;
}): MailHost {
  const sent: SentMail[] = [];
  return {
    name: 'MailApp',
    call(method, args): Json {
      switch (method) {
        case 'getRemainingDailyQuota':
          return options.quota.limits.email - options.quota.used('email');
        case 'sendEmail': {
          const mail = checkedMail(objectAt(args, 0), options.nowUnixMs());
          options.quota.spend('email', recipientsOf(mail).length);
          sent.push(mail);
          if (sent.length > mailsKeptMax) sent.shift();
          return null;
        }
        default:
          throw unknownMethod('MailApp', method);
      }
    },
    sent: () => sent,
  };
}

/** @throws Error in Google's words for a mail that it does not send */
function checkedMail(fields: {readonly [key: string]: Json}, atUnixMs: number): SentMail {
  const text = (name: string): string => textAt([fields[name] ?? ''], 0);
  const mail: SentMail = {
    atUnixMs,
    to: addressesIn(text('to')),
    cc: addressesIn(text('cc')),
    bcc: addressesIn(text('bcc')),
    replyTo: text('replyTo'),
    senderName: text('name'),
    subject: text('subject'),
    body: text('body'),
    htmlBody: text('htmlBody'),
    attachments: attachmentsIn(fields['attachments'] ?? []),
  };
  const attached = mail.attachments.reduce((sum, {bytes}) => sum + bytes, 0);
  if (recipientsOf(mail).length === 0) throw new Error('Failed to send email: no recipient');
  if (recipientsOf(mail).length > recipientsPerMessageMax) {
    throw new Error('Limit Exceeded: Email Recipients Per Message.');
  }
  if (mail.subject.length > subjectCharactersMax) throw new Error('Argument too large: subject');
  if (Buffer.byteLength(mail.body) > bodyBytesMax || Buffer.byteLength(mail.htmlBody) > bodyBytesMax) {
    throw new Error('Limit Exceeded: Email Body Size.');
  }
  if (mail.attachments.length > attachmentsMax || attached > attachmentBytesMax) {
    throw new Error('Limit Exceeded: Email Total Attachments Size.');
  }
  return mail;
}

function recipientsOf({to, cc, bcc}: SentMail): readonly string[] {
  return [...to, ...cc, ...bcc];
}

/** `a@b.example, Ann Example <ann@b.example>` */
function addressesIn(text: string): readonly string[] {
  const addresses = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const address of addresses) {
    const plain = /<([^<>]*)>$/.exec(address)?.[1] ?? address;
    if (!/^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)+$/.test(plain)) throw new Error(`Invalid email: ${address}`);
  }
  return addresses;
}

function attachmentsIn(value: Json): SentMail['attachments'] {
  if (!Array.isArray(value)) throw new Error('Broken invariant: attachments of a mail that are no list.');
  return value.map((one: Json) => {
    const fields = objectAt([one], 0);
    return {name: textAt([fields['name'] ?? ''], 0), bytes: Number(fields['bytes'] ?? 0)};
  });
}
