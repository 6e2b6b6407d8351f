import {createSpreadsheet, type Spreadsheet} from '../../../workbench/spreadsheet/spreadsheet.ts';

let spreadsheet: Spreadsheet;

beforeAll(() => {
  spreadsheet = createSpreadsheet({timeZone: 'Etc/UTC'});
  spreadsheet.fillTab('Data', [
    [1, 'x'],
    [2, '=A2*10'],
    [4, '=1+'],
  ]);
  spreadsheet.fillTab(
    'Long',
    Array.from({length: 1500}, (_, row) => [row]),
  );
});

afterAll(() => spreadsheet.dispose());

const noSuch = (word: string) =>
  `There is no function or name ${word}. Check its spelling, and put text in quotation marks; Receivables exists after a refresh.`;
const unreadable = (formula: string) =>
  `Cannot read the formula ${formula}. Check its brackets, quotation marks and operators.`;

describe('evaluate() on a tab', () => {
  test.each([
    ['=SUM(A1:A3)', 7],
    ['=SUM(A:A)', 7],
    ['=A1+1', 2],
    ['=B2', 20],
    ['=Z1&"blank"', 'blank'],
    ['=ROWS(A1:A)', 1000],
    ['=SUM(1:1)', 1],
    ['=COUNT(Long!A:A)', 1500],
  ])('%s sees its cells, and never itself', async (formula, value) => {
    expect(await spreadsheet.evaluate(formula, 'Data')).toEqual({kind: 'value', value});
  });

  test('without a tab means the first one, also when that is blank', async () => {
    expect(await spreadsheet.evaluate('=A1+1')).toEqual({kind: 'value', value: 1});
  });

  test('a spill has room on every side, and none of it stays', async () => {
    const before = JSON.stringify(spreadsheet.readTab('Long'));
    const {value} = {value: null, ...(await spreadsheet.evaluate('=SEQUENCE(600,30)', 'Long'))};
    expect([value].flat(2)).toHaveLength(18_000);
    expect(await spreadsheet.evaluate('=ROWS(A:A)&" "&COLUMNS(1:1)', 'Long')).toEqual({
      kind: 'value',
      value: '1501 52',
    });
    expect(JSON.stringify(spreadsheet.readTab('Long'))).toBe(before);
    expect(spreadsheet.tabTitles()).toEqual(['Sheet1', 'Data', 'Long']);
  });
});

describe('evaluate() says why', () => {
  test.each([
    ['=NOPE(1)', noSuch('NOPE')],
    ['=SUM(Nope, "other")', noSuch('Nope')],
    ["=SUM('Data'!A1, nope2)", noSuch('nope2')],
    ['=LET(x,2,x+gone)', noSuch('gone')],
    ['=LET(x,2,GONE(x))', noSuch('GONE')],
    ['=1+', unreadable('=1+')],
    ['=SUM(1', unreadable('=SUM(1')],
    ['="open', unreadable('="open')],
    ['=)', unreadable('=)')],
  ])('%s has no value', async (formula, message) => {
    expect(await spreadsheet.evaluate(formula, 'Data')).toEqual({kind: 'error', message});
  });

  test('an error that a cell hands on is that error, for the formula itself can be read', async () => {
    expect(await spreadsheet.evaluate('=B3+1', 'Data')).toEqual({kind: 'error', message: '#ERROR!'});
  });
});
