import {googleException} from '../google-exception.ts';
import {readA1} from './a1-notation.ts';
import {placedRange} from './range-place.ts';
import type {Range, Session} from './session.ts';
import {tabProperties} from './tab-properties.ts';

/**
 * The range that a text means on this tab: A1 notation, with a tab's title or without, or a named range.
 *
 * @throws Error in Google's words when there is none.
 */
export function findRange(session: Session, text: string, tabId: number): Range {
  const place = readA1(text);
  if (place === null) {
    const named = session.read('names').find(({name}) => name.toLowerCase() === text.toLowerCase());
    if (named === undefined) throw googleException(`Range not found: ${text}`);
    return session.make.range(named.block);
  }
  const {tabs} = session.read('workbook');
  const tab =
    place.title === null ? tabProperties(session, tabId) : tabs.find(({title}) => title === place.title);
  if (tab === undefined) throw googleException(`Range not found: ${text}`);
  return placedRange(session, {
    tabId: tab.id,
    row: place.row,
    column: place.column,
    rows: place.rows ?? tab.rows - place.row,
    columns: place.columns ?? tab.columns - place.column,
  });
}
