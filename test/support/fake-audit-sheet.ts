import type {AuditSheet} from '../../src/core/ports.ts';
import {sheetValue} from '../../src/core/tables/cell.ts';
import {type FakeSheet, isEmpty, put, usedSize, usedValues} from './fake-sheet.ts';
import type {FakeTables} from './fake-tables.ts';
import {typedCell} from './fake-typed-cell.ts';

export interface FakeAuditSheet extends AuditSheet {
  /** How often rows were added. */
  readonly writes: number;
  /** What people see, to be tampered with. */
  readonly sheet: FakeSheet | null;
  /** Called before and after the rows of a write are there, so that a test can end the run there. */
  onWrite: (moment: 'before' | 'after') => void;
}

const title = 'Audit Log';

/** The audit log among the sheets of a fake spreadsheet. */
export function fakeAuditSheet(tables: FakeTables): FakeAuditSheet {
  let writes = 0;
  const registered = () => tables.sheets.find(({id}) => id === tables.auditLogId()) ?? null;
  const titled = () => {
    const sheet = tables.sheets.find((one) => one.title === title);
    return sheet !== undefined && usedValues(sheet)[0]?.includes('Seq') === true ? sheet : null;
  };
  const found = () => registered() ?? titled();
  const newSheet = (headers: readonly string[]): FakeSheet => {
    const same = tables.sheets.find((one) => one.title === title);
    if (same !== undefined && isEmpty(same)) {
      headers.forEach((header, index) => {
        put(same, 1, index + 1, typedCell(header, 'General'));
      });
      return same;
    }
    return tables.addSheet(same === undefined ? title : `${title} (Billing Ops)`, [headers]);
  };
  const fake: FakeAuditSheet = {
    get writes() {
      return writes;
    },
    get sheet() {
      return found();
    },
    onWrite: () => undefined,
    read(headers) {
      const sheet = found();
      if (sheet === null) return null;
      const [first = [], ...rows] = usedValues(sheet);
      const isRead = (column: number) => headers === undefined || headers.includes(String(first[column]));
      const values = [first, ...rows.map((row) => row.map((value, column) => (isRead(column) ? value : '')))];
      return {title: sheet.title, values};
    },
    wasDeleted: () => tables.auditLogId() !== null && registered() === null,
    append(layout, {cells, formats}) {
      fake.onWrite('before');
      const sheet = found() ?? newSheet(layout.headers);
      tables.registerAuditLog(sheet);
      const firstRow = usedSize(sheet).rows + 1;
      cells.forEach((row, r) => {
        row.forEach((cell, c) => {
          const typed = typedCell(sheetValue(cell, tables.timeZone()), formats[r]?.[c] ?? 'General');
          put(sheet, firstRow + r, c + 1, typed);
        });
      });
      writes += 1;
      fake.onWrite('after');
    },
  };
  return fake;
}
