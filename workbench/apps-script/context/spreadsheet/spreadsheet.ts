import {googleException} from '../google-exception.ts';
import {addMetadata, createMetadataFinder, metadataOf} from './developer-metadata.ts';
import {findRange} from './find-range.ts';
import {namedRangesOf} from './named-range.ts';
import {protectionsOf} from './protection.ts';
import {createRangeList} from './range-list.ts';
import {selectionMethods} from './selection.ts';
import {asGoogle, type Session, type Sheet, type Spreadsheet} from './session.ts';

const toastSeconds = 5;

/** The spreadsheet. https://developers.google.com/apps-script/reference/spreadsheet/spreadsheet */
export function createSpreadsheetObject(session: Session): Spreadsheet {
  const self = (): Spreadsheet => spreadsheet;
  const spreadsheet = asGoogle<Spreadsheet>('Spreadsheet', {
    ...identity(session),
    ...tabs(session),
    ...tabChanges(session),
    ...named(session),
    ...selectionMethods(session),
    addDeveloperMetadata: (key: string, second?: unknown, third?: unknown) => {
      addMetadata(session, null, key, second, third);
      return self();
    },
    createDeveloperMetadataFinder: () => createMetadataFinder(session, null),
    getDeveloperMetadata: () => metadataOf(session, null),
    getProtections: (type) => protectionsOf(session, type, null),
    toast: (message: string, title: string = '', seconds: number | null = toastSeconds) => {
      session.write('toast', 'toast', String(message), title, seconds ?? toastSeconds);
    },
  });
  return spreadsheet;
}

function identity(session: Session) {
  const now = () => session.read('workbook');
  return {
    getId: () => now().id,
    getName: () => now().title,
    getSpreadsheetLocale: () => now().locale,
    getSpreadsheetTimeZone: () => now().timeZone,
    getUrl: () => `https://docs.google.com/spreadsheets/d/${now().id}/edit`,
    rename: (title: string) => {
      session.write('rename', 'changeWorkbook', {title});
    },
    setSpreadsheetTimeZone: (timeZone: string) => {
      session.write('setSpreadsheetTimeZone', 'changeWorkbook', {timeZone});
    },
  } satisfies Partial<Spreadsheet>;
}

function tabs(session: Session) {
  const now = () => session.read('workbook');
  const active = (): Sheet => session.make.sheet(now().activeTabId);
  const find = (matches: (tab: ReturnType<typeof now>['tabs'][number]) => boolean): Sheet | null => {
    const tab = now().tabs.find(matches);
    return tab === undefined ? null : session.make.sheet(tab.id);
  };
  return {
    getActiveSheet: active,
    getNumSheets: () => now().tabs.length,
    getRange: (text: string) => findRange(session, text, now().activeTabId),
    getRangeList: (texts: string[]) =>
      createRangeList(
        session,
        texts.map((text) => findRange(session, text, now().activeTabId)),
      ),
    getSheetById: (wanted: number) => find(({id}) => id === wanted),
    getSheetByName: (wanted: string) => find(({title}) => title === wanted),
    getSheetId: () => now().activeTabId,
    getSheetName: () => active().getName(),
    getSheets: () => now().tabs.map(({id}) => session.make.sheet(id)),
    getDataRange: () => active().getDataRange(),
    getLastColumn: () => active().getLastColumn(),
    getLastRow: () => active().getLastRow(),
  } satisfies Partial<Spreadsheet>;
}

function tabChanges(session: Session) {
  return {
    deleteSheet: (sheet: Sheet) => {
      session.write(
        'deleteSheet',
        'deleteTab',
        session.tabIdOf(sheet, 'SpreadsheetApp.Spreadsheet.deleteSheet'),
      );
    },
    /** Forms: (), (name), (index), (name, index). */
    insertSheet: (first?: unknown, second?: unknown) => {
      if (typeof first === 'object' || typeof second === 'object') {
        throw googleException(
          'Spreadsheet.insertSheet with a template is not in the workbench yet. Copy the template with sheet.copyTo(spreadsheet).',
        );
      }
      const title = typeof first === 'string' ? first : null;
      const index = title === null ? first : second;
      const tab = session.write('insertSheet', 'insertTab', title, typeof index === 'number' ? index : null);
      return session.make.sheet(tab.id);
    },
    moveActiveSheet: (position: number) => {
      const {activeTabId, tabs: all} = session.read('workbook');
      if (position < 1 || position > all.length) throw googleException('Position is out of bounds.');
      session.write('moveActiveSheet', 'changeTab', activeTabId, {index: position - 1});
    },
    setActiveSheet: (sheet: Sheet) => {
      const activeTabId = session.tabIdOf(sheet, 'SpreadsheetApp.Spreadsheet.setActiveSheet');
      session.write('setActiveSheet', 'changeWorkbook', {activeTabId});
      return sheet;
    },
  } satisfies Partial<Spreadsheet>;
}

function named(session: Session) {
  return {
    getNamedRanges: () => namedRangesOf(session, null),
    getRangeByName: (wanted: string) => {
      const found = session.read('names').find(({name}) => name.toLowerCase() === wanted.toLowerCase());
      return found === undefined ? null : session.make.range(found.block);
    },
    removeNamedRange: (name: string) => {
      session.write('removeNamedRange', 'removeName', name);
    },
    setNamedRange: (name: string, range: GoogleAppsScript.Spreadsheet.Range) => {
      const block = session.blockOf(range, 'SpreadsheetApp.Spreadsheet.setNamedRange');
      session.write('setNamedRange', 'setName', name, block);
    },
  } satisfies Partial<Spreadsheet>;
}
