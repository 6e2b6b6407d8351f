import {printTab} from '../../../workbench/command-line/tab-output.ts';

describe('printTab() as csv', () => {
  test('leaves numbers as they are, also negative ones', () => {
    expect(printTab([[-12, -0.5, 1200.25, 0]], 'csv')).toBe('-12,-0.5,1200.25,0');
  });

  test.each(['=IMPORTXML("http://x")', '+1', '-12', '@SUM(A1)', '\tx', '＝1'])(
    'marks the text %j, which a spreadsheet could compute',
    (text) => {
      const [cell = ''] = [printTab([[text, 'plain']], 'csv').replace(/,plain$/, '')];
      expect(cell.replace(/^"|"$/g, '').replaceAll('""', '"')).toBe(`'${text}`);
    },
  );

  test('quotes what needs it, and writes TRUE and blanks as spreadsheets read them', () => {
    expect(printTab([['a,b', 'say "x"', true, '', '1–30', '2026-01-31']], 'csv')).toBe(
      '"a,b","say ""x""",TRUE,,1–30,2026-01-31',
    );
  });
});
