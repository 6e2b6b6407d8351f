import {googleException} from '../google-exception.ts';
import {asGoogle, type Session} from './session.ts';

type NamedRange = GoogleAppsScript.Spreadsheet.NamedRange;

/** A name for a range. https://developers.google.com/apps-script/reference/spreadsheet/named-range */
function createNamedRange(session: Session, firstName: string): NamedRange {
  let name = firstName;
  const block = () => {
    const found = session.read('names').find((other) => other.name === name);
    if (found === undefined)
      throw googleException(`There is no named range ${name}. See Data, Named ranges.`);
    return found.block;
  };
  const named: NamedRange = asGoogle<NamedRange>('NamedRange', {
    getName: () => name,
    getRange: () => session.make.range(block()),
    remove: () => {
      session.write('remove', 'removeName', name);
    },
    setName: (next) => {
      const place = block();
      session.write('setName', 'removeName', name);
      session.write('setName', 'setName', next, place);
      name = next;
      return named;
    },
    setRange: (range) => {
      session.write(
        'setRange',
        'setName',
        name,
        session.blockOf(range, 'SpreadsheetApp.NamedRange.setRange'),
      );
      return named;
    },
  });
  return named;
}

/** The named ranges of one tab, or of all. */
export function namedRangesOf(session: Session, tabId: number | null): NamedRange[] {
  return session
    .read('names')
    .filter(({block}) => tabId === null || block.tabId === tabId)
    .map(({name}) => createNamedRange(session, name));
}
