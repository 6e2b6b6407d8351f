import {auditHeaders} from '../../../src/core/audit/audit-columns.ts';
import {appendAudit} from '../../../src/core/audit/audit-log.ts';
import {auditHash} from '../../../src/core/audit/audit-rows.ts';
import {verifyAuditLog} from '../../../src/core/audit/verify-audit-log.ts';
import type {FakePorts} from '../../support/fake-ports.ts';
import {cellOf, type FakeSheet, moveLines, put} from '../../support/fake-sheet.ts';
import {auditDesk, logColumn, logSheet, logValues, voided} from './audit-desk.ts';

const column = (header: (typeof auditHeaders)[number]) => auditHeaders.indexOf(header) + 1;

function type(sheet: FakeSheet, line: number, header: (typeof auditHeaders)[number], value: string | number) {
  put(sheet, line, column(header), {...cellOf(sheet, line, column(header)), value});
}

/** What somebody types into a row so that the add-on takes an entry for said. */
function pretend(sheet: FakeSheet, line: number, object: string): void {
  type(sheet, line, 'Action', 'Invoice voided');
  type(sheet, line, 'Object', object);
  type(sheet, line, 'Digest', `digest of ${object}`);
  type(sheet, line, 'Field', '');
}

/** The hash that such a row would have: anybody can reckon it. */
function reckon({digest}: FakePorts, sheet: FakeSheet, line: number): void {
  const cells = auditHeaders.slice(0, -1).map((_, index) => cellOf(sheet, line, index + 1).value);
  const previous = String(cellOf(sheet, line - 1, column('Hash')).value);
  type(sheet, line, 'Hash', auditHash(digest, {previous, cells}));
}

describe('appendAudit() where somebody has typed into the log that an entry is there already', () => {
  test.each(['as typed', 'with a hash that fits'])('writes it all the same, below a new row %s', (how) => {
    const ports = auditDesk();
    appendAudit(ports, [voided('in_1'), voided('in_2')]);
    const sheet = logSheet(ports);
    auditHeaders.forEach((_, index) => {
      put(sheet, 4, index + 1, cellOf(sheet, 3, index + 1));
    });
    pretend(sheet, 4, 'in_3');
    type(sheet, 4, 'Seq', 3);
    if (how !== 'as typed') reckon(ports, sheet, 4);

    appendAudit(ports, [voided('in_3')]);
    moveLines(sheet, 'row', (index) => (index === 4 ? null : index > 4 ? index - 1 : index));
    expect(verifyAuditLog(ports).holds).toBe(true);
    expect(logColumn(ports, 'Object')).toEqual(['in_1', 'in_2', 'in_3']);
  });

  test.each([2, 3])('writes it all the same, over row %d that is put back afterwards', (line) => {
    const ports = auditDesk();
    appendAudit(ports, [voided('in_1'), voided('in_2')]);
    const sheet = logSheet(ports);
    const before = auditHeaders.map((_, index) => cellOf(sheet, line, index + 1));
    pretend(sheet, line, 'in_3');
    reckon(ports, sheet, line);

    appendAudit(ports, [voided('in_3')]);
    before.forEach((cell, index) => {
      put(sheet, line, index + 1, cell);
    });
    expect(verifyAuditLog(ports).holds).toBe(true);
    expect(logColumn(ports, 'Object')).toEqual(['in_1', 'in_2', 'in_3']);
    appendAudit(ports, [voided('in_1'), voided('in_2'), voided('in_3')]);
    expect(logValues(ports)).toHaveLength(4);
  });
});
