import {AddonError} from '../../errors/addon-error.ts';
import type {DraftSheet} from '../../ports.ts';
import {cellFormats} from '../../tables/cell.ts';
import {type DraftResultHeader, draftResultHeaders} from '../draft-columns.ts';
import {type DraftTab, readDraftTab} from './plan-drafts.ts';

/**
 * The tab with every column that the add-on writes: those it lacks, as a list that people pasted does, are put behind
 * all others. Call it only while holding the document lock.
 *
 * @throws AddonError as readDraftTab
 */
export function withResultColumns(drafts: DraftSheet): DraftTab {
  const tab = readDraftTab(drafts);
  const missing = missingResults(tab);
  if (missing.length === 0) return tab;
  const formats = missing.map(() => cellFormats.text);
  const column = Math.max(...tab.values.map((row) => row.length)) + 1;
  drafts.write([{row: tab.table.headerRow, column, block: {cells: [missing], formats: [formats]}}]);
  return readDraftTab(drafts);
}

/** Without these nobody is told what becomes of a row, and nothing says which invoice it has become. */
const neededResults: readonly DraftResultHeader[] = ['Status', 'Problem', 'Key'];

/** @throws AddonError TABLE_HEADER_MISSING when somebody has taken a column away since the preview */
export function mustHaveResults(tab: DraftTab): void {
  const missing = missingResults(tab).find((header) => neededResults.includes(header));
  if (missing === undefined) return;
  throw new AddonError({
    code: 'TABLE_HEADER_MISSING',
    fact: `Cannot create invoices: the tab "${tab.title}" has no column "${missing}".`,
    nextStep: `Put the header "${missing}" back, or preview again, which adds the column. Nothing was changed.`,
  });
}

/** Whether a column that the add-on writes is not there. */
export function lacksResults(tab: DraftTab): boolean {
  return missingResults(tab).length > 0;
}

function missingResults({table}: DraftTab): readonly DraftResultHeader[] {
  return draftResultHeaders.filter((header) => !table.resultColumns.has(header));
}
