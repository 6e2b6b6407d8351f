import {jest} from '@jest/globals';
import fc from 'fast-check';
import type {Json} from '../../../../workbench/apps-script/host-call.ts';
import {createSpreadsheet, type Spreadsheet} from '../../../../workbench/spreadsheet/spreadsheet.ts';
import {openScriptThread, type ScriptThread} from '../support/script-thread.ts';

/** Random formulas on a busy machine take longer than one test may by default. */
const patienceMs = 60_000;

let spreadsheet: Spreadsheet;
let scripts: ScriptThread;

const calls: {readonly name: string; readonly args: readonly Json[]}[] = [];
let waiting: (() => void)[] = [];
let mostAtOnce = 0;

async function callFunction(name: string, args: Json[]): Promise<Json> {
  calls.push({name, args});
  switch (name) {
    case 'ECHO':
      return JSON.stringify(args);
    case 'TOTAL':
      return [args[0] ?? null]
        .flat(2)
        .reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0);
    case 'NOTHING':
      return null;
    case 'RAGGED':
      return [[1], [2, 3, 4], [5, 6]];
    case 'NO_ROWS':
      return [];
    case 'DATES':
      return [
        [{$date: Date.UTC(2026, 0, 31, 5)}, 'a'],
        [{$date: Date.UTC(2026, 6, 1, 4)}, 'b'],
      ];
    case 'TOGETHER':
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        mostAtOnce = Math.max(mostAtOnce, waiting.length);
        if (waiting.length === 50) for (const go of waiting.splice(0)) go();
      });
      return Number(args[0]) * 2;
    default:
      throw new Error('Cannot age row 3: Due is not a date. Enter a date.');
  }
}

beforeAll(() => {
  spreadsheet = createSpreadsheet({timeZone: 'America/New_York'});
  scripts = openScriptThread(spreadsheet.service);
  const names = ['ECHO', 'TOTAL', 'NOTHING', 'RAGGED', 'NO_ROWS', 'DATES', 'TOGETHER', 'BROKEN'];
  spreadsheet.registerCustomFunctions(names, callFunction);
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
  waiting = [];
  mostAtOnce = 0;
});

async function shown(): Promise<unknown> {
  await spreadsheet.settled();
  return spreadsheet.readTab('Sheet1')?.plain;
}

const errorAt = (row: number, column: number) => spreadsheet.errorOf({title: 'Sheet1', row, column});

describe('Formulas in cells', () => {
  test('getFormula() gives arrays of ranges back as they were written, also after rows moved and in copies', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      const written = '={A2:A3,B2:B3;"a;b",{1}}';
      sheet.getRange('D5').setFormula(written);
      const first = sheet.getRange('D5').getFormula();
      sheet.insertRowsBefore(1, 1);
      const moved = sheet.getRange('D6').getFormula();
      sheet.getRange('D6').copyTo(sheet.getRange('E6'));
      sheet.getRange('H1').setFormula('=SORT({A2:A;B2:B})');
      return [first === written, moved, sheet.getRange('E6').getFormula(), sheet.getRange('H1').getFormula()];
    });
    expect(read).toEqual([
      true,
      '={A3:A4,B3:B4;"a;b",{1}}',
      '={B3:B4,C3:C4;"a;b",{1}}',
      '=SORT({A2:A;B2:B})',
    ]);
  });

  test('a blocked spill is #REF!, and the values come when the way is free', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:A3').setValues([[3], [1], [2]]);
      sheet.getRange('C1').setFormula('=SORT(A1:A3,1,TRUE)');
      sheet.getRange('E1').setFormula('=QUERY(A1:A3,"select A where A > 1",0)');
      sheet.getRange('G1').setFormula('=ARRAYFORMULA(A1:A3*2)');
      const values = () =>
        ['C', 'E', 'G'].map((column) => sheet.getRange(`${column}1:${column}3`).getValues().flat());
      const free = values();
      for (const place of ['C3', 'E2', 'G3']) sheet.getRange(place).setValue('in the way');
      const blocked = values();
      for (const place of ['C3', 'E2', 'G3']) sheet.getRange(place).clearContent();
      return [free, blocked, values()];
    });
    const free = [
      [1, 2, 3],
      [3, 2, ''],
      [6, 2, 4],
    ];
    const blocked = [
      ['#REF!', '', 'in the way'],
      ['#REF!', 'in the way', ''],
      ['#REF!', '', 'in the way'],
    ];
    expect(read).toEqual([free, blocked, free]);
  });

  test('open ranges and queries over them take what is added below', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:B2').setValues([
        ['Customer', 'Open'],
        ['Acme', 10],
      ]);
      sheet.getRange('D1').setFormula('=QUERY(A:B,"select sum(B) where A is not null label sum(B) \'\'",1)');
      sheet.getRange('D2').setFormula('=COUNTUNIQUE(A2:A)');
      sheet.getRange('D3').setFormula('=SUM({B2:B;100})');
      const values = () => sheet.getRange('D1:D3').getValues().flat();
      const before = values();
      sheet.getRange('A3:B3').setValues([['Bolt', 5]]);
      const after = values();
      sheet.insertRowsAfter(sheet.getMaxRows(), 1);
      sheet.getRange(sheet.getMaxRows(), 1, 1, 2).setValues([['Cora', 1]]);
      return [before, after, values()];
    });
    expect(read).toEqual([
      [10, 1, 110],
      [15, 2, 115],
      [16, 3, 116],
    ]);
  });

  test('dates stay dates through sums and chains, money and percent show as such', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet
        .getRange('A1:F1')
        .setFormulas([
          [
            '=EDATE(DATE(2026,1,31),1)',
            '=A1+30',
            '=B1-A1',
            '=TO_DOLLARS(1234.5)',
            '=TO_PERCENT(0.125)',
            '=B1&""',
          ],
        ]);
      return sheet.getRange('A1:F1').getDisplayValues()[0];
    });
    expect(read).toEqual(['2/28/2026', '3/30/2026', '30', '$1,234.50', '12.50%', '3/30/2026']);
  });

  test.each([
    [
      'IMPORTXML("http://x.test","//a")',
      'IMPORTXML is not in the workbench: it asks the internet. In Google Sheets it works.',
    ],
    [
      'IMAGE("http://x.test/a.png")',
      'IMAGE is not in the workbench: it asks the internet. In Google Sheets it works.',
    ],
    [
      'googlefinance("GOOG")',
      'GOOGLEFINANCE is not in the workbench: it asks a service of Google. In Google Sheets it works.',
    ],
    [
      'SPARKLINE(A2:A5)',
      'SPARKLINE is not in the workbench: it draws a chart in its cell. In Google Sheets it works.',
    ],
    [
      'GETPIVOTDATA("x",A1)',
      'GETPIVOTDATA is not in the workbench: it reads a pivot table, which the workbench cannot hold. In Google Sheets it works.',
    ],
  ])('=%s says that the workbench has it not', async (call, sentence) => {
    spreadsheet.fillTab('Sheet1', [[`=${call}`, `=IFERROR(${call},"caught")`]]);
    expect(await shown()).toEqual([['#ERROR!', 'caught']]);
    expect(errorAt(1, 1)).toBe(sentence);
    expect(errorAt(1, 2)).toBeNull();
  });

  test('errorOf() explains what stands in the cell, not what stood there', async () => {
    spreadsheet.fillTab('Sheet1', [['=IMPORTDATA("x")', '=SPLIT("a","")']]);
    await spreadsheet.settled();
    expect(errorAt(1, 2)).toBe('Function SPLIT parameter 2 value should be non-empty.');
    spreadsheet.fillTab('Sheet1', [['=#ERROR!', '=SPLIT("a","b")']]);
    expect(await shown()).toEqual([['#ERROR!', 'a']]);
    expect([errorAt(1, 1), errorAt(1, 2)]).toEqual([null, null]);
  });

  test('a formula over which the engine fails leaves the others computing', async () => {
    const broken = [
      '=LET(-1,-1,-1)',
      '=LAMBDA(A9:C9,A9:C9,"*",A9:C9)',
      '=SUM(',
      '=)(',
      '=TRUEA:A',
      '=SEQUENCE(1E5,1E5)',
      '=REPT("ab",1E9)',
    ];
    spreadsheet.fillTab('Sheet1', [
      ...broken.map((formula) => [formula]),
      ['=WORKDAY(DATE(2026,1,1),1E9)'],
      ['=1+1'],
    ]);
    expect(await shown()).toEqual([
      ['#ERROR!'],
      ['#ERROR!'],
      ['#ERROR!'],
      ['#ERROR!'],
      ['#ERROR!'],
      ['#VALUE!'],
      ['#VALUE!'],
      ['#NUM!'],
      [2],
    ]);
  });

  test(
    'whatever is typed after =, the spreadsheet goes on computing',
    async () => {
      const piece = fc.constantFrom(
        ...[
          'A1',
          'B2:C3',
          'A:A',
          'A2:A',
          '1',
          '"x"',
          'TRUE',
          '{1;2}',
          '{',
          '}',
          '(',
          ')',
          ',',
          ';',
          '-',
          '&',
          '%',
          '^',
        ],
        ...[
          '=',
          '<>',
          ':',
          '!',
          '#REF!',
          "'S'!A1",
          'Sheet1!A1',
          'SUM(',
          'IF(',
          'LET(x,',
          'LAMBDA(x,',
          'x',
          'MAP(A1:A3,',
        ],
        ...[
          'QUERY(A1:C3,',
          '"select A"',
          'FILTER(',
          '"',
          "'",
          '@',
          '#',
          'INDIRECT(',
          'OFFSET(A1,',
          '[',
          ']',
          '1e999',
        ],
      );
      // The engine tells the console of each formula that it cannot read.
      const silence = jest.spyOn(console, 'error').mockImplementation(() => undefined);
      let turn = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(piece, {minLength: 1, maxLength: 9}), async (pieces) => {
          turn += 1;
          spreadsheet.fillTab('Typed', [[`=${pieces.join('')}`]]);
          spreadsheet.fillTab('Beside', [[5, `=A1+${turn}`]]);
          await spreadsheet.settled();
          expect(spreadsheet.readTab('Beside')?.plain).toEqual([[5, 5 + turn]]);
        }),
        {numRuns: 150, examples: [[['A1', ']']], [['1', '[']], [['LET(x,', 'x', '!']]]},
      );
      silence.mockRestore();
    },
    patienceMs,
  );

  test('functions of Excel that Sheets has not are unknown', async () => {
    spreadsheet.fillTab('Sheet1', [['=TEXTSPLIT("a,b",",")', '=SORTBY({2;1},{2;1})', '=TAKE({1;2},1)']]);
    expect(await shown()).toEqual([['#NAME?', '#NAME?', '#NAME?']]);
  });
});

describe('Custom functions in cells', () => {
  test('get blanks as text, dates as instants, booleans, and are called in any case', async () => {
    spreadsheet.fillTab('Sheet1', [
      ['2026-01-31', true, '', "'007"],
      ['=A1+1', 2.5, 'x', ''],
      ['=echo(A1:D2)'],
    ]);
    await spreadsheet.settled();
    expect(calls).toEqual([
      {
        name: 'ECHO',
        args: [
          [
            [{$date: Date.UTC(2026, 0, 31, 5)}, true, '', '007'],
            [{$date: Date.UTC(2026, 1, 1, 5)}, 2.5, 'x', ''],
          ],
        ],
      },
    ]);
  });

  test('that return nothing show a blank, ragged rows are filled up, no rows show a blank, dates are dates', async () => {
    spreadsheet.fillTab('Sheet1', [
      ['=NOTHING()', '=ISBLANK(A1)', '=NO_ROWS()'],
      ['=RAGGED()'],
      [''],
      [''],
      ['=DATES()'],
    ]);
    expect(await shown()).toEqual([
      ['', true, ''],
      [1, '', ''],
      [2, 3, 4],
      [5, 6, ''],
      ['2026-01-31', 'a', ''],
      ['2026-07-01', 'b', ''],
    ]);
  });

  test('that throw show #ERROR! with their sentence, which IFERROR catches and an error argument replaces', async () => {
    spreadsheet.fillTab('Sheet1', [['=BROKEN(1)', '=IFERROR(BROKEN(2),"caught")', '=TOTAL(1/0)', '=A1&""']]);
    expect(await shown()).toEqual([['#ERROR!', 'caught', '#DIV/0!', '#ERROR!']]);
    expect(errorAt(1, 1)).toBe('Cannot age row 3: Due is not a date. Enter a date.');
    expect([errorAt(1, 2), errorAt(1, 3)]).toEqual([null, null]);
    expect(calls.map(({args}) => args[0])).toEqual([1, 2]);
  });

  test('compute again only when an argument changed, through names that grow and shrink in any case', async () => {
    await scripts.run((app) => {
      const book = app.getActive();
      const sheet = book.getActiveSheet();
      sheet.getRange('A1:A4').setValues([[1], [2], [4], [8]]);
      book.setNamedRange('Receivables', sheet.getRange('A1:A2'));
      sheet.getRange('C1').setFormula('=total(receivables)');
      return 0;
    });
    const totals: unknown[] = [];
    const look = async () => {
      await spreadsheet.settled();
      totals.push([spreadsheet.readTab('Sheet1')?.plain[0]?.[2], calls.length]);
    };
    await look();
    for (const place of ['A1:A4', 'A2:A3', 'A2:A3']) {
      await scripts.run((app, a1) => {
        app.getActive().setNamedRange('Receivables', app.getActiveSheet().getRange(a1));
        return 0;
      }, place);
      await look();
    }
    await scripts.run((app) => {
      app.getActiveSheet().getRange('B1').setValue('beside');
      return 0;
    });
    await look();
    expect(totals).toEqual([
      [3, 1],
      [15, 2],
      [6, 3],
      [6, 3],
      [6, 3],
    ]);
  });

  test('a spill that is blocked is #REF! until the way is free', async () => {
    spreadsheet.fillTab('Sheet1', [['=RAGGED("anew")'], ['in the way']]);
    expect(await shown()).toEqual([['#REF!'], ['in the way']]);
    await scripts.run((app) => {
      app.getActiveSheet().getRange('A2').clearContent();
      return 0;
    });
    expect(await shown()).toEqual([
      [1, '', ''],
      [2, 3, 4],
      [5, 6, ''],
    ]);
    expect(calls).toHaveLength(1);
  });

  test('50 run at once', async () => {
    spreadsheet.fillTab(
      'Sheet1',
      Array.from({length: 50}, (_, index) => [`=TOGETHER(${index})`, `=A${index + 1}+1`]),
    );
    expect(await shown()).toEqual(Array.from({length: 50}, (_, index) => [index * 2, index * 2 + 1]));
    expect(mostAtOnce).toBe(50);
  });
});
