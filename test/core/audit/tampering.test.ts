import fc from 'fast-check';
import {auditHeaders} from '../../../src/core/audit/audit-columns.ts';
import {appendAudit} from '../../../src/core/audit/audit-log.ts';
import {verifyAuditLog} from '../../../src/core/audit/verify-audit-log.ts';
import type {FakePorts} from '../../support/fake-ports.ts';
import {cellOf, moveLines, put} from '../../support/fake-sheet.ts';
import {auditDesk, logSheet, logValues, voided} from './audit-desk.ts';

/** What somebody does to a log of that many rows; rows count from the first below the header. */
type Tampering =
  | {readonly act: 'type'; readonly row: number; readonly column: number; readonly text: string}
  | {readonly act: 'delete'; readonly row: number}
  | {readonly act: 'swap'; readonly row: number; readonly with: number}
  | {readonly act: 'copy below'; readonly row: number};

const rowsCount = 8;
const row = fc.integer({min: 1, max: rowsCount});

const tamperings: fc.Arbitrary<Tampering> = fc.oneof(
  fc.record({
    act: fc.constant('type' as const),
    row,
    column: fc.integer({min: 1, max: auditHeaders.length}),
    text: fc.string({maxLength: 12}),
  }),
  fc.record({act: fc.constant('delete' as const), row}),
  fc.record({act: fc.constant('swap' as const), row, with: row}),
  fc.record({act: fc.constant('copy below' as const), row}),
);

function logOfRows(): FakePorts {
  const ports = auditDesk();
  for (let index = 1; index <= rowsCount; index += 2) {
    appendAudit(ports, [voided(`in_${index}`), voided(`in_${index + 1}`, {amount: index})]);
  }
  return ports;
}

function tamper(ports: FakePorts, done: Tampering): void {
  const sheet = logSheet(ports);
  const line = done.row + 1;
  switch (done.act) {
    case 'type':
      put(sheet, line, done.column, {...cellOf(sheet, line, done.column), value: done.text});
      return;
    case 'delete':
      moveLines(sheet, 'row', (index) => (index === line ? null : index > line ? index - 1 : index));
      return;
    case 'swap':
      moveLines(sheet, 'row', (index) => {
        const other = done.with + 1;
        if (index === line) return other;
        return index === other ? line : index;
      });
      return;
    case 'copy below': {
      const cells = auditHeaders.map((_, index) => cellOf(sheet, line, index + 1));
      moveLines(sheet, 'row', (index) => (index > line ? index + 1 : index));
      cells.forEach((cell, index) => {
        put(sheet, line + 1, index + 1, cell);
      });
    }
  }
}

test('verifyAuditLog() holds exactly as long as every row says what was written, whoever did what to it', () => {
  fc.assert(
    fc.property(fc.array(tamperings, {minLength: 1, maxLength: 4}), (acts) => {
      const ports = logOfRows();
      const before = JSON.stringify(logValues(ports));
      for (const act of acts) tamper(ports, act);
      const isSame = JSON.stringify(logValues(ports)) === before;
      expect({acts, holds: verifyAuditLog(ports).holds}).toEqual({acts, holds: isSame});
    }),
    {numRuns: 150},
  );
});

test('verifyAuditLog() goes on finding it, however much is written afterwards', () => {
  fc.assert(
    fc.property(tamperings, (act) => {
      const ports = logOfRows();
      const before = JSON.stringify(logValues(ports));
      tamper(ports, act);
      const isSame = JSON.stringify(logValues(ports)) === before;
      appendAudit(ports, [voided('in_98'), voided('in_99')]);
      expect({act, holds: verifyAuditLog(ports).holds}).toEqual({act, holds: isSame});
    }),
    {numRuns: 100},
  );
});
