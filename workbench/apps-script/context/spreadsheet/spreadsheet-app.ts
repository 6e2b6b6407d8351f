import type {HostCall} from '../host-call.ts';
import {newConditionalFormatRule} from './conditional-format-rule.ts';
import {newDataValidation} from './data-validation.ts';
import * as enums from './enums.ts';
import {newFilterCriteria} from './filter.ts';
import {createRange} from './range.ts';
import {selectionMethods} from './selection.ts';
import {asGoogle, createSession, type Sheet, type SpreadsheetEnvironment} from './session.ts';
import {createSheet} from './sheet.ts';
import {createSpreadsheetObject} from './spreadsheet.ts';

type SpreadsheetApp = GoogleAppsScript.Spreadsheet.SpreadsheetApp;

/**
 * The global SpreadsheetApp of one execution, bound to the workbench's one spreadsheet. Rows and columns count from 1
 * as at Google, writes are seen by every read after them, and what is not here throws.
 * https://developers.google.com/apps-script/reference/spreadsheet/spreadsheet-app
 */
export function createSpreadsheetApp(
  hostCall: HostCall,
  environment: SpreadsheetEnvironment,
): SpreadsheetApp {
  const session = createSession(hostCall, environment, (own) => ({
    range: (block) => createRange(own, block),
    sheet: (tabId) => createSheet(own, tabId),
    spreadsheet: () => createSpreadsheetObject(own),
  }));
  const active = (caller: string) => {
    session.assertDocument(`SpreadsheetApp.${caller}`);
    return session.make.spreadsheet();
  };
  const {getActiveCell: _onlyOfSpreadsheetAndSheet, ...selection} = selectionMethods(session);
  return asGoogle<SpreadsheetApp>('SpreadsheetApp', {
    ...enums,
    ...selection,
    flush: () => {
      session.assertDocument('SpreadsheetApp.flush');
      session.read('flush');
    },
    getActive: () => active('getActive'),
    getActiveSheet: () => active('getActiveSheet').getActiveSheet(),
    getActiveSpreadsheet: () => active('getActiveSpreadsheet'),
    // Its type is a part of Google's; what is missing throws like here.
    getUi: () => environment.getUi() as GoogleAppsScript.Base.Ui,
    newConditionalFormatRule: () => newConditionalFormatRule(session),
    newDataValidation: () => newDataValidation(),
    newFilterCriteria: () => newFilterCriteria(),
    setActiveSheet: (sheet: Sheet) => active('setActiveSheet').setActiveSheet(sheet),
  });
}
