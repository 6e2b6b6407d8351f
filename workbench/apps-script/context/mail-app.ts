import {googleException, signatureMismatch} from './google-exception.ts';
import type {HostCall, Json} from './host-call.ts';
import {onlyKnown} from './only-known.ts';
import {type ServiceCall, serviceCall} from './service-call.ts';

type Blob = GoogleAppsScript.Base.Blob;
type Fields = Readonly<Record<string, unknown>>;

/** https://developers.google.com/apps-script/reference/mail/mail-app */
export function createMailApp(hostCall: HostCall) {
  const call = serviceCall(hostCall, 'MailApp');
  return onlyKnown('MailApp', {
    getRemainingDailyQuota: () => Number(call('getRemainingDailyQuota')),
    sendEmail: (...args: readonly unknown[]): void => send(call, messageOf(args)),
  });
}

/** Only to send with. https://developers.google.com/apps-script/reference/gmail/gmail-app#sendEmail(String,String,String,Object) */
export function createGmailApp(hostCall: HostCall) {
  const call = serviceCall(hostCall, 'GmailApp');
  return onlyKnown('GmailApp', {
    sendEmail(...args: readonly unknown[]) {
      if (args.length < 3 || !isText(args[1])) throw signatureMismatch('GmailApp.sendEmail', args);
      send(call, messageOf(args));
      return this;
    },
  });
}

/** Forms: (message), (recipient, subject, body), (recipient, subject, body, options), (to, replyTo, subject, body). */
function messageOf(args: readonly unknown[]): Fields {
  const [first, second, third, fourth] = args;
  if (args.length === 1 && isFields(first)) return first;
  const areTexts = isText(first) && isText(second) && isText(third);
  if (areTexts && args.length === 3) return {to: first, subject: second, body: third};
  if (areTexts && args.length === 4 && isFields(fourth)) {
    return {...fourth, to: first, subject: second, body: third};
  }
  if (areTexts && args.length === 4 && isText(fourth)) {
    return {to: first, replyTo: second, subject: third, body: fourth};
  }
  throw signatureMismatch('MailApp.sendEmail', args);
}

function send(call: ServiceCall, message: Fields): void {
  if (message['inlineImages'] !== undefined) {
    throw googleException('Inline images of a mail are not in the workbench yet. Attach them.');
  }
  const text = (name: string): string => String(message[name] ?? '');
  call('sendEmail', {
    to: text('to'),
    cc: text('cc'),
    bcc: text('bcc'),
    replyTo: text('replyTo'),
    name: text('name'),
    subject: text('subject'),
    body: text('body'),
    htmlBody: text('htmlBody'),
    attachments: attachmentsOf(message['attachments']),
  });
}

function attachmentsOf(value: unknown): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw signatureMismatch('MailApp.sendEmail', [value]);
  return value.map((source: {getBlob?(): Blob} & Blob) => {
    const blob = typeof source.getBytes === 'function' ? source : source.getBlob?.();
    if (blob === undefined) throw googleException('Invalid argument: attachments');
    return {name: blob.getName() ?? '', bytes: blob.getBytes().length};
  });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
