import {wireInvoice} from '../../support/fake-invoice.ts';
import {closeDesks, type Desk, dayMs, openDesk} from './support/desk.ts';

afterEach(closeDesks);

const tab = 'Receivables';

const acme = {id: 'cus_acme', object: 'customer', name: 'Acme', email: 'ap@acme.example'};
const zenith = {id: 'cus_zenith', object: 'customer', name: 'Zenith', email: 'ap@zenith.example'};
const invoiceA = wireInvoice({
  id: 'in_a',
  number: 'A',
  customer: acme,
  amount_due: 10_000,
  due_date: '2026-03-01T12:00:00Z',
});
const invoiceB = wireInvoice({
  id: 'in_b',
  number: 'B',
  customer: zenith,
  amount_due: 20_000,
  due_date: '2026-02-01T12:00:00Z',
});
const invoiceC = wireInvoice({
  id: 'in_c',
  number: 'C',
  customer: acme,
  amount_due: 40_000,
  due_date: '2026-01-20T12:00:00Z',
});
/** Later and larger than all: it comes first, and pushes the others down. */
const invoiceD = wireInvoice({
  id: 'in_d',
  number: 'D',
  customer: zenith,
  amount_due: 80_000,
  due_date: '2026-01-10T12:00:00Z',
});

const before = [invoiceA, invoiceB, invoiceC];
/** B is part paid, C is paid, D is new: the rest stands in other rows than before. */
const after = [
  invoiceA,
  wireInvoice({
    id: 'in_b',
    number: 'B',
    customer: zenith,
    amount_due: 20_000,
    amount_paid: 5_000,
    due_date: '2026-02-01T12:00:00Z',
  }),
  invoiceD,
];

/** A desk after its first refresh: rows C, B, A from row 2 on, our columns A to T. */
async function openRefreshed(options: Partial<Parameters<typeof openDesk>[0]> = {}): Promise<Desk> {
  const desk = openDesk({invoices: before, ...options});
  await desk.refresh();
  expect((await desk.table()).ids).toEqual(['in_c', 'in_b', 'in_a']);
  return desk;
}

async function refreshLater(
  desk: Desk,
  invoices: Parameters<typeof desk.stripe.holds>[0] = after,
): Promise<void> {
  desk.workbench.clock.advance(dayMs);
  desk.stripe.holds(invoices);
  await desk.refresh();
}

/** A column of theirs right of ours and of what they have there already. */
async function addColumn(
  desk: Desk,
  header: string,
  cells: Readonly<Record<string, string | number>>,
): Promise<void> {
  const table = await desk.table();
  const column = table.headers.length + 1;
  await desk.hands.type(tab, {row: 1, column}, header);
  for (const [id, cell] of Object.entries(cells)) {
    await desk.hands.type(tab, {row: table.place(id, 'Invoice ID').row, column}, cell);
  }
}

describe("people's columns", () => {
  test('keep values, dates, notes and colours by invoice when rows change places', async () => {
    const desk = await openRefreshed();
    await addColumn(desk, 'Owner', {in_a: 'Ann', in_b: 'Ben', in_c: 'Cleo'});
    await addColumn(desk, 'Promised', {in_a: '2026-12-01', in_b: '2026-12-24'});
    await addColumn(desk, 'Dispute', {in_b: '=1=1'});
    const table = await desk.table();
    await desk.hands.note(tab, table.place('in_b', 'Amount remaining'), 'They pay in parts.');
    await desk.hands.note(tab, table.place('in_a', 'Owner'), 'Away.');
    await desk.hands.note(tab, table.place('in_a', 'Owner'), 'Back on Monday.');
    await desk.hands.colour(tab, table.place('in_a', 'Owner'), '#ff0000');
    await desk.hands.format(tab, table.place('in_b', 'Promised'), 'd mmmm yyyy');

    await refreshLater(desk);
    const now = await desk.table();
    expect(now.ids).toEqual(['in_d', 'in_b', 'in_a']);
    expect(now.values('Owner')).toEqual(['', 'Ben', 'Ann']);
    expect(now.value('in_a', 'Promised')).toBe('2026-12-01');
    expect(now.display('in_b', 'Promised')).toBe('24 December 2026');
    expect(now.value('in_b', 'Dispute')).toBe(true);
    expect(now.note('in_b', 'Amount remaining')).toBe('They pay in parts.');
    expect(now.note('in_a', 'Owner')).toBe('Back on Monday.');
    expect(now.note('in_d', 'Owner')).toBe('');
    expect([now.background('in_a', 'Owner'), now.background('in_d', 'Owner')]).toEqual([
      '#ff0000',
      '#ffffff',
    ]);
    expect(now.value('in_b', 'Amount remaining')).toBe(150);
  });

  test('show no note of an invoice that left at the one that took its row, also one that was written over', async () => {
    const desk = await openRefreshed();
    const place = (await desk.table()).place('in_c', 'Number');
    await desk.hands.note(tab, place, 'First.');
    await desk.hands.note(tab, place, 'Second.');
    await desk.hands.insert(tab, 'columns', 3, 1);
    await desk.hands.remove(tab, 'columns', 3, 1);
    await refreshLater(desk);
    expect((await desk.table()).note('in_d', 'Number')).toBe('');
    await refreshLater(desk, before);
    expect((await desk.table()).note('in_c', 'Number')).toBe('Second.');
  });

  test('keep formulas: of their own row, of a fixed cell, of another tab and of the whole column', async () => {
    const desk = await openRefreshed({
      tabs: {
        Rates: [
          ['Fee', 0.02],
          ['Floor', 5],
        ],
      },
    });
    await addColumn(desk, 'Fee', {in_a: '=P4*Rates!$B$1', in_b: '=P3*Rates!B1', in_c: '=P2*0.5'});
    await addColumn(desk, 'Share', {in_a: '=P4/SUM(P$2:P$4)', in_b: '=IF($P3>100,"large","small")'});
    await desk.hands.type(tab, {row: 1, column: 23}, '={"Doubled"; ARRAYFORMULA(IF(P2:P="","",P2:P*2))}');
    const first = await desk.table();
    expect(first.headers.slice(20)).toEqual(['Fee', 'Share', 'Doubled']);
    expect(first.value('in_a', 'Fee')).toBe(2);

    await refreshLater(desk);
    const now = await desk.table();
    expect(now.formula('in_a', 'Fee')).toBe('=P4*Rates!$B$1');
    expect(now.formula('in_b', 'Fee')).toBe('=P3*Rates!B1');
    expect([now.value('in_a', 'Fee'), now.value('in_b', 'Fee')]).toEqual([2, 3]);
    expect(now.formula('in_b', 'Share')).toBe('=IF($P3>100,"large","small")');
    expect(now.value('in_b', 'Share')).toBe('large');
    expect(now.values('Doubled')).toEqual([1600, 300, 200]);
    expect(now.headers.slice(20)).toEqual(['Fee', 'Share', 'Doubled']);
  });

  test('formulas move to the row of their invoice', async () => {
    const desk = await openRefreshed();
    await addColumn(desk, 'Net', {in_a: '=P4-10', in_b: '=P3-20', in_c: '=P2-30'});
    await refreshLater(desk, [invoiceD, ...before]);
    const now = await desk.table();
    expect(now.ids).toEqual(['in_d', 'in_c', 'in_b', 'in_a']);
    expect(now.ids.map((id) => now.formula(id, 'Net'))).toEqual(['', '=P3-30', '=P4-20', '=P5-10']);
    expect(now.values('Net')).toEqual(['', 370, 180, 90]);
  });

  test('hold times of day, days long ago and days far ahead, which stop neither the refresh nor a formula', async () => {
    const desk = await openRefreshed({
      tabs: {Board: [['=AR_BALANCE(Receivables, "Acme", AR_AS_OF)']]},
    });
    await addColumn(desk, 'Call at', {in_a: '10:30', in_b: '12/30/1899', in_c: '7/4/2150'});
    await desk.hands.type(tab, {row: 9, column: 25}, '9:15 pm');
    await refreshLater(desk);
    const now = await desk.table();
    expect(now.display('in_a', 'Call at')).toMatch(/^10:30/);
    expect(now.display('in_b', 'Call at')).toBe('12/30/1899');
    await refreshLater(desk, before);
    expect((await desk.table()).display('in_c', 'Call at')).toBe('7/4/2150');
    expect(desk.workbench.spreadsheet.readTab('Board')?.plain).toEqual([[500]]);
  });

  test('of an invoice that left come back with it, from the archive', async () => {
    const desk = await openRefreshed();
    await addColumn(desk, 'Owner', {in_a: 'Ann', in_b: 'Ben', in_c: 'Cleo'});
    await addColumn(desk, 'Net', {in_c: '=P2-30'});
    await desk.hands.note(tab, (await desk.table()).place('in_c', 'Owner'), 'Call twice.');
    await refreshLater(desk);
    expect((await desk.table()).values('Owner')).toEqual(['', 'Ben', 'Ann']);
    await refreshLater(desk, [invoiceA]);
    expect((await desk.table()).values('Owner').filter((cell) => cell !== '')).toEqual(['Ann']);
    await refreshLater(desk, [invoiceD, ...before]);

    const now = await desk.table();
    expect(now.values('Owner')).toEqual(['', 'Cleo', 'Ben', 'Ann']);
    expect(now.note('in_c', 'Owner')).toBe('Call twice.');
    expect([now.formula('in_c', 'Net'), now.value('in_c', 'Net')]).toEqual(['=P3-30', 370]);
  });

  test('beside AR Aging keep by customer and currency', async () => {
    const desk = await openRefreshed();
    const aging = await desk.table('AR Aging');
    expect(aging.ids.slice(0, 2)).toEqual(['cus_acme', 'cus_zenith']);
    const column = aging.headers.length + 1;
    await desk.hands.type('AR Aging', {row: aging.headerRow, column}, 'Collector');
    await desk.hands.type('AR Aging', {row: aging.place('cus_zenith', 'Total').row, column}, 'Zoe');
    await desk.hands.type('AR Aging', {row: aging.place('cus_acme', 'Total').row, column}, 'Abe');
    await refreshLater(desk);
    const now = await desk.table('AR Aging');
    expect(now.ids.slice(0, 2)).toEqual(['cus_zenith', 'cus_acme']);
    expect([now.value('cus_zenith', 'Collector'), now.value('cus_acme', 'Collector')]).toEqual([
      'Zoe',
      'Abe',
    ]);
  });

  test('what stands below the table stays, and a sum there covers the rows that came', async () => {
    const desk = await openRefreshed();
    await addColumn(desk, 'Owner', {in_a: 'Ann'});
    await desk.hands.type(tab, {row: 7, column: 15}, 'All:');
    await desk.hands.type(tab, {row: 7, column: 16}, '=SUM(P2:P6)');
    await refreshLater(desk, [invoiceD, ...before]);
    await refreshLater(desk, [...after, invoiceC, wireInvoice({id: 'in_e', amount_due: 100})]);
    const now = await desk.table();
    expect(now.ids).toHaveLength(5);
    const at = now.cells.findIndex((row) => row.includes('All:'));
    expect(at).toBeGreaterThan(5);
    expect(now.cells[at]?.[15]).toBe(100 + 150 + 800 + 400 + 1);
  });

  test('beyond a blank header are not of the table and stay where they stand', async () => {
    const desk = await openRefreshed();
    await desk.hands.type(tab, {row: 1, column: 23}, 'Notes');
    await desk.hands.type(tab, {row: 3, column: 23}, 'third row');
    await refreshLater(desk);
    const now = await desk.table();
    expect([now.cells[0]?.[22], now.cells[2]?.[22]]).toEqual(['Notes', 'third row']);
  });
});

describe('tabs that people rearrange', () => {
  test('are found when renamed, moved, hidden, sorted and filtered', async () => {
    const desk = await openRefreshed();
    await addColumn(desk, 'Owner', {in_a: 'Ann', in_b: 'Ben', in_c: 'Cleo'});
    await addColumn(desk, 'Net', {in_a: '=P4-10', in_b: '=P3-20', in_c: '=P2-30'});
    await desk.hands.type(tab, {row: 1, column: 23}, '={"Doubled"; ARRAYFORMULA(IF(P2:P="","",P2:P*2))}');
    await desk.hands.sortRows(tab, {from: 2, to: 4}, {column: 2, ascending: true});
    expect((await desk.table()).ids).toEqual(['in_a', 'in_b', 'in_c']);
    expect((await desk.table()).values('Net')).toEqual([90, 180, 370]);
    expect((await desk.table()).values('Doubled')).toEqual([200, 400, 800]);
    await desk.hands.filterOut(tab, 4, ['Zenith']);
    await desk.hands.changeTab('AR Aging', {title: 'Aging of the month', index: 0});
    await desk.hands.changeTab(tab, {title: 'Open items', index: 0});

    await refreshLater(desk);
    const titles = desk.workbench.spreadsheet.visibleTabTitles();
    expect(titles.slice(0, 2)).toEqual(['Open items', 'Aging of the month']);
    expect(titles).not.toContain(tab);
    const now = await desk.table('Open items');
    expect(now.ids).toEqual(['in_d', 'in_b', 'in_a']);
    expect(now.values('Owner')).toEqual(['', 'Ben', 'Ann']);
    expect(now.values('Net')).toEqual(['', 130, 90]);
    expect(now.values('Doubled')).toEqual([1600, 300, 200]);

    await desk.hands.changeTab('Open items', {hidden: true});
    await refreshLater(desk, before);
    expect(desk.workbench.spreadsheet.visibleTabTitles()).not.toContain('Open items');
    expect((await desk.table('Open items')).values('Owner')).toEqual(['Cleo', 'Ben', 'Ann']);
  });

  test('that are deleted are made anew, and AR Aging says that formulas must be pointed there again', async () => {
    const desk = await openRefreshed();
    await addColumn(desk, 'Owner', {in_a: 'Ann'});
    await desk.hands.deleteTab(tab);
    await refreshLater(desk);
    expect((await desk.table()).ids).toEqual(['in_d', 'in_b', 'in_a']);
    expect(desk.stamp('Warnings')).toBe(
      'The tab "Receivables" was deleted and is made anew: point the formulas that used it to it again.',
    );
    await refreshLater(desk);
    expect(desk.stamp('Warnings')).toBe('None');
  });

  test('keep the order of columns that people gave them, ours among theirs', async () => {
    const desk = await openRefreshed();
    await addColumn(desk, 'Owner', {in_a: 'Ann', in_b: 'Ben', in_c: 'Cleo'});
    await desk.hands.insert(tab, 'columns', 3, 1);
    await desk.hands.type(tab, {row: 1, column: 3}, 'Priority');
    await desk.hands.type(tab, {row: (await desk.table()).place('in_a', 'Number').row, column: 3}, 'high');
    const open = (await desk.table()).column('Open');
    await desk.hands.moveColumn(tab, open, 2);
    const arranged = (await desk.table()).headers;
    expect(arranged.slice(0, 5)).toEqual(['Invoice ID', 'Open', 'Number', 'Priority', 'Customer ID']);

    await refreshLater(desk);
    const now = await desk.table();
    expect(now.headers).toEqual(arranged);
    expect([now.value('in_a', 'Priority'), now.value('in_b', 'Owner'), now.value('in_b', 'Open')]).toEqual([
      'high',
      'Ben',
      150,
    ]);
    expect(desk.stamp('Ties USD')).toBe('Yes: 3 open invoices, difference 0');
  });

  test('refuse an edited header, a missing one and a second one, and nothing is written', async () => {
    const desk = await openRefreshed();
    await addColumn(desk, 'Owner', {in_a: 'Ann'});
    desk.stripe.holds(after);
    const cells = async () => JSON.stringify((await desk.table()).cells.slice(1));
    const untouched = await cells();

    await desk.hands.type(tab, {row: 1, column: 16}, 'Rest');
    expect(await desk.refusal()).toMatch(
      /^Cannot refresh the tab "Receivables": its column "Amount remaining" is not there\. Nothing was written\. Put the header "Amount remaining" back/,
    );
    expect(await cells()).toBe(untouched);
    expect(desk.stamp('Last attempt')).toMatch(/^Failed at .*Amount remaining/);
    await desk.hands.type(tab, {row: 1, column: 16}, 'Amount remaining');

    await desk.hands.type(tab, {row: 1, column: 21}, 'Open');
    expect(await desk.refusal()).toContain(
      'the header "Open" stands 2 times. Nothing was written. Rename the column that is yours.',
    );
    expect(await cells()).toBe(untouched);
    await desk.hands.type(tab, {row: 1, column: 21}, 'Owner');

    await desk.hands.type(tab, {row: 1, column: 1}, 'Id');
    expect(await desk.refusal()).toContain('Cannot refresh the tab "Receivables"');
    await desk.hands.type(tab, {row: 1, column: 1}, 'Invoice ID');

    await desk.hands.insert(tab, 'rows', 1, 2);
    expect(await desk.refusal()).toContain(
      'its header stands in row 3, where the last refresh left it in row 1',
    );
    await desk.hands.remove(tab, 'rows', 1, 2);
    expect(await cells()).toBe(untouched);

    await desk.refresh();
    expect((await desk.table()).value('in_a', 'Owner')).toBe('Ann');
  });

  test('refuse entries in a row that people inserted into the table, until they are moved', async () => {
    const desk = await openRefreshed();
    await addColumn(desk, 'Owner', {in_a: 'Ann', in_b: 'Ben', in_c: 'Cleo'});
    await desk.hands.insert(tab, 'rows', 3, 1);
    await desk.hands.type(tab, {row: 3, column: 21}, 'whose?');
    desk.stripe.holds(after);
    expect(await desk.refusal()).toContain(
      'row 3 has no Invoice ID of ours, so what you wrote there would be lost. Nothing was written.',
    );
    expect((await desk.table()).ids).toEqual(['in_c', 'in_b', 'in_a']);

    await desk.hands.type(tab, {row: 3, column: 21}, null);
    await desk.refresh();
    expect((await desk.table()).values('Owner')).toEqual(['', 'Ben', 'Ann']);
  });

  test('refuse a tab of our name that somebody else has made', async () => {
    const desk = openDesk({invoices: before, tabs: {Receivables: [['My own list'], [1]]}});
    expect(await desk.refusal()).toContain('Cannot');
    expect(desk.workbench.spreadsheet.readTab(tab)?.plain).toEqual([['My own list'], [1]]);
  });

  test('refresh under a protection that does not stop its owner, and leave it there', async () => {
    const desk = await openRefreshed();
    await desk.hands.protect(tab, {row: 0, column: 0, rows: 4, columns: 20});
    await refreshLater(desk);
    expect((await desk.table()).ids).toEqual(['in_d', 'in_b', 'in_a']);
  });
});

describe('the named ranges', () => {
  test('follow the table as it grows and shrinks, and formulas in cells with them', async () => {
    const desk = await openRefreshed({
      tabs: {
        Board: [
          ['=AR_AGING(Receivables, AR_AS_OF, "currency")'],
          ...Array.from({length: 9}, () => ['']),
          ['=ROWS(receivables)', '=COLUMNS(Receivables)', '=SUM(INDEX(Receivables,0,17))', '=AR_AS_OF'],
        ],
      },
    });
    const board = async () => {
      await desk.workbench.spreadsheet.settled();
      return desk.workbench.spreadsheet.readTab('Board')?.plain ?? [];
    };
    const figures = async () => {
      const cells = await board();
      const total = (cells[0] ?? []).indexOf('Total');
      return {total: cells[1]?.[total], below: cells[10]?.slice(0, 3), asOf: cells[10]?.[3]};
    };
    const first = await figures();
    expect(first).toEqual({total: 700, below: [4, 20, 700], asOf: '2026-11-04'});

    await refreshLater(desk, [invoiceD, ...before]);
    expect(await figures()).toEqual({total: 1500, below: [5, 20, 1500], asOf: '2026-11-05'});
    await addColumn(desk, 'Owner', {in_a: 'Ann'});
    await refreshLater(desk, [invoiceA]);
    expect(await figures()).toEqual({total: 100, below: [2, 21, 100], asOf: '2026-11-06'});
    await refreshLater(desk, []);
    expect((await board())[10]?.[0]).toBe(1);
    await refreshLater(desk);
    expect(await figures()).toEqual({total: 1050, below: [4, 21, 1050], asOf: '2026-11-08'});
  });
});

describe('a spreadsheet of another place', () => {
  test('counts days in the account’s zone and says so where the spreadsheet shows another', async () => {
    const desk = openDesk({
      invoices: [wireInvoice({id: 'in_a', due_date: '2026-11-04T20:00:00Z'})],
      now: '2026-11-04T18:00:00Z',
      timeZone: 'America/New_York',
      accountTimeZone: 'Asia/Tokyo',
    });
    await desk.refresh();
    // 18:00 UTC is the 5th in Tokyo and still the 4th in New York.
    expect([desk.stamp('As of'), desk.stamp('Time zone')]).toEqual(['2026-11-05', 'Asia/Tokyo']);
    expect(desk.stamp('Refreshed at')).toBe('2026-11-04T13:00:00-05:00');
    expect(desk.stamp('Warnings')).toBe(
      'Days are counted in Asia/Tokyo, the spreadsheet shows times in America/New_York.',
    );
    const table = await desk.table();
    expect([table.value('in_a', 'Due'), table.value('in_a', 'Days past due')]).toEqual(['2026-11-05', 0]);
  });

  test('a copy, which has lost what the add-on remembers, is taken on with what people keep in it', async () => {
    const original = await openRefreshed();
    await addColumn(original, 'Owner', {in_a: 'Ann', in_b: 'Ben', in_c: 'Cleo'});
    await refreshLater(original);
    const saved = original.workbench.save();
    const copy = openDesk({
      invoices: [invoiceC, invoiceA],
      saved: {...saved, properties: {...saved.properties, document: {}}, triggers: []},
    });
    await copy.refresh();
    const now = await copy.table();
    expect(now.ids).toEqual(['in_c', 'in_a']);
    // Cleo's entry was in the archive when the copy was made; Ben's goes there now.
    expect(now.values('Owner')).toEqual(['Cleo', 'Ann']);
    expect(copy.workbench.spreadsheet.tabTitles().toSorted()).toEqual(
      original.workbench.spreadsheet.tabTitles().toSorted(),
    );
    expect(copy.stamp('Ties USD')).toBe('Yes: 2 open invoices, difference 0');

    await refreshLater(copy, before);
    expect((await copy.table()).values('Owner')).toEqual(['Cleo', 'Ben', 'Ann']);
  });
});
