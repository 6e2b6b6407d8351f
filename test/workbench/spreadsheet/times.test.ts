import {createSpreadsheet, type Spreadsheet} from '../../../workbench/spreadsheet/spreadsheet.ts';

const opened: Spreadsheet[] = [];

afterEach(() => {
  for (const spreadsheet of opened.splice(0)) spreadsheet.dispose();
});

/** A spreadsheet with a clock that the test moves. */
function openAt(now: string, timeZone: string) {
  const clock = {unixMs: Date.parse(now)};
  const spreadsheet = createSpreadsheet({timeZone, nowUnixMs: () => clock.unixMs});
  opened.push(spreadsheet);
  return {spreadsheet, clock};
}

describe('NOW() and TODAY()', () => {
  test.each([
    ['=NOW()', 'Asia/Tokyo', '2026-03-02T03:00:00+09:00'],
    ['=TODAY()', 'Asia/Tokyo', '2026-03-02'],
    ['=TODAY()', 'America/New_York', '2026-03-01'],
    ['=TODAY()-DATE(2026,1,1)', 'America/New_York', 59],
    ['=NOW()-TODAY()', 'Etc/UTC', 0.75],
  ])('%s in %s is %s, by the given clock', async (formula, timeZone, value) => {
    const {spreadsheet} = openAt('2026-03-01T18:00:00Z', timeZone);
    const evaluation = await spreadsheet.evaluate(formula);
    if (evaluation.kind === 'value' && typeof value === 'number') expect(evaluation.value).toBeCloseTo(value);
    else expect(evaluation).toEqual({kind: 'value', value});
  });

  test('in cells follow the clock, and what reads them too', async () => {
    const {spreadsheet, clock} = openAt('2026-03-01T18:00:00Z', 'Etc/UTC');
    spreadsheet.fillTab('Times', [['=TODAY()', '=A1+30', '=ROUND(NOW()-TODAY(),4)', 'today()']]);
    await spreadsheet.settled();
    expect(spreadsheet.readTab('Times')?.plain).toEqual([['2026-03-01', '2026-03-31', 0.75, 'today()']]);
    clock.unixMs += 12 * 60 * 60 * 1000;
    await spreadsheet.settled();
    expect(spreadsheet.readTab('Times')?.plain).toEqual([['2026-03-02', '2026-04-01', 0.25, 'today()']]);
  });
});

describe('readTab() for printing', () => {
  test.each([
    ['=TIME(12,30,0)', '12:30:00'],
    ['=TIME(0,0,1)', '00:00:01'],
    ['6:00 PM', '18:00:00'],
  ])('a time of day %s is %s in any zone', async (typed, printed) => {
    const {spreadsheet} = openAt('2026-03-01T18:00:00Z', 'America/New_York');
    spreadsheet.fillTab('Times', [[typed]]);
    await spreadsheet.settled();
    expect(spreadsheet.readTab('Times')?.plain).toEqual([[printed]]);
  });
});
