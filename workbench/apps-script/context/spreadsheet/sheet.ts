import {googleException} from '../google-exception.ts';
import {addMetadata, createMetadataFinder, metadataOf} from './developer-metadata.ts';
import {SheetType} from './enums.ts';
import {namedRangesOf} from './named-range.ts';
import {createProtection, protectionsOf} from './protection.ts';
import {selectionMethods} from './selection.ts';
import {asGoogle, type Session, type Sheet} from './session.ts';
import {sheetContents} from './sheet-contents.ts';
import {sheetLines} from './sheet-lines.ts';
import {tabProperties} from './tab-properties.ts';
import type {SpreadsheetCalls} from './wire.ts';

/** A tab. https://developers.google.com/apps-script/reference/spreadsheet/sheet */
export function createSheet(session: Session, tabId: number): Sheet {
  const self = (): Sheet => sheet;
  const sheet = asGoogle<Sheet>('Sheet', {
    ...sheetIdentity(session, tabId, self),
    ...sheetAttachments(session, tabId, self),
    ...sheetContents(session, tabId, self),
    ...sheetLines(session, tabId, self),
    ...selectionMethods(session),
  });
  session.remember.tabIds.set(sheet, tabId);
  return sheet;
}

type Identity =
  | 'activate'
  | 'copyTo'
  | 'getFrozenColumns'
  | 'getFrozenRows'
  | 'getIndex'
  | 'getMaxColumns'
  | 'getMaxRows'
  | 'getName'
  | 'getParent'
  | 'getSheetId'
  | 'getSheetName'
  | 'getTabColor'
  | 'getType'
  | 'hideSheet'
  | 'isSheetHidden'
  | 'setFrozenColumns'
  | 'setFrozenRows'
  | 'setName'
  | 'setTabColor'
  | 'showSheet';

function sheetIdentity(session: Session, tabId: number, self: () => Sheet): Pick<Sheet, Identity> {
  const now = () => tabProperties(session, tabId);
  const change = (caller: string, changes: Parameters<SpreadsheetCalls['changeTab']>[1]): Sheet => {
    session.write(caller, 'changeTab', tabId, changes);
    return self();
  };
  return {
    activate: () => {
      session.write('activate', 'changeWorkbook', {activeTabId: tabId});
      return self();
    },
    copyTo: (spreadsheet) => {
      if (spreadsheet.getId() !== session.read('workbook').id) {
        throw googleException(
          'Sheet.copyTo another spreadsheet is not in the workbench: it has only this one.',
        );
      }
      return session.make.sheet(session.write('copyTo', 'copyTab', tabId).id);
    },
    getFrozenColumns: () => now().frozenColumns,
    getFrozenRows: () => now().frozenRows,
    getIndex: () => now().index + 1,
    getMaxColumns: () => now().columns,
    getMaxRows: () => now().rows,
    getName: () => now().title,
    getParent: () => session.make.spreadsheet(),
    getSheetId: () => tabId,
    getSheetName: () => now().title,
    getTabColor: () => now().color,
    getType: () => SheetType.GRID,
    hideSheet: () => change('hideSheet', {hidden: true}),
    isSheetHidden: () => now().hidden,
    setFrozenColumns: (frozenColumns) => {
      change('setFrozenColumns', {frozenColumns});
    },
    setFrozenRows: (frozenRows) => {
      change('setFrozenRows', {frozenRows});
    },
    setName: (title) => change('setName', {title}),
    setTabColor: (color) => change('setTabColor', {color}),
    showSheet: () => change('showSheet', {hidden: false}),
  };
}

type Attachments =
  | 'addDeveloperMetadata'
  | 'createDeveloperMetadataFinder'
  | 'getDeveloperMetadata'
  | 'getNamedRanges'
  | 'getProtections'
  | 'protect';

function sheetAttachments(session: Session, tabId: number, self: () => Sheet): Pick<Sheet, Attachments> {
  return {
    addDeveloperMetadata: (key: string, second?: unknown, third?: unknown) => {
      addMetadata(session, tabId, key, second, third);
      return self();
    },
    createDeveloperMetadataFinder: () => createMetadataFinder(session, tabId),
    getDeveloperMetadata: () => metadataOf(session, tabId),
    getNamedRanges: () => namedRangesOf(session, tabId),
    getProtections: (type) => protectionsOf(session, type, tabId),
    protect: () => {
      const wanted = {id: null, tabId, block: null, description: '', warningOnly: false};
      return createProtection(session, session.write('protect', 'setProtection', wanted));
    },
  };
}
