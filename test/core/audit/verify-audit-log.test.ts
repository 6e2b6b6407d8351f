import {type AuditHeader, auditHeaders} from '../../../src/core/audit/audit-columns.ts';
import {appendAudit} from '../../../src/core/audit/audit-log.ts';
import {verifyAuditLog} from '../../../src/core/audit/verify-audit-log.ts';
import {nodeDigest} from '../../support/fake-draft-sheet.ts';
import type {FakePorts} from '../../support/fake-ports.ts';
import {cellOf, moveLines, put} from '../../support/fake-sheet.ts';
import {auditDesk, logColumn, logSheet, logValues, voided} from './audit-desk.ts';

/** A log of that many rows, in two calls. */
function logOf(rows: number): FakePorts {
  const ports = auditDesk();
  const entries = Array.from({length: rows}, (_, index) => voided(`in_${index + 1}`));
  appendAudit(ports, entries.slice(0, 2));
  appendAudit(ports, entries.slice(2));
  return ports;
}

function column(header: AuditHeader): number {
  return auditHeaders.indexOf(header) + 1;
}

/** Types over a cell of a row of the sheet. */
function tamper(ports: FakePorts, row: number, header: AuditHeader, value: string | number): void {
  const sheet = logSheet(ports);
  put(sheet, row, column(header), {...cellOf(sheet, row, column(header)), value});
}

function deleteRow(ports: FakePorts, row: number): void {
  moveLines(logSheet(ports), 'row', (index) => {
    if (index === row) return null;
    return index > row ? index - 1 : index;
  });
}

describe('verifyAuditLog()', () => {
  test('says how many rows hold and which hash to compare with the mail', () => {
    const ports = logOf(5);
    expect(verifyAuditLog(ports)).toEqual({
      holds: true,
      message: `The Audit Log holds: 5 rows, each as it was written. The last hash is ${logColumn(ports, 'Hash')[4]}. Compare it with the last mail to the controller.`,
    });
  });

  test('says that there is none yet', () => {
    expect(verifyAuditLog(auditDesk())).toEqual({
      holds: true,
      message: 'There is no Audit Log yet: nothing was done that belongs into it.',
    });
  });

  test.each(auditHeaders.filter((header) => header !== 'Hash' && header !== 'Seq'))(
    'finds a row whose %s was changed',
    (header) => {
      const ports = logOf(5);
      tamper(ports, 4, header, header === 'Amount' ? 1 : 'something else');
      const {holds, message} = verifyAuditLog(ports);
      expect(holds).toBe(false);
      expect(message).toMatch(
        /^The Audit Log does not hold\. Row 4 was changed after it was written: its hash does not fit\. It now says .*\. File, Version history shows its cells as they were, and who changed them\.$/,
      );
    },
  );

  test('says what the changed row says now', () => {
    const ports = logOf(3);
    tamper(ports, 3, 'Who', 'mallory@example.com');
    expect(verifyAuditLog(ports).message).toBe(
      'The Audit Log does not hold. Row 3 was changed after it was written: its hash does not fit. It now says 2026-03-15T12:00:00Z, mallory@example.com, Invoice voided, in_2. File, Version history shows its cells as they were, and who changed them.',
    );
  });

  test('finds an amount that became a text of the same digits', () => {
    const ports = logOf(3);
    tamper(ports, 2, 'Amount', '48200');
    expect(verifyAuditLog(ports).message).toContain('Row 2 was changed after it was written');
  });

  test('tells a changed hash from a changed row', () => {
    const ports = logOf(3);
    tamper(ports, 2, 'Hash', 'f'.repeat(64));
    expect(verifyAuditLog(ports).message).toBe(
      'The Audit Log does not hold. Row 2 was changed after it was written: its cell Hash alone is another. File, Version history shows its cells as they were, and who changed them.',
    );
  });

  test('finds a row that was deleted, and several', () => {
    const ports = logOf(6);
    deleteRow(ports, 3);
    expect(verifyAuditLog(ports).message).toBe(
      'The Audit Log does not hold. Before row 3 number 2 is missing: a row was deleted. File, Version history shows who did that and has them.',
    );
    deleteRow(ports, 3);
    expect(verifyAuditLog(ports).message).toBe(
      'The Audit Log does not hold. Before row 3 numbers 2 to 3 are missing: rows were deleted. File, Version history shows who did that and has them.',
    );
  });

  test('finds a row that was inserted, with a number of its own or a copied one', () => {
    const ports = logOf(3);
    moveLines(logSheet(ports), 'row', (index) => (index > 2 ? index + 1 : index));
    tamper(ports, 3, 'Action', 'Invoice approved');
    expect(verifyAuditLog(ports).message).toBe(
      'The Audit Log does not hold. Row 3 was changed or inserted: its Seq is “”, and 2 belongs there. File, Version history shows its cells as they were, and who changed them.',
    );
    tamper(ports, 3, 'Seq', 1);
    expect(verifyAuditLog(ports).message).toBe(
      'The Audit Log does not hold. Row 3 was inserted: number 1 is there twice. File, Version history shows its cells as they were, and who changed them.',
    );
  });

  test('says that the tab was sorted, and how to put it back', () => {
    const ports = logOf(4);
    moveLines(logSheet(ports), 'row', (index) => (index === 1 ? 1 : 7 - index));
    expect(verifyAuditLog(ports).message).toBe(
      'The Audit Log does not hold. Row 2 is out of order: it is number 4, and 1 belongs there. Sort the tab by Seq, from the smallest, and verify again.',
    );
    moveLines(logSheet(ports), 'row', (index) => (index === 1 ? 1 : 7 - index));
    expect(verifyAuditLog(ports).holds).toBe(true);
  });

  test('finds rows that were cut off at the end', () => {
    const ports = logOf(4);
    const lastHash = logColumn(ports, 'Hash')[3];
    deleteRow(ports, 5);
    expect(verifyAuditLog(ports).message).toBe(
      `The Audit Log does not hold. 1 row was cut off at the end: the last row here is number 3, and number 4 was written with the hash ${lastHash}. File, Version history shows who did that and has them.`,
    );
    deleteRow(ports, 4);
    expect(verifyAuditLog(ports).message).toContain(
      '2 rows were cut off at the end: the last row here is number 2,',
    );
  });

  test('finds that the end was cut off although more was written since', () => {
    const ports = logOf(4);
    deleteRow(ports, 5);
    appendAudit(ports, [voided('in_9')]);
    expect(verifyAuditLog(ports).message).toContain('Before row 5 number 4 is missing: a row was deleted.');
  });

  test('finds a log whose every hash somebody computed anew', () => {
    const ports = logOf(4);
    const digest = nodeDigest();
    tamper(ports, 3, 'Who', 'mallory@example.com');
    let previous = '';
    logValues(ports).forEach((row, index) => {
      if (index === 0) return;
      previous = digest.sha256Hex(`${previous}\n${JSON.stringify(row.slice(0, -1))}`);
      tamper(ports, index + 1, 'Hash', previous);
    });
    expect(verifyAuditLog(ports).message).toMatch(
      /^The Audit Log does not hold\. The last row is not the one that was written: its hash is [0-9a-f]{64}, and [0-9a-f]{64} is remembered\. The rows were computed anew\. File, Version history/,
    );
  });

  test('says that the tab was deleted, and goes on saying so once there is a new one', () => {
    const ports = logOf(3);
    const hash = logColumn(ports, 'Hash')[2];
    ports.tables.sheets.splice(ports.tables.sheets.indexOf(logSheet(ports)), 1);
    expect(verifyAuditLog(ports).message).toBe(
      `The Audit Log does not hold. The tab Audit Log was deleted: it had 3 rows, the last with the hash ${hash}. File, Version history shows who did that and has them.`,
    );

    appendAudit(ports, [voided('in_4')]);
    expect(logColumn(ports, 'Action')).toEqual(['Audit Log begun again', 'Invoice voided']);
    expect(logColumn(ports, 'Seq')).toEqual([4, 5]);
    expect(logColumn(ports, 'Before')).toEqual([`3 rows, last hash ${hash}`, '']);
    expect(verifyAuditLog(ports).message).toContain(
      'Before row 2 numbers 1 to 3 are missing: rows were deleted.',
    );
  });

  test('takes a copy of the spreadsheet for what it is, and goes on with it', () => {
    const ports = logOf(3);
    const hash = logColumn(ports, 'Hash')[2];
    ports.tables.forget();
    ports.documentProperties.write('audit.anchor', null);
    expect(verifyAuditLog(ports)).toEqual({
      holds: false,
      message: `The Audit Log does not hold. Its 3 rows fit each other, but this spreadsheet does not remember having written them: it is a copy, or its memory was cleared. Compare with the original, or with the last mail to the controller: the last hash here is ${hash}.`,
    });

    appendAudit(ports, [voided('in_4')]);
    expect(logColumn(ports, 'Action').slice(3)).toEqual(['Audit Log taken over', 'Invoice voided']);
    expect(verifyAuditLog(ports).holds).toBe(true);
  });

  test('holds under another name, with columns of people beside and between', () => {
    const ports = logOf(2);
    logSheet(ports).title = 'Protokoll';
    moveLines(logSheet(ports), 'column', (index) => (index > 3 ? index + 1 : index));
    const sheet = logSheet(ports);
    put(sheet, 1, 4, {...cellOf(sheet, 1, 4), value: 'Seen by auditor'});
    put(sheet, 2, 4, {...cellOf(sheet, 2, 4), value: 'yes'});
    put(sheet, 9, 4, {...cellOf(sheet, 9, 4), value: 'see above'});
    appendAudit(ports, [voided('in_3')]);
    expect(verifyAuditLog(ports).holds).toBe(true);
    expect(cellOf(sheet, 10, 9).value).toBe('in_3');
  });

  test('holds after a run that was ended while it wrote', () => {
    const ports = logOf(2);
    for (const moment of ['before', 'after'] as const) {
      ports.audit.onWrite = (now) => {
        if (now === moment) throw new Error('killed');
      };
      expect(() => appendAudit(ports, [voided(`in_${moment}`)])).toThrow('killed');
      ports.audit.onWrite = () => undefined;
      expect(verifyAuditLog(ports).holds).toBe(true);
    }
    // What that run wrote cannot be cut off unnoticed either, once the next has gone on.
    appendAudit(ports, [voided('in_8')]);
    expect(logColumn(ports, 'Seq')).toEqual([1, 2, 3, 4]);
    expect(verifyAuditLog(ports).holds).toBe(true);
  });
});
