import type {Json} from '../../../workbench/apps-script/host-call.ts';
import {createSpreadsheet, type Spreadsheet} from '../../../workbench/spreadsheet/spreadsheet.ts';
import {openScriptThread, type ScriptThread} from './support/script-thread.ts';

let spreadsheet: Spreadsheet;
let scripts: ScriptThread;

/** What the custom functions of these tests were called with. */
const calls: {readonly name: string; readonly args: readonly Json[]}[] = [];
let release: (() => void) | null = null;

async function callFunction(name: string, args: Json[]): Promise<Json> {
  calls.push({name, args});
  switch (name) {
    case 'ECHO':
      return JSON.stringify(args);
    case 'DOUBLE':
      return Number(args[0]) * 2;
    case 'TABLE':
      return [
        ['a', 1, {$date: Date.UTC(2026, 0, 30, 23)}],
        ['b', null],
      ];
    case 'COLUMN':
      return ['x', 'y'];
    case 'TEXT_FORMULA':
      return '=1+1';
    case 'SLOW':
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return 'done';
    default:
      throw new Error('Cannot age row 3: Due is not a date. Enter a date.');
  }
}

beforeAll(() => {
  spreadsheet = createSpreadsheet({timeZone: 'Europe/Berlin'});
  scripts = openScriptThread(spreadsheet.service);
  spreadsheet.registerCustomFunctions(
    ['ECHO', 'DOUBLE', 'TABLE', 'COLUMN', 'TEXT_FORMULA', 'SLOW', 'BROKEN'],
    callFunction,
  );
});

afterAll(async () => {
  await scripts.close();
  spreadsheet.dispose();
});

beforeEach(async () => {
  await scripts.run((app) => {
    const book = app.getActive();
    const fresh = book.insertSheet('fresh');
    for (const sheet of book.getSheets())
      if (sheet.getSheetId() !== fresh.getSheetId()) book.deleteSheet(sheet);
    for (const named of book.getNamedRanges()) named.remove();
    fresh.setName('Sheet1');
    return 0;
  });
  calls.length = 0;
});

describe('Formulas', () => {
  test('compute before the next read, through a chain and over several turns', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('B1:D1').setFormulas([['=A1*2', '=B1+1', '=SUM(A1:C1)']]);
      return [1, 2, 3].map((value) => {
        sheet.getRange('A1').setValue(value);
        return sheet.getRange('A1:D1').getValues()[0];
      });
    });
    expect(read).toEqual([
      [1, 2, 3, 6],
      [2, 4, 5, 11],
      [3, 6, 7, 16],
    ]);
  });

  test('errors are their text, a spill reads like values, a blocked spill is #REF! until it is free', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1').setFormula('=1/0');
      sheet.getRange('B1').setFormula('=SEQUENCE(2,2)');
      const spilled = sheet.getRange('A1:C2').getValues();
      sheet.getRange('C2').setValue('in the way');
      const blocked = [sheet.getRange('B1').getValue(), sheet.getRange('B1').getDisplayValue()];
      sheet.getRange('C2').clearContent();
      return [spilled, blocked, sheet.getRange('B1:C2').getValues()];
    });
    expect(read).toEqual([
      [
        ['#DIV/0!', 1, 2],
        ['', 3, 4],
      ],
      ['#REF!', '#REF!'],
      [
        [1, 2],
        [3, 4],
      ],
    ]);
  });

  test('a formula that is overwritten or cleared computes no more', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:B1').setValues([[1, '=A1+1']]);
      sheet.getRange('B1').setValue('fixed');
      sheet.getRange('A1').setValue(5);
      const overwritten = [sheet.getRange('B1').getValue(), sheet.getRange('B1').getFormula()];
      sheet.getRange('B1').setFormula('=A1+1');
      sheet.getRange('A1').setValue(6);
      const again = sheet.getRange('B1').getValue();
      sheet.getRange('B1').clear();
      sheet.getRange('A1').setValue(7);
      return [overwritten, again, sheet.getRange('B1').getValue()];
    });
    expect(read).toEqual([['fixed', ''], 7, '']);
  });

  test('an open range takes all rows and is given back as it was written', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1').setFormula('=SUM(B2:B)');
      sheet.getRange('B1:B3').setValues([[100], [1], [2]]);
      sheet.getRange('B1000').setValue(4);
      return [sheet.getRange('A1').getValue(), sheet.getRange('A1').getFormula()];
    });
    expect(read).toEqual([7, '=SUM(B2:B)']);
  });

  test('an open range goes on to the last row when rows are added, moved or copied', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1').setFormula('=SUM(B2:B)');
      sheet.getRange('B2').setValue(1);
      sheet.insertRowsAfter(1000, 2);
      sheet.getRange('B1002').setValue(2);
      const added = [sheet.getRange('A1').getValue(), sheet.getRange('A1').getFormula()];
      sheet.insertRowsBefore(2, 1);
      const moved = [sheet.getRange('A1').getValue(), sheet.getRange('A1').getFormula()];
      sheet.getRange('A1').copyTo(sheet.getRange('A2'));
      return [added, moved, sheet.getRange('A2').getFormula(), sheet.getRange('A2').getValue()];
    });
    expect(read).toEqual([[3, '=SUM(B2:B)'], [3, '=SUM(B3:B)'], '=SUM(B4:B)', 2]);
  });

  test('a value published over a large block reaches its formulas', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      const report = app.getActive().insertSheet('Report');
      report.getRange('A1').setFormula('=SUM(Sheet1!B:B)');
      const block = (factor: number) => Array.from({length: 900}, (_, row) => [`in_${row}`, row * factor]);
      sheet.getRange(1, 1, 900, 2).setValues(block(1));
      const first = report.getRange('A1').getValue();
      sheet.getRange(1, 4, 900, 2).setValues(block(2)).copyTo(sheet.getRange('A1'), {contentsOnly: true});
      return [first, report.getRange('A1').getValue()];
    });
    expect(read).toEqual([404_550, 809_100]);
  });
});

describe('Named ranges', () => {
  test('in any case are found by formulas, also by those written before the name', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActive();
      const sheet = book.getActiveSheet();
      sheet.getRange('A1:A3').setValues([[1], [2], [4]]);
      sheet.getRange('C1').setFormula('=SUM(receivables)');
      const before = sheet.getRange('C1').getValue();
      book.setNamedRange('Receivables', sheet.getRange('A1:A2'));
      sheet.getRange('C2').setFormula('=SUM(RECEIVABLES)');
      return [before, sheet.getRange('C1:C2').getValues(), sheet.getRange('C1').getFormula()];
    });
    expect(read).toEqual(['#NAME?', [[3], [3]], '=SUM(Receivables)']);
  });

  test('that are extended, shrunk and moved change every formula that uses them', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActive();
      const sheet = book.getActiveSheet();
      sheet.getRange('A1:B4').setValues([
        [1, 10],
        [2, 20],
        [4, 40],
        [8, 80],
      ]);
      const sums: unknown[] = [];
      const read = () => sums.push(sheet.getRange('D1:D3').getValues().flat());
      book.setNamedRange('Receivables', sheet.getRange('A1:A2'));
      sheet
        .getRange('D1:D3')
        .setFormulas([['=SUM(Receivables)'], ['=SUM(receivables)*2'], ['=ROWS(Receivables)']]);
      read();
      for (const place of ['A1:A4', 'A2:A2', 'B1:B3']) {
        book.setNamedRange('Receivables', sheet.getRange(place));
        read();
      }
      return sums;
    });
    expect(read).toEqual([
      [3, 6, 2],
      [15, 30, 4],
      [2, 4, 1],
      [70, 140, 3],
    ]);
  });

  test('grow when rows are inserted inside, follow their tab, and keep formulas right', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActive();
      const sheet = book.getActiveSheet();
      sheet.getRange('A1:A3').setValues([[1], [2], [4]]);
      book.setNamedRange('Receivables', sheet.getRange('A1:A3'));
      sheet.getRange('D1').setFormula('=SUM(receivables)');
      sheet.insertRowsAfter(2, 3);
      sheet.getRange('A4').setValue(100);
      const grown = [book.getRangeByName('receivables')?.getA1Notation(), sheet.getRange('D1').getValue()];
      sheet.deleteRows(4, 1);
      const shrunk = [book.getRangeByName('Receivables')?.getA1Notation(), sheet.getRange('D1').getValue()];
      sheet.setName('My data');
      sheet.getRange('A1').setValue(2);
      return [
        grown,
        shrunk,
        book.getRangeByName('Receivables')?.getSheet().getName(),
        sheet.getRange('D1').getValue(),
      ];
    });
    expect(read).toEqual([['A1:A6', 107], ['A1:A5', 7], 'My data', 8]);
  });

  test('may be called like a tab, are listed, changed and removed', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActive();
      const sheet = book.insertSheet('Receivables');
      sheet.getRange('A1:A2').setValues([[1], [2]]);
      book.setNamedRange('Receivables', sheet.getRange('A1:A2'));
      const [named] = book.getNamedRanges();
      const listed = [named?.getName(), named?.getRange().getA1Notation(), sheet.getNamedRanges().length];
      named?.setRange(sheet.getRange('A1'));
      const changed = sheet.getRange('Receivables').getA1Notation();
      sheet.getRange('C1').setFormula('=SUM(Receivables)');
      const sum = sheet.getRange('C1').getValue();
      named?.remove();
      return [listed, changed, sum, book.getRangeByName('Receivables'), sheet.getRange('C1').getValue()];
    });
    expect(read).toEqual([['Receivables', 'A1:A2', 1], 'A1', 1, null, '#NAME?']);
    await expect(
      scripts.run((app) => app.getActive().setNamedRange('A1', app.getActiveSheet().getRange('A1'))),
    ).rejects.toThrow('Cannot name a range A1');
  });
});

describe('Custom functions', () => {
  const settledValue = async (a1: string): Promise<unknown> => {
    await spreadsheet.settled();
    return scripts.run((app, place) => app.getActiveSheet().getRange(place).getValue(), a1);
  };

  test('show Loading... at once and their value when it is there, with dependents', async () => {
    const loading = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:B1').setFormulas([['=SLOW(1)', '=A1&"!"']]);
      return sheet.getRange('A1').getValue();
    });
    expect(loading).toBe('Loading...');
    release?.();
    expect(await settledValue('B1')).toBe('done!');
  });

  test('get ranges as rows with blanks as text, cells as values, dates as instants, and omitted arguments', async () => {
    await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:C2').setValues([
        ['2026-01-31', "'007", ''],
        [true, 1.5, '=1/0'],
      ]);
      sheet.getRange('E1').setFormula('=ECHO(A1:C2,A1,B1,C1,A2,,"x",DATE(2026,7,1),A1:A1)');
      return 0;
    });
    expect(JSON.parse(String(await settledValue('E1')))).toEqual([
      [
        [{$date: Date.UTC(2026, 0, 30, 23)}, '007', ''],
        [true, 1.5, '#DIV/0!'],
      ],
      {$date: Date.UTC(2026, 0, 30, 23)},
      '007',
      '',
      true,
      '',
      'x',
      {$date: Date.UTC(2026, 5, 30, 22)},
      {$date: Date.UTC(2026, 0, 30, 23)},
    ]);
  });

  test('take a named range, and compute again when it grows', async () => {
    await scripts.run((app) => {
      const book = app.getActive();
      const sheet = book.getActiveSheet();
      sheet.getRange('A1:A3').setValues([[1], [2], [3]]);
      book.setNamedRange('Receivables', sheet.getRange('A1:A2'));
      sheet.getRange('C1').setFormula('=ECHO(receivables)');
      return 0;
    });
    expect(await settledValue('C1')).toBe('[[[1],[2]]]');
    await scripts.run((app) =>
      app.getActive().setNamedRange('Receivables', app.getActiveSheet().getRange('A1:A3')),
    );
    expect(await settledValue('C1')).toBe('[[[1],[2],[3]]]');
  });

  test('run only when an argument changed', async () => {
    await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:C1').setValues([[21, 'other', '=DOUBLE(A1)']]);
      return 0;
    });
    expect(await settledValue('C1')).toBe(42);
    await scripts.run((app) => void app.getActiveSheet().getRange('B1').setValue('changed'));
    await scripts.run((app) => void app.getActiveSheet().getRange('A1').setValue(21));
    expect(await settledValue('C1')).toBe(42);
    expect(calls).toHaveLength(1);
    await scripts.run((app) => void app.getActiveSheet().getRange('A1').setValue(22));
    expect(await settledValue('C1')).toBe(44);
    expect(calls).toHaveLength(2);
  });

  test('spill rows with dates, blanks for what is missing; a list is a column; text never computes', async () => {
    await scripts.run((app) => {
      app
        .getActiveSheet()
        .getRange('A1:F1')
        .setFormulas([['=TABLE()', '', '', '=COLUMN()', '=TEXT_FORMULA()', '=D2']]);
      return 0;
    });
    await spreadsheet.settled();
    expect(spreadsheet.readTab('Sheet1')?.plain).toEqual([
      ['a', 1, '2026-01-31', 'x', '=1+1', 'y'],
      ['b', '', '', 'y', '', ''],
    ]);
  });

  test('that fail show #ERROR! with their sentence beside, and an error argument is passed on uncalled', async () => {
    await scripts.run((app) => {
      app
        .getActiveSheet()
        .getRange('A1:C1')
        .setFormulas([['=BROKEN(1)', '=DOUBLE(NA())', '=IFERROR(A1,"caught")']]);
      return 0;
    });
    await spreadsheet.settled();
    expect(spreadsheet.readTab('Sheet1')?.values).toEqual([['#ERROR!', '#N/A', 'caught']]);
    expect(spreadsheet.errorOf({title: 'Sheet1', row: 1, column: 1})).toBe(
      'Cannot age row 3: Due is not a date. Enter a date.',
    );
    expect(spreadsheet.errorOf({title: 'Sheet1', row: 1, column: 2})).toBeNull();
    expect(calls.map(({name}) => name)).toEqual(['BROKEN']);
  });

  test('that become known later compute where they already stand', async () => {
    await scripts.run((app) => void app.getActiveSheet().getRange('A1').setFormula('=KNOWN_LATER(1)'));
    expect(await settledValue('A1')).toBe('#NAME?');
    spreadsheet.registerCustomFunctions(['KNOWN_LATER'], async () => 'known');
    expect(await settledValue('A1')).toBe('known');
  });

  test('run side by side', async () => {
    const names = Array.from({length: 20}, (_, index) => [`=DOUBLE(${index})`]);
    await scripts.run(
      (app, formulas) => void app.getActiveSheet().getRange(1, 1, 20, 1).setFormulas(formulas),
      names,
    );
    await spreadsheet.settled();
    expect(spreadsheet.readTab('Sheet1')?.values.flat()).toEqual(names.map((_, index) => index * 2));
  });
});

describe('evaluate()', () => {
  test.each([
    ['=1+1', {kind: 'value', value: 2}],
    ['"a"&"b"', {kind: 'value', value: 'ab'}],
    [
      '=SEQUENCE(2,2)',
      {
        kind: 'value',
        value: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    ['=DATE(2026,1,31)', {kind: 'value', value: '2026-01-31'}],
    ['=1=1', {kind: 'value', value: true}],
    ['=1/0', {kind: 'error', message: '#DIV/0!'}],
    [
      '=NO_SUCH_FUNCTION()',
      {
        kind: 'error',
        message:
          'There is no function or name NO_SUCH_FUNCTION. Check its spelling, and put text in quotation marks; Receivables exists after a refresh.',
      },
    ],
    ['=DOUBLE(4)', {kind: 'value', value: 8}],
    ['=double(4)', {kind: 'value', value: 8}],
    [
      '=TABLE()',
      {
        kind: 'value',
        value: [
          ['a', 1, '2026-01-31'],
          ['b', '', ''],
        ],
      },
    ],
    ['=BROKEN()', {kind: 'error', message: 'Cannot age row 3: Due is not a date. Enter a date.'}],
  ])('%s', async (formula, evaluation) => {
    expect(await spreadsheet.evaluate(formula)).toEqual(evaluation);
    expect(spreadsheet.tabTitles()).toEqual(['Sheet1']);
  });
});

/** The engine writes an empty list of input rules for each tab that it once had. */
function withoutEmptyRules(snapshot: unknown): string {
  return JSON.stringify(snapshot, (key, value) =>
    key === 'resources'
      ? value.filter((item: {name: string}) => item.name !== 'SHEET_DATA_VALIDATION_PLUGIN')
      : value,
  );
}

describe('fillTab(), readTab() and snapshot()', () => {
  test('fillTab() makes the tab, reads cells as typing and grows the grid', async () => {
    spreadsheet.fillTab('Filled', [
      ['Name', 'Due', 'Amount', ''],
      ["'007", '2026-01-31', '=2*3'],
      ['Acme', '2026-01-31 13:30', 1.5, true, null],
    ]);
    await spreadsheet.settled();
    expect(spreadsheet.readTab('Filled')).toEqual({
      values: [
        ['Name', 'Due', 'Amount', ''],
        ['007', {$date: Date.UTC(2026, 0, 30, 23)}, 6, ''],
        ['Acme', {$date: Date.UTC(2026, 0, 31, 12, 30)}, 1.5, true],
      ],
      display: [
        ['Name', 'Due', 'Amount', ''],
        ['007', '2026-01-31', '6', ''],
        ['Acme', '2026-01-31 13:30', '1.5', 'TRUE'],
      ],
      plain: [
        ['Name', 'Due', 'Amount', ''],
        ['007', '2026-01-31', 6, ''],
        ['Acme', '2026-01-31T13:30:00+01:00', 1.5, true],
      ],
    });
    spreadsheet.fillTab(
      'Long',
      Array.from({length: 1200}, (_, row) => [row]),
    );
    expect(spreadsheet.readTab('Long')?.values).toHaveLength(1200);
    expect(spreadsheet.readTab('Missing')).toBeNull();
  });

  test('a snapshot opens as the same spreadsheet, which goes on computing', async () => {
    await scripts.run((app) => {
      const book = app.getActive();
      const sheet = book.getActiveSheet();
      sheet.getRange('A1:C2').setValues([
        ['2026-01-31', "'=A1", 5],
        ['x', true, '=C1*2'],
      ]);
      sheet.getRange('A1').setBackground('#ff0000').setNote('read me');
      sheet.getRange('E1').setFormula('=SUM(receivables)+DOUBLE(C1)');
      sheet.getRange('G1').setFormula('=SEQUENCE(2,1)');
      book.setNamedRange('Receivables', sheet.getRange('C1:C2'));
      sheet.getRange('A1:C2').createFilter();
      sheet.setFrozenRows(1);
      sheet.setConditionalFormatRules([
        app
          .newConditionalFormatRule()
          .setRanges([sheet.getRange('A1:A2')])
          .whenCellEmpty()
          .setBold(true)
          .build(),
      ]);
      sheet.addDeveloperMetadata('role', 'receivables');
      book.insertSheet('Staging').hideSheet();
      return 0;
    });
    await spreadsheet.settled();
    const saved = JSON.parse(JSON.stringify(spreadsheet.snapshot()));
    const reopened = createSpreadsheet({timeZone: 'Etc/UTC', snapshot: saved});
    const thread = openScriptThread(reopened.service);
    try {
      reopened.registerCustomFunctions(['DOUBLE'], callFunction);
      await reopened.settled();
      expect(reopened.readTab('Sheet1')).toEqual(spreadsheet.readTab('Sheet1'));
      expect(reopened.readTab('Sheet1')?.values.map((row) => row[6])).toEqual([1, 2]);
      // The page's own engine reads the saved workbook, and only this mark keeps such text from computing there.
      expect(JSON.stringify(saved)).toContain('{"v":"=A1","t":4}');
      expect(withoutEmptyRules(reopened.snapshot())).toBe(withoutEmptyRules(saved));
      const read = await thread.run((app) => {
        const book = app.getActive();
        const sheet = book.getSheetByName('Sheet1');
        if (sheet === null) return null;
        const facts = [
          sheet.getRange('B1').getFormula(),
          sheet.getRange('A1').getBackground(),
          sheet.getRange('A1').getNote(),
          sheet.getFilter()?.getRange().getA1Notation(),
          sheet.getFrozenRows(),
          sheet.getConditionalFormatRules().length,
          sheet.getDeveloperMetadata()[0]?.getValue(),
          book.getSheetByName('Staging')?.isSheetHidden(),
          book.getSpreadsheetTimeZone(),
        ];
        sheet.getRange('C1').setValue(7);
        return [...facts, sheet.getRange('C2').getValue(), book.insertSheet().getSheetId()];
      });
      const ids = [...JSON.stringify(saved).matchAll(/"id":"(\d+)"/g)].map(([, id]) => Number(id));
      expect(read?.slice(0, -1)).toEqual([
        '',
        '#ff0000',
        'read me',
        'A1:C2',
        1,
        1,
        'receivables',
        true,
        'Europe/Berlin',
        14,
      ]);
      expect(ids).not.toContain(read?.at(-1));
      await reopened.settled();
      expect(reopened.readTab('Sheet1')?.values[0]?.[4]).toBe(35);
    } finally {
      await thread.close();
      reopened.dispose();
    }
  });

  test('a snapshot of another version is refused', () => {
    expect(() => createSpreadsheet({timeZone: 'Etc/UTC', snapshot: {version: 0}})).toThrow(
      'Cannot open the saved spreadsheet: its version is 0, not 1.',
    );
  });
});
