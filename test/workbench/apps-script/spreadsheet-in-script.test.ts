import {createSpreadsheet, type Spreadsheet} from '../../../workbench/spreadsheet/spreadsheet.ts';
import {messageOf, openScript, returnOf, run} from './support/script-world.ts';

let spreadsheet: Spreadsheet;

beforeAll(async () => {
  spreadsheet = await createSpreadsheet({timeZone: 'America/New_York'});
});

afterAll(() => spreadsheet.dispose());

const code = `
  function write() {
    const sheet = SpreadsheetApp.getActive().insertSheet('Due');
    sheet.getRange(1, 1, 2, 2).setValues([[new Date(Date.UTC(2026, 0, 31, 5)), 2], ['=B1*2', "'=1"]]);
    return sheet.getRange('A1:B2').getValues().map((row) => row.map((value) => value instanceof Date ? value.getTime() : value));
  }
  function NEXT_DAY(date) { return new Date(date.getTime() + 86400000); }
  function onEdit(e) { return [e.range.getA1Notation(), e.source.getName() === SpreadsheetApp.getActive().getName()]; }
  function trigger() {
    const sheet = SpreadsheetApp.getActive();
    const made = ScriptApp.newTrigger('write').forSpreadsheet(sheet).onOpen().create();
    return made.getTriggerSourceId() === sheet.getId();
  }
  function read() { return SpreadsheetApp.getActive().getName(); }
`;

describe('SpreadsheetApp inside a script', () => {
  const open = () => openScript(code, {extraServices: [spreadsheet.service]});

  test("writes and reads the workbench's spreadsheet, formulas computed", async () => {
    expect(returnOf(await run(await open(), 'write'))).toEqual([
      [Date.UTC(2026, 0, 31, 5), 2],
      [4, '=1'],
    ]);
  });

  test('the event of an edit leads to its range and spreadsheet', async () => {
    const edit = {authMode: 'LIMITED', trigger: 'simple', args: [{range: 'Due!A2', value: '5'}]} as const;
    expect(returnOf(await run(await open(), 'onEdit', edit))).toEqual(['A2', true]);
  });

  test('a trigger on the spreadsheet names it as its source', async () => {
    expect(returnOf(await run(await open(), 'trigger'))).toBe(true);
  });

  test('a custom function of the script computes in a cell', async () => {
    const world = await open();
    spreadsheet.registerCustomFunctions(['NEXT_DAY'], (name, args) =>
      world.host.callCustomFunction(name, args),
    );
    expect(await spreadsheet.evaluate('=NEXT_DAY(DATE(2026,10,31))')).toMatchObject({value: '2026-11-01'});
  });

  test('no document is there in mode NONE', async () => {
    expect(messageOf(await run(await open(), 'read', {authMode: 'NONE'}))).toContain(
      'You do not have permission to call',
    );
  });
});
