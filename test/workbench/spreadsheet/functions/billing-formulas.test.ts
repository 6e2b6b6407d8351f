import {createSpreadsheet, type Spreadsheet} from '../../../../workbench/spreadsheet/spreadsheet.ts';
import {openScriptThread} from '../support/script-thread.ts';

type Cell = string | number | boolean;

/** What a billing team keeps: open invoices, their customers, the terms. Typed as a person types. */
const template: Readonly<Record<string, readonly (readonly Cell[])[]>> = {
  Invoices: [
    ['Invoice', 'Customer', 'Due', 'Amount', 'Paid', 'Status', 'Currency'],
    ['in_1', 'Acme', '2026-01-31', 100, true, 'open', 'USD'],
    ['in_2', 'Bolt', '2026-02-28', 250.5, false, 'open', 'EUR'],
    ['in_3', 'Acme', '2026-03-15', 75, true, 'paid', 'USD'],
    ['in_4', 'Cora', '2025-12-01', 1200, false, 'open', 'USD'],
    ['in_5', 'Acme', '2026-01-05', '', false, 'void', 'USD'],
  ],
  'Customer list': [
    ['Name', 'Email', 'Terms', 'Phone'],
    ['Acme', 'ap@acme.test', 'Net 30', "'0049"],
    ['Bolt', 'pay@bolt.test', 'Net 60', "'0033"],
    ['Cora', 'not an address', 'Due on receipt', ''],
  ],
};

interface Case {
  readonly formula: string;
  readonly expected: Cell | readonly (readonly Cell[])[] | {readonly error: string};
  /** The page of this name in Google's list of functions, or of Google's help, that says so. */
  readonly source: string;
  /** Cells of the formula's own besides the template's: the tab Case. */
  readonly cells?: readonly (readonly Cell[])[];
}

const functionList = 'https://support.google.com/docs/table/25273';
const queryLanguage = 'https://developers.google.com/chart/interactive/docs/querylanguage';

const cases: readonly Case[] = [
  // Sums and counts with conditions.
  {formula: '=SUMIFS(Invoices!D2:D,Invoices!B2:B,"Acme")', expected: 175, source: 'SUMIFS'},
  {
    formula: '=SUMIFS(Invoices!D2:D,Invoices!C2:C,">="&DATE(2026,1,1),Invoices!F2:F,"open")',
    expected: 350.5,
    source: 'SUMIFS',
  },
  {
    formula: '=SUMIFS(Invoices!D2:D6,Invoices!C2:C6,"<="&Invoices!C2,Invoices!F2:F6,"<>void")',
    expected: 1300,
    source: 'SUMIFS',
  },
  {formula: '=SUMIF(Invoices!B2:B6,"A*",Invoices!D2:D6)', expected: 175, source: 'SUMIF'},
  {formula: '=COUNTIFS(Invoices!B2:B,"acme",Invoices!E2:E,TRUE)', expected: 2, source: 'COUNTIFS'},
  {formula: '=COUNTIFS(Invoices!C2:C6,">=2026-01-31")', expected: 3, source: 'COUNTIFS'},
  {formula: '=COUNTIF(Invoices!D2:D,">100")', expected: 2, source: 'COUNTIF'},
  {formula: '=COUNTUNIQUE(Invoices!B2:B)', expected: 3, source: 'COUNTUNIQUE'},
  {
    formula: '=COUNTUNIQUEIFS(Invoices!B2:B,Invoices!F2:F,"open",Invoices!D2:D,">=100")',
    expected: 3,
    source: 'COUNTUNIQUEIFS',
  },
  {formula: '=COUNTBLANK(Invoices!D2:D6)', expected: 1, source: 'COUNTBLANK'},
  {
    formula: '=AVERAGEIFS(Invoices!D2:D6,Invoices!F2:F6,"open",Invoices!G2:G6,"USD")',
    expected: 650,
    source: 'AVERAGEIFS',
  },
  {
    formula: '=MAXIFS(Invoices!D2:D6,Invoices!F2:F6,"open",Invoices!G2:G6,"EUR")',
    expected: 250.5,
    source: 'MAXIFS',
  },
  {formula: '=MINIFS(Invoices!C2:C6,Invoices!F2:F6,"open")', expected: '2025-12-01', source: 'MINIFS'},
  {
    formula: '=SUMPRODUCT((Invoices!F2:F6="open")*(Invoices!G2:G6="USD")*Invoices!D2:D6)',
    expected: 1300,
    source: 'SUMPRODUCT',
  },
  {formula: '=SUBTOTAL(9,Invoices!D2:D6)', expected: 1625.5, source: 'SUBTOTAL'},
  {formula: '=SUBTOTAL(103,Invoices!A2:A6)', expected: 5, source: 'SUBTOTAL'},
  {formula: '=RANK(250.5,Invoices!D2:D6)', expected: 2, source: 'RANK'},
  {formula: '=RANK(2,{3,1,2,2},TRUE)', expected: 2, source: 'RANK'},
  {formula: '=LARGE(Invoices!D2:D6,2)', expected: 250.5, source: 'LARGE'},
  // Lookups, filters, order.
  {formula: '=VLOOKUP("in_3",Invoices!A2:G,4,FALSE)', expected: 75, source: 'VLOOKUP'},
  {
    formula: '=VLOOKUP(60,{0,"Current";1,"1–30";31,"31–60";61,"61–90"},2,TRUE)',
    expected: '31–60',
    source: 'VLOOKUP',
  },
  {formula: '=XLOOKUP("in_2",Invoices!A2:A6,Invoices!C2:C6)', expected: '2026-02-28', source: 'XLOOKUP'},
  {
    formula: '=XLOOKUP("in_9",Invoices!A2:A6,Invoices!C2:C6,"unknown")',
    expected: 'unknown',
    source: 'XLOOKUP',
  },
  {formula: '=INDEX(Invoices!D2:D6,MATCH("in_4",Invoices!A2:A6,0))', expected: 1200, source: 'INDEX, MATCH'},
  {
    formula: "=XLOOKUP(Invoices!B3,'Customer list'!A2:A,'Customer list'!C2:C)",
    expected: 'Net 60',
    source: 'XLOOKUP',
  },
  {formula: "='Customer list'!D2", expected: '0049', source: 'Reference data from other sheets'},
  {
    formula: '=FILTER(Invoices!A2:C6,Invoices!F2:F6="open",Invoices!D2:D6>100)',
    expected: [
      ['in_2', 'Bolt', '2026-02-28'],
      ['in_4', 'Cora', '2025-12-01'],
    ],
    source: 'FILTER',
  },
  {
    formula: '=IFNA(FILTER(Invoices!A2:A6,Invoices!D2:D6>5000),"none")',
    expected: 'none',
    source: 'FILTER, IFNA',
  },
  {formula: '=FILTER(Invoices!A2:A6,Invoices!D2:D6>5000)', expected: {error: '#N/A'}, source: 'FILTER'},
  {formula: '=UNIQUE(Invoices!B2:B6)', expected: [['Acme'], ['Bolt'], ['Cora']], source: 'UNIQUE'},
  {
    formula: '=SORT(Invoices!A2:D6,4,FALSE)',
    expected: [
      ['in_4', 'Cora', '2025-12-01', 1200],
      ['in_2', 'Bolt', '2026-02-28', 250.5],
      ['in_1', 'Acme', '2026-01-31', 100],
      ['in_3', 'Acme', '2026-03-15', 75],
      ['in_5', 'Acme', '2026-01-05', ''],
    ],
    source: 'SORT',
  },
  {
    formula: '=SORT(Invoices!A2:B6,Invoices!B2:B6,TRUE,Invoices!C2:C6,FALSE)',
    expected: [
      ['in_3', 'Acme'],
      ['in_1', 'Acme'],
      ['in_5', 'Acme'],
      ['in_2', 'Bolt'],
      ['in_4', 'Cora'],
    ],
    source: 'SORT',
  },
  {
    formula: '=SORTN(Invoices!A2:D6,1,0,4,FALSE)',
    expected: [['in_4', 'Cora', '2025-12-01', 1200]],
    source: 'SORTN',
  },
  {formula: '=SORTN(Invoices!B2:B6,9,2,1,FALSE)', expected: [['Cora'], ['Bolt'], ['Acme']], source: 'SORTN'},
  {formula: '=SORTN({1;1;2;2;3},2,1)', expected: [[1], [1]], source: 'SORTN'},
  {formula: '=SORTN({1;1;2;2;3},2,3)', expected: [[1], [1], [2], [2]], source: 'SORTN'},
  {
    formula: '=FILTER(Invoices!A2:A,Invoices!F2:F="open",Invoices!D2:D>=100,Invoices!G2:G="USD")',
    expected: [['in_1'], ['in_4']],
    source: 'FILTER',
  },
  {
    formula: '=FILTER(Invoices!A2:A6,Invoices!F2:F6="open",Invoices!D2:D4>100)',
    expected: {error: '#N/A'},
    source: 'FILTER',
  },
  {formula: '=COUNTA(INDIRECT("Invoices!A2:A"))', expected: 5, source: 'INDIRECT'},
  // LET, LAMBDA and their helpers.
  {
    formula: '=LET(open,FILTER(Invoices!D2:D6,Invoices!F2:F6="open"),SUM(open)/COUNT(open))',
    expected: 516.8333333333334,
    source: 'LET',
  },
  {
    formula: '=MAP(Invoices!D2:D4,LAMBDA(amount,ROUND(amount*1.19,2)))',
    expected: [[119], [298.1], [89.25]],
    source: 'MAP',
  },
  {formula: '=BYROW({1,2;3,4},LAMBDA(row,SUM(row)))', expected: [[3], [7]], source: 'BYROW'},
  {formula: '=REDUCE(0,Invoices!D2:D4,LAMBDA(total,amount,total+amount))', expected: 425.5, source: 'REDUCE'},
  {
    formula: '=SCAN(0,{1;2;3},LAMBDA(balance,amount,balance+amount))',
    expected: [[1], [3], [6]],
    source: 'SCAN',
  },
  // Text.
  {formula: '=REGEXMATCH("INV-0042","^INV-\\d{4}$")', expected: true, source: 'REGEXMATCH'},
  {formula: '=REGEXEXTRACT("PO 4711 / March","\\d+")', expected: '4711', source: 'REGEXEXTRACT'},
  {formula: '=REGEXREPLACE("DE 12-34","[^0-9]","")', expected: '1234', source: 'REGEXREPLACE'},
  {formula: '=TEXT(1234567.891,"#,##0.00")', expected: '1,234,567.89', source: 'TEXT'},
  {formula: '=TEXT(Invoices!C2,"yyyy-mm-dd")', expected: '2026-01-31', source: 'TEXT'},
  {formula: '="Due "&TEXT(Invoices!C2,"mmm d, yyyy")', expected: 'Due Jan 31, 2026', source: 'TEXT, CONCAT'},
  {formula: '="Due "&Invoices!C2', expected: 'Due 2026-01-31', source: 'CONCAT'},
  {formula: '=CONCATENATE(Invoices!A2:A3,"/",1.5,TRUE)', expected: 'in_1in_2/1.5TRUE', source: 'CONCATENATE'},
  {formula: '=SPLIT("in_1,in_2",",")', expected: [['in_1', 'in_2']], source: 'SPLIT'},
  {formula: '=SPLIT("a--b","--",FALSE)', expected: [['a', 'b']], source: 'SPLIT'},
  {formula: '=SPLIT("a,,7",",",TRUE,FALSE)', expected: [['a', '', 7]], source: 'SPLIT'},
  {formula: '=JOIN(", ",Invoices!A2:A4)', expected: 'in_1, in_2, in_3', source: 'JOIN'},
  {formula: '=TEXTJOIN("; ",TRUE,Invoices!D2:D6)', expected: '100; 250.5; 75; 1200', source: 'TEXTJOIN'},
  {
    formula: '=HYPERLINK("https://invoice.test/in_1","Open in_1")',
    expected: 'Open in_1',
    source: 'HYPERLINK',
  },
  {
    formula: '=SUBSTITUTE(LOWER("ACME INC"),"inc","Inc.")',
    expected: 'acme Inc.',
    source: 'SUBSTITUTE, LOWER',
  },
  {formula: '=VALUE("$1,234.50")', expected: 1234.5, source: 'VALUE'},
  {formula: '=DOLLAR(1234.5)', expected: '$1,234.50', source: 'DOLLAR'},
  // Dates.
  {formula: '=EDATE(DATE(2026,1,31),1)', expected: '2026-02-28', source: 'EDATE'},
  {formula: '=EDATE(DATE(2024,1,31),1)', expected: '2024-02-29', source: 'EDATE'},
  {formula: '=EDATE(DATE(2026,3,31),-1)', expected: '2026-02-28', source: 'EDATE'},
  {formula: '=EDATE(DATE(2026,10,31),4)', expected: '2027-02-28', source: 'EDATE'},
  {formula: '=EOMONTH(DATE(2026,1,15),1)', expected: '2026-02-28', source: 'EOMONTH'},
  {formula: '=DATEDIF(Invoices!C5,DATE(2026,2,15),"D")', expected: 76, source: 'DATEDIF'},
  {formula: '=NETWORKDAYS(DATE(2026,1,1),DATE(2026,1,31))', expected: 22, source: 'NETWORKDAYS'},
  {formula: '=WORKDAY(DATE(2026,1,30),1)', expected: '2026-02-02', source: 'WORKDAY'},
  {formula: '=Invoices!C2+30', expected: '2026-03-02', source: 'ADD'},
  {formula: '=Invoices!C3-Invoices!C2', expected: 28, source: 'MINUS'},
  {formula: '=SMALL(Invoices!C2:C6,2)', expected: '2026-01-05', source: 'SMALL'},
  {formula: '=50000-Invoices!C2', expected: 3947, source: 'MINUS'},
  {formula: '=TO_TEXT(TIME(13,5,9))', expected: '1:05:09 PM', source: 'TIME'},
  {formula: '=TO_DATE(46053)', expected: '2026-01-31', source: 'TO_DATE'},
  {formula: '=TO_DOLLARS(1234.5)*2', expected: 2469, source: 'TO_DOLLARS'},
  {formula: '=TO_PERCENT(0.125)', expected: 0.125, source: 'TO_PERCENT'},
  {formula: '=TO_TEXT(Invoices!C2)', expected: '2026-01-31', source: 'TO_TEXT'},
  {formula: '=TO_PURE_NUMBER("50%")', expected: 0.5, source: 'TO_PURE_NUMBER'},
  // 550 on the first day and 605 a year of 365 days later at 10 %: 550 + 550.
  {formula: '=ROUND(XNPV(10%,{550,605},{46023,46388}),6)', expected: 1100, source: 'XNPV'},
  // Rounding, percent, operators.
  {formula: '=ROUND(2.675,2)', expected: 2.68, source: 'ROUND'},
  {formula: '=ROUND(-2.5)', expected: -3, source: 'ROUND'},
  {formula: '=ROUNDUP(2.671,2)', expected: 2.68, source: 'ROUNDUP'},
  {formula: '=MROUND(7.3,0.5)', expected: 7.5, source: 'MROUND'},
  {formula: '=200*19%', expected: 38, source: 'UNARY_PERCENT'},
  {
    formula: '=ADD(MULTIPLY(2,3),DIVIDE(MINUS(9,1),POW(2,2)))',
    expected: 8,
    source: 'ADD, MULTIPLY, DIVIDE, MINUS, POW',
  },
  {
    formula: '=AND(EQ("Open","open"),NE(1,2),GT(2,1),GTE(2,2),LT(1,2),LTE(2,2))',
    expected: true,
    source: 'EQ … LTE',
  },
  {formula: '=UMINUS(UPLUS(UNARY_PERCENT(50)))', expected: -0.5, source: 'UMINUS, UPLUS, UNARY_PERCENT'},
  {
    formula: '=IF(AND(Invoices!F2="OPEN",NOT(Invoices!D2>500)),"remind","leave")',
    expected: 'remind',
    source: 'IF, AND, NOT',
  },
  {formula: '=IFS(Invoices!D5>1000,"A",TRUE,"B")', expected: 'A', source: 'IFS'},
  // Errors.
  {formula: '=IFERROR(1/0,"n/a")', expected: 'n/a', source: 'IFERROR'},
  {formula: '=IFERROR(1/0)', expected: '', source: 'IFERROR'},
  {formula: '=IFNA(MATCH("in_9",Invoices!A2:A6,0),"unknown")', expected: 'unknown', source: 'IFNA'},
  {formula: '=1/0', expected: {error: '#DIV/0!'}, source: 'IFERROR'},
  {formula: '=SQRT(-1)', expected: {error: '#NUM!'}, source: 'SQRT'},
  {formula: '=NO_SUCH_FUNCTION(1)', expected: {error: '#NAME?'}, source: 'ERROR.TYPE'},
  {formula: '=SUM(', expected: {error: '#ERROR!'}, source: 'ERROR.TYPE'},
  {
    formula: '=ADD("x",1)',
    expected: {
      error:
        "Function ADD parameter 1 expects number values. But 'x' is a text and cannot be coerced to a number.",
    },
    source: 'ADD',
  },
  // Open ranges, arrays, names.
  {formula: '=SUM(Invoices!D2:D)', expected: 1625.5, source: 'Reference data from other sheets'},
  {formula: '=COUNTA(Invoices!A2:C)', expected: 15, source: 'COUNTA'},
  {formula: '=COUNTA(Invoices!2:2)', expected: 7, source: 'COUNTA'},
  {
    formula: '={Invoices!A2:A3;Invoices!A5}',
    expected: [['in_1'], ['in_2'], ['in_4']],
    source: 'https://support.google.com/docs/answer/6208276',
  },
  {
    formula: '={Invoices!A2:A3,Invoices!D2:D3}',
    expected: [
      ['in_1', 100],
      ['in_2', 250.5],
    ],
    source: 'https://support.google.com/docs/answer/6208276',
  },
  {
    formula: '={"a; b","c}";1,TRUE}',
    expected: [
      ['a; b', 'c}'],
      [1, true],
    ],
    source: 'https://support.google.com/docs/answer/6208276',
  },
  {
    formula: '={Invoices!A2:A3,Invoices!D2:D4}',
    expected: {error: 'Function ARRAY_ROW parameter 2 has mismatched row size. Expected: 2. Actual: 3.'},
    source: 'https://support.google.com/docs/answer/6208276',
  },
  {formula: '=SUM(OpenAmounts)', expected: 1625.5, source: 'Name a range of cells'},
  {formula: '=MAX(openamounts)', expected: 1200, source: 'Name a range of cells'},
  {
    formula: '=ARRAYFORMULA(IF(Invoices!D2:D5>=100,Invoices!B2:B5&" "&Invoices!A2:A5,"small"))',
    expected: [['Acme in_1'], ['Bolt in_2'], ['small'], ['Cora in_4']],
    source: 'ARRAYFORMULA',
  },
  {
    formula: '=ARRAYFORMULA(ROUND(Invoices!D2:D4*1.19,2))',
    expected: [[119], [298.1], [89.25]],
    source: 'ARRAYFORMULA',
  },
  {
    formula: '=ARRAYFORMULA(SUM(IF(Invoices!F2:F6="open",Invoices!D2:D6,0)))',
    expected: 1550.5,
    source: 'ARRAYFORMULA',
  },
  {
    formula: '=ARRAYFORMULA(VLOOKUP({"in_1";"in_3"},Invoices!A2:D6,4,FALSE))',
    expected: [[100], [75]],
    source: 'ARRAYFORMULA',
  },
  {
    formula: '=ARRAYFORMULA(EDATE(Invoices!C2:C3,1))',
    expected: [['2026-02-28'], ['2026-03-28']],
    source: 'ARRAYFORMULA, EDATE',
  },
  {
    formula: '=ARRAYFORMULA(Case!A1:A2&Case!B1:B2)',
    cells: [
      ['x', 1],
      ['y', 2],
    ],
    expected: [['x1'], ['y2']],
    source: 'ARRAYFORMULA',
  },
  // QUERY.
  {
    formula:
      "=QUERY(Invoices!A1:G,\"select B, sum(D) where F = 'open' group by B order by sum(D) desc label sum(D) 'Open'\",1)",
    expected: [
      ['Customer', 'Open'],
      ['Cora', 1200],
      ['Bolt', 250.5],
      ['Acme', 100],
    ],
    source: queryLanguage,
  },
  {
    formula: '=QUERY(Invoices!A1:G6,"select A, C where C > date \'2026-01-31\' order by C",1)',
    expected: [
      ['Invoice', 'Due'],
      ['in_2', '2026-02-28'],
      ['in_3', '2026-03-15'],
    ],
    source: queryLanguage,
  },
  {
    formula:
      '=QUERY({Invoices!A2:B6,Invoices!D2:D6},"select Col1 where Col2 = \'Acme\' and Col3 is not null limit 1 offset 1",0)',
    expected: 'in_3',
    source: 'QUERY',
  },
];

let spreadsheet: Spreadsheet;

beforeAll(async () => {
  spreadsheet = createSpreadsheet({timeZone: 'America/New_York'});
  for (const [title, cells] of Object.entries(template)) spreadsheet.fillTab(title, cells);
  const scripts = openScriptThread(spreadsheet.service);
  await scripts.run((app) => {
    const book = app.getActive();
    const range = book.getRange('Invoices!D2:D6');
    book.setNamedRange('OpenAmounts', range);
    return 0;
  });
  await scripts.close();
});

afterAll(() => spreadsheet.dispose());

describe(`Formulas of a billing template (${functionList})`, () => {
  test('are 57 or more', () => {
    expect(cases.length).toBeGreaterThanOrEqual(57);
    expect(new Set(cases.map(({formula}) => formula)).size).toBe(cases.length);
  });

  test.each(cases)('$formula as in $source', async ({formula, cells, expected}) => {
    if (cells !== undefined) spreadsheet.fillTab('Case', cells);
    const evaluation = await spreadsheet.evaluate(formula);
    expect(evaluation).toEqual(
      typeof expected === 'object' && 'error' in expected
        ? {kind: 'error', message: expected.error}
        : {kind: 'value', value: expected},
    );
  });
});
