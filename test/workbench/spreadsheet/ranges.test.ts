import {createSpreadsheet, type Spreadsheet} from '../../../workbench/spreadsheet/spreadsheet.ts';
import {openScriptThread, type ScriptThread, type SpreadsheetApp} from './support/script-thread.ts';

type Cell = string | number | boolean | null;

let spreadsheet: Spreadsheet;
let scripts: ScriptThread;

beforeAll(() => {
  spreadsheet = createSpreadsheet({timeZone: 'Europe/Berlin'});
  scripts = openScriptThread(spreadsheet.service);
});

afterAll(async () => {
  await scripts.close();
  spreadsheet.dispose();
});

beforeEach(() => scripts.run((app) => void app.getActive().getSheetByName('Sheet1')?.clear()));

describe('Range values', () => {
  test('setValues() reads text as typing and getValues() gives numbers, booleans, text, blanks and Dates', async () => {
    const read = await scripts.run((app) => {
      const range = app.getActiveSheet().getRange(2, 2, 2, 4);
      range.setValues([
        ['$1,234.50', 'TRUE', "'007", ''],
        [7, false, '2026-01-31', null],
      ]);
      const values = range.getValues();
      return {values, isDate: values[1]?.[2] instanceof Date, display: range.getDisplayValues()};
    });
    expect(read).toEqual({
      values: [
        [1234.5, true, '007', ''],
        [7, false, '2026-01-30T23:00:00.000Z', ''],
      ],
      isDate: true,
      display: [
        ['$1,234.50', 'TRUE', '007', ''],
        ['7', 'FALSE', '2026-01-31', ''],
      ],
    });
  });

  test('setValue() keeps a Date to the millisecond and shows it in the zone of the spreadsheet', async () => {
    const read = await scripts.run((app) => {
      const cell = app.getActiveSheet().getRange('C3');
      cell.setValue(new Date('2026-07-01T10:11:12.345Z'));
      return [cell.getValue().getTime(), cell.getDisplayValue(), cell.getNumberFormat()];
    });
    expect(read).toEqual([Date.parse('2026-07-01T10:11:12.345Z'), '7/1/2026 12:11:12', 'm/d/yyyy h:mm:ss']);
  });

  test('a number format that shows dates makes a number a Date, another makes it a number again', async () => {
    const read = await scripts.run((app) => {
      const cell = app.getActiveSheet().getRange('A1').setValue(46053).setNumberFormat('yyyy-mm-dd');
      const date = cell.getValue();
      return [date.getTime(), cell.setNumberFormat('0.00').getValue(), cell.getDisplayValue()];
    });
    expect(read).toEqual([Date.parse('2026-01-30T23:00:00Z'), 46053, '46053.00']);
  });

  test('text stays text through formats, and plain text format keeps what is typed', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      const marked = sheet
        .getRange('A1')
        .setValue("'00123")
        .setNumberFormat('#,##0.00')
        .setFontWeight('bold');
      const plain = sheet.getRange('B1').setNumberFormat('@').setValue('=A1');
      return [marked.getValue(), plain.getValue(), plain.getFormula(), typeof plain.getValue()];
    });
    expect(read).toEqual(['00123', '=A1', '', 'string']);
  });

  test('text that reads like a number to the engine alone stays text when its cell is formatted', async () => {
    const read = await scripts.run((app) => {
      const cells = app
        .getActiveSheet()
        .getRange('A1:B1')
        .setValues([['0x10', '=TEXT(7,"000")']]);
      app.flush();
      return cells.setFontWeight('bold').setFontColor('#ff0000').getValues();
    });
    expect(read).toEqual([['0x10', '007']]);
  });

  test('setValues() refuses a table of another size in the words of Google', async () => {
    const set = (values: Cell[][]) =>
      scripts.run((app, table) => app.getActiveSheet().getRange(1, 1, 2, 3).setValues(table) && 0, values);
    await expect(set([[1, 2, 3]])).rejects.toThrow(
      'The number of rows in the data does not match the number of rows in the range. The data has 1 but the range has 2.',
    );
    await expect(
      set([
        [1, 2, 3],
        [1, 2],
      ]),
    ).rejects.toThrow(
      'The number of columns in the data does not match the number of columns in the range. The data has 2 but the range has 3.',
    );
  });

  test('a cell takes 50,000 characters and no more', async () => {
    await expect(
      scripts.run((app) => app.getActiveSheet().getRange('A1').setValue('x'.repeat(50_001)) && 0),
    ).rejects.toThrow('Your input contains more than the maximum of 50000 characters in a single cell.');
  });

  test('setValue() fills a range, and values that no cell holds are named', async () => {
    const read = await scripts.run((app) =>
      app.getActiveSheet().getRange('A1:B2').setValue(Number.NaN).getValues(),
    );
    expect(read).toEqual([
      ['#NUM!', '#NUM!'],
      ['#NUM!', '#NUM!'],
    ]);
    await expect(scripts.run((app) => app.getActiveSheet().getRange('A1').setValue({}) && 0)).rejects.toThrow(
      'Cannot write a value of type object into a cell',
    );
  });

  test('5,000 cells are written and read in one call each', async () => {
    await scripts.run((app) => {
      const range = app.getActiveSheet().getRange(1, 1, 500, 10);
      range.setValues(Array.from({length: 500}, (_, row) => Array.from({length: 10}, (__, at) => row * at)));
      range.getValues();
      return 0;
    });
    // Finding the sheet, the range on it, one write, one read.
    expect(scripts.callCount()).toBeLessThanOrEqual(4);
  });
});

describe('Range addresses count from 1', () => {
  test('every form of getRange() meets the same cells', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      return [
        sheet.getRange(2, 3),
        sheet.getRange(2, 3, 4),
        sheet.getRange(2, 3, 4, 2),
        sheet.getRange('C2:D5'),
        sheet.getRange('Sheet1!C2:D5'),
        app.getActive().getRange('Sheet1!C2:D5').getCell(1, 2),
        sheet.getRange('C2').offset(3, 1),
        sheet.getRange('C2').offset(1, -2, 2, 3),
        sheet.getRange('B:B'),
      ].map((range) => [
        range.getA1Notation(),
        range.getRow(),
        range.getColumn(),
        range.getLastRow(),
        range.getLastColumn(),
        range.getNumRows(),
        range.getNumColumns(),
        range.getSheet().getName(),
      ]);
    });
    expect(read).toEqual([
      ['C2', 2, 3, 2, 3, 1, 1, 'Sheet1'],
      ['C2:C5', 2, 3, 5, 3, 4, 1, 'Sheet1'],
      ['C2:D5', 2, 3, 5, 4, 4, 2, 'Sheet1'],
      ['C2:D5', 2, 3, 5, 4, 4, 2, 'Sheet1'],
      ['C2:D5', 2, 3, 5, 4, 4, 2, 'Sheet1'],
      ['D2', 2, 4, 2, 4, 1, 1, 'Sheet1'],
      ['D5', 5, 4, 5, 4, 1, 1, 'Sheet1'],
      ['A3:C4', 3, 1, 4, 3, 2, 3, 'Sheet1'],
      ['B1:B1000', 1, 2, 1000, 2, 1000, 1, 'Sheet1'],
    ]);
  });

  test.each([
    [0, 1, 1, 1, 'The starting row of the range is too small.'],
    [1, 0, 1, 1, 'The starting column of the range is too small.'],
    [1, 1, 0, 1, 'The number of rows in the range must be at least 1.'],
    [1, 1, 1, 0, 'The number of columns in the range must be at least 1.'],
    [1000, 1, 2, 1, 'The coordinates of the range are outside the dimensions of the sheet.'],
    [1, 27, 1, 1, 'The coordinates of the range are outside the dimensions of the sheet.'],
  ])('getRange(%d, %d, %d, %d) is refused', async (row, column, rows, columns, message) => {
    const place = [row, column, rows, columns];
    await expect(
      scripts.run(
        (app, [a = 1, b = 1, c = 1, d = 1]) => app.getActiveSheet().getRange(a, b, c, d) && 0,
        place,
      ),
    ).rejects.toThrow(message);
  });
});

describe('Range.copyTo()', () => {
  const seed = (): Promise<unknown> =>
    scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:B2').setValues([
        ["'=A1", 5],
        ['=B1*2', '2026-01-31'],
      ]);
      sheet.getRange('A1').setBackground('#ff0000').setFontWeight('bold');
      sheet.getRange('D1:E2').setBackground('#00ff00').setValue('old');
      return 0;
    });

  test('copies values, formats and formulas with moved references; forced text stays text', async () => {
    await seed();
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:B2').copyTo(sheet.getRange('D1'));
      const to = sheet.getRange('D1:E2');
      return [to.getValues(), to.getFormulas(), to.getBackgrounds(), sheet.getRange('D1').getFontWeight()];
    });
    expect(read).toEqual([
      [
        ['=A1', 5],
        [10, '2026-01-30T23:00:00.000Z'],
      ],
      [
        ['', ''],
        ['=E1*2', ''],
      ],
      [
        ['#ff0000', '#ffffff'],
        ['#ffffff', '#ffffff'],
      ],
      'bold',
    ]);
  });

  test('with contentsOnly copies computed values and leaves the formats of the target', async () => {
    await seed();
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:B2').copyTo(sheet.getRange('D1:E2'), {contentsOnly: true});
      const to = sheet.getRange('D1:E2');
      return [to.getValues(), to.getFormulas(), to.getBackgrounds()];
    });
    expect(read).toEqual([
      [
        ['=A1', 5],
        [10, 46053],
      ],
      [
        ['', ''],
        ['', ''],
      ],
      [
        ['#00ff00', '#00ff00'],
        ['#00ff00', '#00ff00'],
      ],
    ]);
  });

  test('values copied over formulas replace them', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:B1').setValues([[1, '=A1+1']]);
      sheet.getRange('A1').copyTo(sheet.getRange('B1'), {contentsOnly: true});
      sheet.getRange('A1').setValue(9);
      return [sheet.getRange('B1').getValue(), sheet.getRange('B1').getFormula()];
    });
    expect(read).toEqual([1, '']);
  });

  test('text copied from an apostrophe never computes, whatever is copied or computed afterwards', async () => {
    await seed();
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      const evil = sheet.getRange('G1').setValue("'=1+1");
      evil.copyTo(sheet.getRange('H1'), {contentsOnly: true});
      sheet.getRange('H1').copyTo(sheet.getRange('I1'));
      sheet.getRange('I1').setNumberFormat('0.00').setFontColor('#123456');
      app.flush();
      return [sheet.getRange('H1:I1').getValues(), sheet.getRange('H1:I1').getFormulas()];
    });
    expect(read).toEqual([[['=1+1', '=1+1']], [['', '']]]);
  });

  test('with formatOnly copies formats and leaves the values', async () => {
    await seed();
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1').copyTo(sheet.getRange('D1:E2'), {formatOnly: true});
      return [sheet.getRange('D1:E2').getValues(), sheet.getRange('D1:E2').getBackgrounds()];
    });
    expect(read).toEqual([
      [
        ['old', 'old'],
        ['old', 'old'],
      ],
      [
        ['#ff0000', '#ff0000'],
        ['#ff0000', '#ff0000'],
      ],
    ]);
  });

  test('by paste type, transposed, and repeated over a larger target', async () => {
    await seed();
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A5:B6').setValues([
        [1, 2],
        [3, 4],
      ]);
      sheet.getRange('A5:B6').copyTo(sheet.getRange('D5'), app.CopyPasteType.PASTE_VALUES, true);
      sheet.getRange('A5:A6').copyTo(sheet.getRange('G5:H8'), app.CopyPasteType.PASTE_VALUES, false);
      return [sheet.getRange('D5:E6').getValues(), sheet.getRange('G5:H8').getValues()];
    });
    expect(read).toEqual([
      [
        [1, 3],
        [2, 4],
      ],
      [
        [1, 1],
        [3, 3],
        [1, 1],
        [3, 3],
      ],
    ]);
  });

  test('onto itself further down reads everything before it writes', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:A3').setValues([[1], [2], [3]]);
      sheet.getRange('A1:A3').copyTo(sheet.getRange('A2'));
      return sheet.getRange('A1:A4').getValues();
    });
    expect(read).toEqual([[1], [1], [2], [3]]);
  });

  test('is one call, and blank cells of the source clear the target', async () => {
    await seed();
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('G1:H2').copyTo(sheet.getRange('D1:E2'));
      return [sheet.getRange('D1:E2').isBlank(), sheet.getRange('D1').getBackground()];
    });
    expect(read).toEqual([true, '#ffffff']);
  });
});

describe('Range formats', () => {
  test('per-cell number formats, colours, fonts and alignment come back as they were given', async () => {
    const read = await scripts.run((app) => {
      const range = app.getActiveSheet().getRange('A1:B2');
      range.setNumberFormats([
        ['0.00', '#,##0.000'],
        ['yyyy-mm-dd', 'General'],
      ]);
      range.setBackgrounds([
        ['#FFF', 'red'],
        [null, '#0000ff'],
      ]);
      range
        .setFontWeights([
          ['bold', 'normal'],
          [null, 'bold'],
        ])
        .setHorizontalAlignment('right');
      range
        .setFontColor('#010203')
        .setFontStyle('italic')
        .setFontSize(12)
        .setWrap(true)
        .setVerticalAlignment('middle');
      const cell = range.getCell(1, 1);
      return [
        range.getNumberFormats(),
        range.getBackgrounds(),
        range.getFontWeights(),
        cell.getHorizontalAlignment(),
        cell.getFontStyle(),
        cell.getFontSize(),
        cell.getWrap(),
        String(cell.getWrapStrategy()),
        cell.getVerticalAlignment(),
      ];
    });
    expect(read).toEqual([
      [
        ['0.00', '#,##0.000'],
        ['yyyy-mm-dd', '0.###############'],
      ],
      [
        ['#ffffff', '#ff0000'],
        ['#ffffff', '#0000ff'],
      ],
      [
        ['bold', 'normal'],
        ['normal', 'bold'],
      ],
      'right',
      'italic',
      12,
      true,
      'WRAP',
      'middle',
    ]);
  });

  test('clear(), clearContent(), clearFormat() and clearNote() take away what they say', async () => {
    const read = await scripts.run((app) => {
      const cell = app.getActiveSheet().getRange('A1');
      const fill = () => cell.setValue(1).setBackground('#ff0000').setNote('n');
      const stateAfter = (clear: () => unknown) =>
        clear() && [cell.getValue(), cell.getBackground(), cell.getNote()];
      return [
        stateAfter(() => fill().clearContent()),
        stateAfter(() => fill().clearFormat()),
        stateAfter(() => fill().clearNote()),
        stateAfter(() => fill().clear({contentsOnly: true})),
        stateAfter(() => fill().clear()),
      ];
    });
    expect(read).toEqual([
      ['', '#ff0000', 'n'],
      [1, '#ffffff', 'n'],
      [1, '#ff0000', ''],
      ['', '#ff0000', 'n'],
      ['', '#ffffff', ''],
    ]);
  });

  test('notes are set, read and changed per cell', async () => {
    const read = await scripts.run((app) => {
      const range = app.getActiveSheet().getRange('B2:C3');
      range
        .setNotes([
          ['a', null],
          ['', 'd'],
        ])
        .getCell(1, 1)
        .setNote('changed');
      return range.getNotes();
    });
    expect(read).toEqual([
      ['changed', ''],
      ['', 'd'],
    ]);
  });

  test('a RangeList changes all of its ranges', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRangeList(['A1', 'C1:C2']).setValue(3).setNumberFormat('0.0');
      return sheet.getRange('A1:C2').getDisplayValues();
    });
    expect(read).toEqual([
      ['3.0', '', '3.0'],
      ['', '', '3.0'],
    ]);
  });
});

describe('Range.sort()', () => {
  test('puts numbers before text before booleans, blanks last, and keeps rows together', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      const range = sheet.getRange('B2:C7');
      range.setValues([
        ['b', 1],
        ['', 2],
        [10, 3],
        [true, 4],
        [9, 5],
        ['A', 6],
      ]);
      const ascending = range.sort(2).getValues();
      return [ascending, range.sort({column: 2, ascending: false}).getValues()];
    });
    expect(read).toEqual([
      [
        [9, 5],
        [10, 3],
        ['A', 6],
        ['b', 1],
        [true, 4],
        ['', 2],
      ],
      [
        [true, 4],
        ['b', 1],
        ['A', 6],
        [10, 3],
        [9, 5],
        ['', 2],
      ],
    ]);
  });

  test('sorts by several columns and carries formats and formulas along', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:C3').setValues([
        ['x', 2, '=B1*10'],
        ['w', 1, '=B2*10'],
        ['x', 1, '=B3*10'],
      ]);
      sheet.getRange('A1:C1').setBackground('#ff0000');
      sheet.getRange('A1:C3').sort([1, {column: 2, ascending: true}]);
      return [sheet.getRange('A1:C3').getValues(), sheet.getRange('A1:A3').getBackgrounds()];
    });
    expect(read).toEqual([
      [
        ['w', 1, 10],
        ['x', 1, 10],
        ['x', 2, 20],
      ],
      [['#ffffff'], ['#ffffff'], ['#ff0000']],
    ]);
  });
});

describe('What is not there', () => {
  test('an unknown method of any object throws its name', async () => {
    const unknown = (script: (app: SpreadsheetApp) => unknown) => scripts.run(script);
    await expect(unknown((app) => app.openById('1'))).rejects.toThrow(
      'SpreadsheetApp.openById is not in the workbench',
    );
    await expect(unknown((app) => app.getActive().getOwner())).rejects.toThrow(
      'Spreadsheet.getOwner is not in',
    );
    await expect(unknown((app) => app.getActiveSheet().getCharts())).rejects.toThrow(
      'Sheet.getCharts is not in',
    );
    await expect(unknown((app) => app.getActiveSheet().getRange('A1').merge())).rejects.toThrow(
      'Range.merge is not in',
    );
  });

  test('a custom function reads and may not write, an execution without authorisation sees no document', async () => {
    await expect(
      scripts.run((app) => app.getActiveSheet().getRange('A1').getValue(), null, 'CUSTOM_FUNCTION'),
    ).resolves.toBe('');
    await expect(
      scripts.run((app) => app.getActiveSheet().getRange('A1').setValue(1) && 0, null, 'CUSTOM_FUNCTION'),
    ).rejects.toThrow('You do not have permission to call setValue');
    await expect(scripts.run((app) => app.getActiveSpreadsheet() && 0, null, 'NONE')).rejects.toThrow(
      'You do not have permission to call SpreadsheetApp.getActiveSpreadsheet',
    );
    await expect(
      spreadsheet.service.call('deleteTab', [0], {
        executionId: 'x',
        functionName: 'f',
        authMode: 'CUSTOM_FUNCTION',
      }),
    ).rejects.toThrow('You do not have permission');
  });
});
