import {type AuditEntry, blankEntry} from '../../../src/core/audit/audit-entry.ts';
import {type FakePorts, type FakePortsOptions, fakePorts} from '../../support/fake-ports.ts';
import {type FakeSheet, usedValues} from '../../support/fake-sheet.ts';

/** A voided invoice, as its row will say it. */
export function voided(object: string, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    ...blankEntry,
    action: 'Invoice voided',
    object,
    customerId: 'cus_Nordwind1',
    currency: 'EUR',
    amount: 4_820_000,
    reason: 'Billed twice',
    digest: `digest of ${object}`,
    ...more,
  };
}

/** Ports of a spreadsheet in New York whose person has a test key. */
export function auditDesk(options: FakePortsOptions = {}): FakePorts {
  return fakePorts({now: '2026-03-15T12:00:00Z', ...options});
}

/** What people see on the tab, the headers first; nothing without the tab. */
export function logValues({audit}: FakePorts) {
  return audit.sheet === null ? [] : usedValues(audit.sheet);
}

export function logSheet({audit}: FakePorts): FakeSheet {
  if (audit.sheet === null) throw new Error('There is no Audit Log yet.');
  return audit.sheet;
}

/** The cells of one column below its header. */
export function logColumn(ports: FakePorts, header: string) {
  const [headers = [], ...rows] = logValues(ports);
  return rows.map((row) => row[headers.indexOf(header)]);
}
