import {readA1, writeA1} from '../../../workbench/apps-script/context/spreadsheet/a1-notation.ts';
import {createDateSerials} from '../../../workbench/spreadsheet/date-serial.ts';
import {engineFormula, openFormula} from '../../../workbench/spreadsheet/formula-text.ts';
import {needsMarking, readTyped} from '../../../workbench/spreadsheet/typed-value.ts';

describe('readTyped() reads typing as Sheets does', () => {
  const number = (value: number, pattern: string | null = null) => ({kind: 'number', number: value, pattern});
  const text = (value: string, forced = false) => ({kind: 'text', text: value, forced});
  test.each([
    ['', {kind: 'blank'}],
    ['12', number(12)],
    ['-5', number(-5)],
    [' 12 ', number(12)],
    ['007', number(7)],
    ['1,234.50', number(1234.5, '#,##0.00')],
    ['$1,234.50', number(1234.5, '$#,##0.00')],
    ['€5', number(5, '€#,##0')],
    ['12%', number(0.12, '0%')],
    ['(5)', number(-5)],
    ['1e5', number(100000, '0.00E+00')],
    ['2026-01-31', number(46053, 'yyyy-mm-dd')],
    ['1/31/2026', number(46053, 'm/d/yyyy')],
    ['5 Jan 2026', number(46027, 'd mmm yyyy')],
    ['2026-01-31 12:00', number(46053.5, 'yyyy-mm-dd hh:mm')],
    ['6:00 PM', number(0.75, 'h:mm AM/PM')],
    ['TRUE', {kind: 'boolean', boolean: true}],
    ['false', {kind: 'boolean', boolean: false}],
    ['=A1+1', {kind: 'formula', formula: '=A1+1'}],
    ['=', text('=')],
    ["'007", text('007', true)],
    ["'=A1", text('=A1', true)],
    ["''quoted", text("'quoted", true)],
    ["'", {kind: 'blank'}],
    ['Acme 12 GmbH', text('Acme 12 GmbH')],
    ['in_1QabC2', text('in_1QabC2')],
    ['cus_0001', text('cus_0001')],
    ['31–60', text('31–60')],
    ['121+', text('121+')],
    ['2026-01-31T10:00:00', text('2026-01-31T10:00:00')],
    ['12\n13', text('12\n13')],
    ['0x10', text('0x10')],
    ['1e400', text('1e400')],
  ])('%j', (typed, content) => {
    expect(readTyped(typed, null)).toEqual(content);
  });

  test.each(['5', '=A1', '2026-01-31', 'TRUE'])('%j stays text in a cell of plain text', (typed) => {
    expect(readTyped(typed, '@')).toEqual(text(typed, true));
  });

  test('readTyped() refuses more characters than a cell holds, in the words of Google', () => {
    expect(() => readTyped('x'.repeat(50_001), null)).toThrow(
      'Your input contains more than the maximum of 50000 characters in a single cell.',
    );
    expect(readTyped('x'.repeat(50_000), null).kind).toBe('text');
  });

  test('needsMarking() holds for exactly the texts that would not be text if typed again', () => {
    expect(['=A1', "'a", '5', '2026-01-31', 'TRUE'].map(needsMarking)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(['Acme', 'in_1', '31–60'].map(needsMarking)).toEqual([false, false, false]);
  });
});

describe('createDateSerials()', () => {
  test.each([
    ['Etc/UTC', '2026-01-31T00:00:00Z', 46053],
    ['Europe/Berlin', '2026-01-30T23:00:00Z', 46053],
    ['America/Los_Angeles', '2026-01-31T08:00:00Z', 46053],
    ['Asia/Kolkata', '2026-01-30T18:30:00Z', 46053],
    ['Pacific/Kiritimati', '2026-01-30T10:00:00Z', 46053],
    ['Europe/Berlin', '1970-01-01T12:00:00Z', 25569.541666666668],
    ['Etc/UTC', '1899-12-30T00:00:00Z', 0],
  ])('%s %s is %d and back', (zone, instant, serial) => {
    const serials = createDateSerials(zone);
    expect(serials.fromUnixMs(Date.parse(instant))).toBeCloseTo(serial, 9);
    expect(serials.toUnixMs(serial)).toBe(Date.parse(instant));
  });

  test('toUnixMs() gives the time after the clocks went forward for one they skipped', () => {
    const berlin = createDateSerials('Europe/Berlin');
    const halfPastTwo = 46110 + 2.5 / 24;
    expect(new Date(berlin.toUnixMs(halfPastTwo)).toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  test('every midnight of two years comes back as the same day in zones that change their clocks', () => {
    for (const zone of [
      'Europe/Berlin',
      'America/New_York',
      'America/Santiago',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
    ]) {
      const serials = createDateSerials(zone);
      for (let day = 46023; day < 46753; day += 1) {
        expect(Math.floor(serials.fromUnixMs(serials.toUnixMs(day)) + 1e-9)).toBe(day);
      }
    }
  });

  test('createDateSerials() names a zone that is none', () => {
    expect(() => createDateSerials('Mars/Base')).toThrow(
      'Cannot use time zone Mars/Base: it is not an IANA name.',
    );
  });
});

describe('engineFormula()', () => {
  const surroundings = {
    names: new Map([['receivables', 'Receivables']]),
    rowsOf: (title: string | null) => (title === null ? 1000 : title === "Tab's 1" ? 50 : null),
  };
  test.each([
    ['=SUM(receivables)', '=SUM(Receivables)'],
    ['=RECEIVABLES', '=Receivables'],
    ['="receivables"&receivables', '="receivables"&Receivables'],
    ['=receivables(1)', '=receivables(1)'],
    ['=receivables!A1', '=receivables!A1'],
    ["='receivables'!A1", "='receivables'!A1"],
    ['=SUM(B2:B)', '=SUM(B2:B1000)'],
    ['=SUM($B$2:$B)', '=SUM($B$2:$B1000)'],
    ["=SUM('Tab''s 1'!B2:C)", "=SUM('Tab''s 1'!B2:C50)"],
    ['=SUM(Gone!B2:C)', '=SUM(Gone!B2:C)'],
    ['=SUM(B2:B9)', '=SUM(B2:B9)'],
    ['=SUM(B:B)', '=SUM(B:B)'],
    ['="B2:B"', '="B2:B"'],
  ])('%s', (typed, stored) => {
    expect(engineFormula(typed, surroundings).formula).toBe(stored);
  });

  test('openFormula() gives back what was open', () => {
    const {formula, isOpen} = engineFormula("=SUM(B2:B)+SUM('Tab''s 1'!$A$1:C)&\"B2:B1000\"", surroundings);
    expect(isOpen).toBe(true);
    expect(openFormula(formula, surroundings)).toBe("=SUM(B2:B)+SUM('Tab''s 1'!$A$1:C)&\"B2:B1000\"");
    expect(openFormula('=SUM(B2:B999)', surroundings)).toBe('=SUM(B2:B999)');
    expect(engineFormula('=SUM(B2:B9)', surroundings).isOpen).toBe(false);
  });
});

describe('readA1()', () => {
  test.each([
    ['B2', {title: null, row: 1, column: 1, rows: 1, columns: 1}],
    ['$A$1:C9', {title: null, row: 0, column: 0, rows: 9, columns: 3}],
    ['C9:A1', {title: null, row: 0, column: 0, rows: 9, columns: 3}],
    ['AA10', {title: null, row: 9, column: 26, rows: 1, columns: 1}],
    ['A:C', {title: null, row: 0, column: 0, rows: null, columns: 3}],
    ['2:5', {title: null, row: 1, column: 0, rows: 4, columns: null}],
    ['B2:B', {title: null, row: 1, column: 1, rows: null, columns: 1}],
    ["'Tab''s ! 1'!A1", {title: "Tab's ! 1", row: 0, column: 0, rows: 1, columns: 1}],
    ['Tab!A1', {title: 'Tab', row: 0, column: 0, rows: 1, columns: 1}],
    ['Receivables', null],
    ['A', null],
    ['', null],
  ])('%s', (text, range) => {
    expect(readA1(text)).toEqual(range);
  });

  test('writeA1() writes what readA1() reads', () => {
    expect(writeA1({row: 9, column: 26, rows: 2, columns: 27})).toBe('AA10:BA11');
    expect(writeA1({row: 0, column: 701, rows: 1, columns: 1})).toBe('ZZ1');
    expect(writeA1({row: 0, column: 702, rows: 1, columns: 1})).toBe('AAA1');
  });
});
