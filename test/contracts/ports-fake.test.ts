import {type FakePorts, fakePorts} from '../support/fake-ports.ts';
import {at, cellOf, type FakeSheet, noteOf, put, putNote} from '../support/fake-sheet.ts';
import {typedCell} from '../support/fake-typed-cell.ts';
import {answered, refused, unreachable} from '../support/http-script.ts';
import type {Probe} from './port-contract.ts';
import {echo, portContracts} from './port-contracts.ts';
import {documents} from './port-files.ts';
import {allowAnyRequests} from './stripe/support/client-requests.ts';

// The contract of Http is about transport: what it asks for is answered with an echo.
allowAnyRequests();

function probeOf({tables}: FakePorts): Probe {
  const sheetOf = (title: string): FakeSheet => {
    const sheet = tables.sheets.find((one) => one.title === title);
    if (sheet === undefined) throw new Error(`There is no tab ${title}.`);
    return sheet;
  };
  return {
    tabs: () => tables.sheets.map(({title, hidden}) => ({title, hidden})),
    cell: (title, row, column) => ({
      ...cellOf(sheetOf(title), row, column),
      note: noteOf(sheetOf(title), row, column),
    }),
    filter: (title) => sheetOf(title).filter,
    colours: (title) => sheetOf(title).colours,
    frozen: (title) => ({rows: sheetOf(title).frozenRows, columns: sheetOf(title).frozenColumns}),
    namedRange(name) {
      const range = tables.namedRanges.get(name);
      if (range === undefined) return null;
      const {sheetId, ...area} = range;
      return {title: tables.sheets.find(({id}) => id === sheetId)?.title ?? '', ...area};
    },
    addTab: (title) => void tables.addSheet(title, []),
    typeInto: (title, row, column, text) =>
      void sheetOf(title).cells.set(at(row, column), typedCell(text, 'General')),
    setNote: (title, row, column, note) => putNote(sheetOf(title), row, column, note),
    paint(title, row, column, background) {
      const sheet = sheetOf(title);
      put(sheet, row, column, {...cellOf(sheet, row, column), background});
    },
    protectForOthers: (title) => void sheetOf(title),
    loseDocumentProperties: () => tables.forget(),
    renameTab(from, to) {
      sheetOf(from).title = to;
    },
    moveTabToFront(title) {
      const sheet = sheetOf(title);
      tables.sheets.splice(tables.sheets.indexOf(sheet), 1);
      tables.sheets.unshift(sheet);
    },
    deleteTab: (title) => void tables.sheets.splice(tables.sheets.indexOf(sheetOf(title)), 1),
  };
}

function echoing(ports: FakePorts): FakePorts {
  ports.http.intercept = ({url}) => {
    if (url === echo.missing) return refused(404, {});
    if (url === echo.unreachable) return unreachable('DNS error');
    return answered(url, 200, {'request-id': `req_${url.split('/').pop()}`});
  };
  return ports;
}

describe('the fakes keep the contracts of the ports', () => {
  test.each(portContracts)('$port: $fact', ({check, given}) => {
    const ports = echoing(fakePorts());
    ports.downloads.files.set(documents.found, Buffer.from(documents.bytes));
    ports.downloads.unreachable.add(documents.unreachable);
    ports.lock.heldElsewhere = given === 'lock held elsewhere';
    check(ports, probeOf(ports));
  });
});
