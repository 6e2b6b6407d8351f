import {
  chooseDraftCustomer,
  createDraftTab,
  showDraftCell,
} from '../../../../src/core/invoicing/plans/new-draft-tab.ts';
import {readDraftTab} from '../../../../src/core/invoicing/plans/plan-drafts.ts';
import {fakePorts} from '../../../support/fake-ports.ts';
import {deskOf, groupOf, nordwindRow} from '../support/sandbox-drafts.ts';

describe('createDraftTab()', () => {
  test('makes a tab that a check reads: two examples, of customers that exist nowhere', () => {
    const ports = fakePorts();
    expect(createDraftTab(ports).message).toBe(
      'The tab “Invoice Drafts” is ready. Its two examples show how rows become invoices: type over them, then check.',
    );
    const {table, values} = readDraftTab(ports.drafts);
    expect(table.rows.map(({row}) => row)).toEqual([2, 3, 4]);
    expect(values[0]).toHaveLength(45);
    expect(table.resultColumns.size).toBe(20);
    expect(table.rows.map(({cell}) => cell('serviceStart'))).toEqual([46_082, 46_082, '']);
  });

  test('gives examples that have no problem but their customers', () => {
    const desk = deskOf([]);
    desk.ports.tables.sheets.splice(0);
    createDraftTab(desk.ports);
    const sentences = desk.preview().groups.flatMap(({problems}) => problems.map(({sentence}) => sentence));
    expect(sentences).toEqual([
      'Cannot create the invoice of row 2: no customer in Stripe is called “Example Ltd”. Correct the name, or enter the customer’s id; one made within the last minute is found by id only.',
      'Cannot create the invoice of row 4: no customer in Stripe has the e-mail billing@example.com. Correct it, or enter the customer’s id.',
    ]);
  });

  test('explains every header by a note', () => {
    const ports = fakePorts();
    createDraftTab(ports);
    expect(ports.drafts.sheet?.notes.size).toBe(45);
  });

  test('keeps a tab that is there, and shows it', () => {
    const {ports} = deskOf([nordwindRow]);
    expect(createDraftTab(ports).message).toBe('This spreadsheet has the tab “Invoice Drafts” already.');
    expect([ports.tables.sheets.length, ports.drafts.selected]).toEqual([1, {row: 1, column: 1}]);
  });
});

describe('chooseDraftCustomer()', () => {
  test('puts the id in place of the name, which the next check takes', () => {
    const desk = deskOf([{...nordwindRow, Customer: 'Somebody'}]);
    expect(chooseDraftCustomer(desk.ports, {row: 2, customerId: 'cus_Nordwind'}).message).toBe(
      'Row 2 bills cus_Nordwind. Check again.',
    );
    expect(groupOf(desk.preview(), 2).status).toBe('Ready');
  });

  test.each([
    [1, 'cus_Nordwind'],
    [9, 'cus_Nordwind'],
    [2, '=1+1'],
  ])('refuses row %d and %s', (row, customerId) => {
    const desk = deskOf([nordwindRow]);
    expect(() => chooseDraftCustomer(desk.ports, {row, customerId})).toThrow(
      `Cannot choose the customer of row ${row}: it is no row of a draft, or ${customerId} is no customer’s id. Check again, then choose.`,
    );
    expect(desk.ports.drafts.writes).toBe(0);
  });
});

test.each([
  ['Quantity', 8],
  [null, 1],
  ['no such header', 1],
])('showDraftCell() leads to the column %s', (header, column) => {
  const {ports} = deskOf([nordwindRow]);
  showDraftCell(ports, {row: 2, header});
  expect(ports.drafts.selected).toEqual({row: 2, column});
});
