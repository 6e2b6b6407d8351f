import type {ApprovalQuestion} from '../approvals/approval-question.ts';
import type {ApprovalRecord} from '../approvals/require-approval.ts';
import {type AuditEntry, blankEntry} from '../audit/audit-entry.ts';
import type {Digest, Properties} from '../ports.ts';
import {settingsFields} from '../settings.ts';
import type {SettingsField, SettingsValues} from '../sidebar-contract.ts';

/** One setting that is another now. */
export interface SettingChange {
  readonly field: SettingsField;
  /** JSON; texts without quotation marks. */
  readonly before: string;
  readonly after: string;
  /** Whether it says who may do what. */
  readonly isControl: boolean;
}

/** Counts how often settings were saved, so that the same change made a second time is another one. */
const revisionProperty = 'settings.revision';

export function changesBetween(before: SettingsValues, after: SettingsValues): readonly SettingChange[] {
  return settingsFields.flatMap((field) => {
    const [was, is] = [textOf(before, field), textOf(after, field)];
    const isControl =
      field.startsWith('approvals.') || field === 'booksClosedThrough' || field === 'controllerEmail';
    return was === is ? [] : [{field, before: was, after: is, isControl}];
  });
}

/** What somebody else would agree to. */
export function settingsQuestion(
  {digest, documentProperties}: {readonly digest: Digest; readonly documentProperties: Properties},
  {changes, isLive}: {readonly changes: readonly SettingChange[]; readonly isLive: boolean},
): ApprovalQuestion {
  const shown = changes.map(({field, before, after}) => [field, before, after]);
  return {
    digest: digest.sha256Hex(JSON.stringify(['settings', readRevision(documentProperties), shown])),
    kind: 'settings',
    mode: isLive ? 'live' : 'test',
    title: 'Change Settings',
    objects: changes.map(({field, before, after}) => ({
      line: `${field}: ${before} → ${after}`,
      invoiceId: null,
      customerId: null,
      currency: null,
      amount: null,
    })),
  };
}

export function settingsEntries(
  changes: readonly SettingChange[],
  {digest, passed}: {readonly digest: string; readonly passed: ApprovalRecord},
): readonly AuditEntry[] {
  return changes.map(({field, before, after}) => ({
    ...blankEntry,
    ...passed,
    action: 'Settings changed',
    object: field,
    before,
    after,
    digest,
  }));
}

export function raiseRevision(documentProperties: Properties): void {
  documentProperties.write(revisionProperty, String(readRevision(documentProperties) + 1));
}

function readRevision(documentProperties: Properties): number {
  return Number(documentProperties.read(revisionProperty) ?? 0);
}

function textOf(values: SettingsValues, field: SettingsField): string {
  const value = field.split('.').reduce((part: unknown, name) => Reflect.get(Object(part), name), values);
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
