import {createSpreadsheet, type Spreadsheet} from '../../../workbench/spreadsheet/spreadsheet.ts';
import type {Toast} from '../../../workbench/spreadsheet/spreadsheet-service.ts';
import {openScriptThread, type ScriptThread} from './support/script-thread.ts';

let spreadsheet: Spreadsheet;
let scripts: ScriptThread;
const toasts: Toast[] = [];

beforeAll(() => {
  spreadsheet = createSpreadsheet({
    timeZone: 'America/New_York',
    title: 'Books',
    screen: {toast: (toast) => toasts.push(toast)},
  });
  scripts = openScriptThread(spreadsheet.service);
});

afterAll(async () => {
  await scripts.close();
  spreadsheet.dispose();
});

/** Each test has one blank tab, `Sheet1`. */
beforeEach(() =>
  scripts.run((app) => {
    const book = app.getActive();
    const fresh = book.insertSheet('fresh');
    for (const sheet of book.getSheets())
      if (sheet.getSheetId() !== fresh.getSheetId()) book.deleteSheet(sheet);
    for (const named of book.getNamedRanges()) named.remove();
    for (const item of book.createDeveloperMetadataFinder().find()) item.remove();
    fresh.setName('Sheet1');
    return 0;
  }),
);

describe('Spreadsheet', () => {
  test('says what it is, can be renamed and moved to another zone', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActiveSpreadsheet();
      const before = [
        book.getName(),
        book.getSpreadsheetTimeZone(),
        book.getSpreadsheetLocale(),
        book.getId(),
      ];
      const cell = book.getActiveSheet().getRange('A1').setValue('2026-01-31');
      const instants = [cell.getValue().toISOString()];
      book.setSpreadsheetTimeZone('Asia/Tokyo');
      instants.push(cell.getValue().toISOString());
      book.setSpreadsheetTimeZone('America/New_York');
      book.rename('Renamed');
      const renamed = book.getName();
      book.rename('Books');
      return [before, renamed, instants];
    });
    expect(read).toEqual([
      ['Books', 'America/New_York', 'en_US', 'workbench'],
      'Renamed',
      ['2026-01-31T05:00:00.000Z', '2026-01-30T15:00:00.000Z'],
    ]);
    await expect(scripts.run((app) => app.getActive().setSpreadsheetTimeZone('Nowhere'))).rejects.toThrow(
      'Cannot use time zone Nowhere',
    );
  });

  test('insertSheet() takes its forms, refuses a taken title and makes the new tab active', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActive();
      const named = book.insertSheet('Named');
      const active = book.getActiveSheet().getName();
      const first = book.insertSheet('First', 0);
      const plain = book.insertSheet(1);
      return {
        active,
        titles: book.getSheets().map((sheet) => sheet.getName()),
        indices: [named.getIndex(), first.getIndex(), plain.getIndex()],
        found: book.getSheetByName('Named')?.getSheetId() === named.getSheetId(),
        byId: book.getSheetById(named.getSheetId())?.getName(),
        missing: [book.getSheetByName('Nope'), book.getSheetById(999_999)],
        size: [named.getMaxRows(), named.getMaxColumns()],
      };
    });
    expect(read).toEqual({
      active: 'Named',
      titles: ['First', 'Sheet4', 'Sheet1', 'Named'],
      indices: [4, 1, 2],
      found: true,
      byId: 'Named',
      missing: [null, null],
      size: [1000, 26],
    });
    await expect(scripts.run((app) => app.getActive().insertSheet('named') && 0)).rejects.toThrow(
      'A sheet with the name "named" already exists. Please enter another name.',
    );
  });

  test('tabs are moved, hidden, shown, coloured, renamed and deleted', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActive();
      const sheet = book.insertSheet('B').setTabColor('#00ff00');
      book.insertSheet('C');
      book.setActiveSheet(sheet);
      book.moveActiveSheet(1);
      const moved = book.getSheets().map((each) => each.getName());
      const hidden = [sheet.hideSheet().isSheetHidden(), sheet.showSheet().isSheetHidden()];
      sheet.setName("B's");
      const state = [sheet.getTabColor(), sheet.getName(), book.getSheetByName("B's")?.getIndex()];
      book.deleteSheet(sheet);
      return {moved, hidden, state, left: book.getSheets().map((each) => each.getName())};
    });
    expect(read).toEqual({
      moved: ['B', 'Sheet1', 'C'],
      hidden: [true, false],
      state: ['#00ff00', "B's", 1],
      left: ['Sheet1', 'C'],
    });
    await expect(
      scripts.run((app) => {
        const book = app.getActive();
        for (const sheet of book.getSheets()) book.deleteSheet(sheet);
      }),
    ).rejects.toThrow("You can't remove all the visible sheets in a document.");
  });

  test('a deleted tab says so when it is used', async () => {
    await expect(
      scripts.run((app) => {
        const book = app.getActive();
        const sheet = book.insertSheet('Gone');
        book.deleteSheet(sheet);
        return sheet.getRange('A1').getValue();
      }),
    ).rejects.toThrow('it was deleted');
  });

  test('copyTo() copies a tab with its values and formats', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActive();
      const sheet = book.getActiveSheet();
      sheet.getRange('A1').setValue(5).setNumberFormat('0.00');
      sheet.getRange('A2').setFormula('=A1*2');
      const copy = sheet.copyTo(book);
      copy.getRange('A1').setValue(7);
      return [copy.getName(), copy.getRange('A1:A2').getDisplayValues(), sheet.getRange('A2').getValue()];
    });
    expect(read).toEqual(['Copy of Sheet1', [['7.00'], ['14']], 10]);
  });

  test('toast() reaches whoever listens', async () => {
    await scripts.run((app) => app.getActive().toast('Refreshed', 'AR'));
    expect(toasts).toEqual([{message: 'Refreshed', title: 'AR', seconds: 5}]);
  });
});

describe('Sheet', () => {
  test('frozen rows and columns, column widths and fitting', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.setFrozenRows(1);
      sheet.setFrozenColumns(2);
      sheet.setColumnWidths(1, 2, 150);
      sheet.getRange('C1').setValue('a rather long text in a cell');
      sheet.autoResizeColumn(3);
      return [
        sheet.getFrozenRows(),
        sheet.getFrozenColumns(),
        sheet.getColumnWidth(2),
        sheet.getColumnWidth(3) > 150,
        sheet.getColumnWidth(4),
      ];
    });
    expect(read).toEqual([1, 2, 150, true, 100]);
  });

  test('the data range ends at the last cell with content, formats and spills counted as Sheets does', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      const empty = [sheet.getLastRow(), sheet.getLastColumn(), sheet.getDataRange().getA1Notation()];
      sheet.getRange('F20').setBackground('#ff0000');
      sheet.getRange('B2').setValue(1);
      const one = sheet.getDataRange().getA1Notation();
      sheet.getRange('C3').setFormula('=SEQUENCE(3,2)');
      const spilled = sheet.getDataRange().getA1Notation();
      sheet.getRange('C3').clearContent();
      return [empty, one, spilled, sheet.getDataRange().getA1Notation()];
    });
    expect(read).toEqual([[0, 0, 'A1'], 'A1:B2', 'A1:D5', 'A1:B2']);
  });

  test('appendRow() writes below the last row and grows the tab', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.deleteRows(3, 998);
      sheet
        .appendRow(['a', 1])
        .appendRow(['b', 2])
        .appendRow(['c', new Date('2026-01-31T05:00:00Z')]);
      return [sheet.getMaxRows(), sheet.getDataRange().getDisplayValues()];
    });
    expect(read).toEqual([
      3,
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '1/31/2026'],
      ],
    ]);
  });

  test('inserted and deleted rows and columns move references, and new rows look like the one above', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet
        .getRange('A1:A3')
        .setValues([[1], [2], [3]])
        .setNumberFormat('0.0');
      sheet.getRange('C1').setFormula('=SUM(A1:A3)');
      sheet.insertRowsAfter(2, 2);
      sheet.getRange('A3:A4').setValue(10);
      const inserted = [sheet.getRange('C1').getFormula(), sheet.getRange('C1').getValue()];
      const formats = sheet.getRange('A3').getNumberFormat();
      sheet.deleteRow(1);
      const deleted = sheet.getRange('A1:A4').getValues();
      sheet.insertColumnBefore(1);
      sheet.getRange('E1').setFormula('=SUM(B1:B4)');
      sheet.deleteColumns(3, 1);
      return [inserted, formats, deleted, sheet.getRange('D1').getFormula(), sheet.getRange('D1').getValue()];
    });
    expect(read).toEqual([['=SUM(A1:A5)', 26], '0.0', [[2], [10], [10], [3]], '=SUM(B1:B4)', 25]);
  });

  test('deleting rows of one tab leaves formulas on another tab pointing at the same cells', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActive();
      const data = book.getActiveSheet();
      data.getRange('A1:A4').setValues([[1], [2], [3], [4]]);
      const report = book.insertSheet('Report');
      report.getRange('A1').setFormula('=SUM(Sheet1!A2:A4)');
      report.getRange('A5').setFormula('=A1');
      data.deleteRow(2);
      data.setName('Data 1');
      return [
        report.getRange('A1').getFormula(),
        report.getRange('A1').getValue(),
        report.getRange('A5').getValue(),
      ];
    });
    expect(read).toEqual(["=SUM('Data 1'!A2:A3)", 7, 7]);
  });

  test('a title that passes from a deleted tab to an older one means the older one', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActive();
      const older = book.getActiveSheet();
      const newer = book.insertSheet('Data');
      const report = book.insertSheet('Report');
      older.getRange('A1').setValue(1);
      newer.getRange('A1').setValue(2);
      book.deleteSheet(newer);
      older.setName('Data');
      report.getRange('A1').setFormula('=SUM(Data!A1:A9)');
      return report.getRange('A1').getValue();
    });
    expect(read).toBe(1);
  });

  test('rows at the end are added without limit but for 10 million cells', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.insertRowsAfter(1000, 500).insertColumnsAfter(26, 4);
      return [sheet.getMaxRows(), sheet.getMaxColumns()];
    });
    expect(read).toEqual([1500, 30]);
    await expect(
      scripts.run((app) => app.getActiveSheet().insertRowsAfter(1, 10_000_000) && 0),
    ).rejects.toThrow('above the limit of 10000000 cells');
    await expect(scripts.run((app) => app.getActiveSheet().deleteRows(1, 1500))).rejects.toThrow(
      "You can't delete all the rows on the sheet.",
    );
  });

  test('rows and columns are hidden and shown', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.hideColumns(2, 2);
      const hidden = [1, 2, 3, 4].map((position) => sheet.isColumnHiddenByUser(position));
      sheet.showColumns(2);
      return [hidden, [1, 2, 3].map((position) => sheet.isColumnHiddenByUser(position))];
    });
    expect(read).toEqual([
      [false, true, true, false],
      [false, false, true],
    ]);
  });

  test('clear() takes contents and formats, clearContents() and clearFormats() one of them', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      const cell = sheet.getRange('B2');
      const fill = () => cell.setValue(1).setBackground('#ff0000');
      const stateAfter = (clear: () => unknown) => clear() && [cell.getValue(), cell.getBackground()];
      return [
        stateAfter(() => fill() && sheet.clearContents()),
        stateAfter(() => fill() && sheet.clearFormats()),
        stateAfter(() => fill() && sheet.clear()),
      ];
    });
    expect(read).toEqual([
      ['', '#ff0000'],
      [1, '#ffffff'],
      ['', '#ffffff'],
    ]);
  });
});

describe('Filter', () => {
  test('is created on a range, read back, sorted by, and removed; a second one is refused', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:B4').setValues([
        ['Name', 'Due'],
        ['b', 2],
        ['a', 1],
        ['c', 3],
      ]);
      const none = sheet.getFilter();
      sheet.getRange('A1:B4').createFilter().sort(1, true);
      const place = sheet.getFilter()?.getRange().getA1Notation();
      sheet.insertRowBefore(1);
      const moved = sheet.getFilter()?.getRange().getA1Notation();
      const values = sheet.getRange('A2:B5').getValues();
      sheet.getFilter()?.remove();
      return [none, place, moved, values, sheet.getFilter()];
    });
    expect(read).toEqual([
      null,
      'A1:B4',
      'A2:B5',
      [
        ['Name', 'Due'],
        ['a', 1],
        ['b', 2],
        ['c', 3],
      ],
      null,
    ]);
    await expect(
      scripts.run((app) => {
        app.getActiveSheet().getRange('A1:B4').createFilter();
        app.getActiveSheet().getRange('A1:B4').createFilter();
      }),
    ).rejects.toThrow("You can't create a filter in a sheet that already has a filter.");
  });

  test('hides values of a column, and SUBTOTAL leaves them out', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.getRange('A1:B4').setValues([
        ['Name', 'Due'],
        ['x', 1],
        ['y', 2],
        ['x', 4],
      ]);
      sheet.getRange('D1').setFormula('=SUBTOTAL(9,B2:B4)');
      const filter = sheet.getRange('A1:B4').createFilter();
      filter.setColumnFilterCriteria(1, app.newFilterCriteria().setHiddenValues(['x']).build());
      const hidden = filter.getColumnFilterCriteria(1)?.getHiddenValues();
      const filtered = sheet.getRange('D1').getValue();
      filter.removeColumnFilterCriteria(1);
      return [hidden, filtered, sheet.getRange('D1').getValue(), filter.getColumnFilterCriteria(1)];
    });
    expect(read).toEqual([['x'], 2, 7, null]);
  });

  test('rows deleted and inserted under a filter take hidden ones with them and stay filtered', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActive();
      const sheet = book.getActiveSheet();
      sheet.getRange('A1:B6').setValues([
        ['N', 'V'],
        ['x', 1],
        ['y', 2],
        ['x', 4],
        ['y', 8],
        ['x', 16],
      ]);
      sheet.getRange('D1').setFormulas([['=SUM(B2:B6)']]);
      sheet.getRange('E1').setFormulas([['=SUBTOTAL(9,B2:B6)']]);
      book.setNamedRange('Rows', sheet.getRange('A1:B6'));
      const filter = sheet.getRange('A1:B6').createFilter();
      filter.setColumnFilterCriteria(1, app.newFilterCriteria().setHiddenValues(['x']).build());
      const state = () => [
        sheet.getRange('D1').getFormula(),
        sheet.getRange('D1:E1').getValues()[0],
        book.getRangeByName('Rows')?.getA1Notation(),
        filter.getRange().getA1Notation(),
        filter.getColumnFilterCriteria(1)?.getHiddenValues(),
      ];
      sheet.deleteRows(2, 2);
      const deleted = state();
      sheet.insertRowsBefore(2, 1);
      return [deleted, state()];
    });
    expect(read).toEqual([
      ['=SUM(B2:B4)', [28, 8], 'A1:B4', 'A1:B4', ['x']],
      ['=SUM(B3:B5)', [28, 8], 'A1:B5', 'A1:B5', ['x']],
    ]);
  });
});

describe('Conditional formats', () => {
  test('are read back in their order with ranges, conditions and looks, and follow inserted rows', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      const rule = () => app.newConditionalFormatRule();
      const range = sheet.getRange('A2:B9');
      sheet.setConditionalFormatRules([
        rule().setRanges([range]).whenTextEqualTo('121+').setBackground('#FF0000').setBold(true).build(),
        rule()
          .setRanges([range, sheet.getRange('D1')])
          .whenFormulaSatisfied('=$A2>5')
          .setFontColor('#00ff00')
          .build(),
        rule().setRanges([range]).whenNumberGreaterThan(10).setBackground('#0000ff').build(),
        rule().setRanges([range]).whenNumberBetween(1, 3).setBackground('#0000ff').build(),
        rule().setRanges([range]).whenCellNotEmpty().setBackground('#111111').build(),
      ]);
      sheet.insertRowBefore(1);
      return sheet.getConditionalFormatRules().map((each) => {
        const condition = each.getBooleanCondition();
        return [
          each
            .getRanges()
            .map((one) => one.getA1Notation())
            .join(),
          String(condition?.getCriteriaType()),
          condition?.getCriteriaValues(),
          condition?.getBackground(),
          condition?.getFontColor(),
          condition?.getBold(),
        ];
      });
    });
    expect(read).toEqual([
      ['A3:B10', 'TEXT_EQUAL_TO', ['121+'], '#ff0000', null, true],
      ['A3:B10,D2', 'CUSTOM_FORMULA', ['=$A2>5'], null, '#00ff00', null],
      ['A3:B10', 'NUMBER_GREATER_THAN', [10], '#0000ff', null, null],
      ['A3:B10', 'NUMBER_BETWEEN', [1, 3], '#0000ff', null, null],
      ['A3:B10', 'CELL_NOT_EMPTY', [], '#111111', null, null],
    ]);
  });

  test('are replaced as a whole and cleared', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      const build = (text: string) =>
        app
          .newConditionalFormatRule()
          .setRanges([sheet.getRange('A1')])
          .whenTextEqualTo(text)
          .build();
      sheet.setConditionalFormatRules([build('a'), build('b')]);
      const [first] = sheet.getConditionalFormatRules();
      sheet.setConditionalFormatRules(first === undefined ? [] : [first]);
      const kept = sheet
        .getConditionalFormatRules()
        .map((rule) => rule.getBooleanCondition()?.getCriteriaValues());
      sheet.clearConditionalFormatRules();
      return [kept, sheet.getConditionalFormatRules().length];
    });
    expect(read).toEqual([[['a']], 0]);
  });
});

describe('Developer metadata and protections', () => {
  test('metadata of the spreadsheet and of tabs is found by key, value and place, changed and removed', async () => {
    const read = await scripts.run((app) => {
      const book = app.getActive();
      const sheet = book.getActiveSheet();
      book.addDeveloperMetadata('account', 'acct_1');
      sheet.addDeveloperMetadata('role', 'receivables', app.DeveloperMetadataVisibility.PROJECT);
      sheet.addDeveloperMetadata('bare');
      const [role] = book.createDeveloperMetadataFinder().withKey('role').withValue('receivables').find();
      const place = role?.getLocation();
      const facts = [
        book.getDeveloperMetadata().map((item) => item.getKey()),
        sheet
          .getDeveloperMetadata()
          .map((item) => [item.getKey(), item.getValue(), String(item.getVisibility())]),
        String(place?.getLocationType()),
        place?.getSheet()?.getName(),
        sheet.createDeveloperMetadataFinder().withKey('account').find().length,
      ];
      role?.setValue('changed');
      const changed = sheet.createDeveloperMetadataFinder().withKey('role').find()[0]?.getValue();
      role?.remove();
      return [...facts, changed, sheet.getDeveloperMetadata().length];
    });
    expect(read).toEqual([
      ['account'],
      [
        ['role', 'receivables', 'PROJECT'],
        ['bare', null, 'DOCUMENT'],
      ],
      'SHEET',
      'Sheet1',
      0,
      'changed',
      1,
    ]);
  });

  test('protections are remembered and never swallow a write', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      sheet.protect().setDescription('ours').setWarningOnly(true);
      sheet.getRange('A1:B2').protect();
      const [whole] = sheet.getProtections(app.ProtectionType.SHEET);
      const ranges = sheet
        .getProtections(app.ProtectionType.RANGE)
        .map((each) => each.getRange().getA1Notation());
      const facts = [whole?.getDescription(), whole?.isWarningOnly(), ranges];
      const written = sheet.getRange('A1').setValue(5).getValue();
      whole?.remove();
      return [...facts, written, sheet.getProtections(app.ProtectionType.SHEET).length];
    });
    expect(read).toEqual(['ours', true, ['A1:B2'], 5, 0]);
  });
});

describe('Lists to choose from', () => {
  test('are offered in every cell of a range, read back, moved along with the cells, and replaced cell by cell', async () => {
    const read = await scripts.run((app) => {
      const sheet = app.getActiveSheet();
      const list = (...values: readonly string[]) =>
        app
          .newDataValidation()
          .requireValueInList([...values], true)
          .setAllowInvalid(true)
          .build();
      const seen = (cell: string) => {
        const rule = sheet.getRange(cell).getDataValidation();
        return rule === null ? null : [rule.getCriteriaValues()[0], rule.getAllowInvalid()];
      };
      sheet.getRange('A2:A9').setDataValidation(list('Net 15', 'Net 30'));
      sheet.getRange('B2:B9').setDataValidation(list('yes', 'no'));
      const before = [seen('A1'), seen('A2'), seen('B9')];
      sheet.insertColumnAfter(2);
      sheet.insertRowBefore(1);
      const after = [seen('A2'), seen('A3'), seen('B10')];
      sheet.getRange('A5').setDataValidation(null);
      sheet.getRange('B4:B5').setDataValidation(list('maybe'));
      return [before, after, [seen('A4'), seen('A5'), seen('A6')], [seen('B3'), seen('B5')?.[0], seen('B6')]];
    });
    const [terms, answer] = [
      [['Net 15', 'Net 30'], true],
      [['yes', 'no'], true],
    ];
    expect(read).toEqual([
      [null, terms, answer],
      [null, terms, answer],
      [terms, null, terms],
      [answer, ['maybe'], answer],
    ]);
  });

  test('come back with a workbook that was saved', async () => {
    await scripts.run((app) => {
      const rule = app.newDataValidation().requireValueInList(['yes', 'no']).build();
      app.getActiveSheet().getRange('A2').setDataValidation(rule);
      return 0;
    });
    expect(JSON.stringify(spreadsheet.snapshot())).toContain('yes,no');
  });
});
