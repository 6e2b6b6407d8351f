import {rangeValidations} from './data-validation.ts';
import {rangeContents} from './range-contents.ts';
import {rangeFormats} from './range-formats.ts';
import {rangePlace} from './range-place.ts';
import {asGoogle, type Range, type Session} from './session.ts';
import type {Block} from './wire.ts';

/** A range of cells. https://developers.google.com/apps-script/reference/spreadsheet/range */
export function createRange(session: Session, block: Block): Range {
  const self = (): Range => range;
  const range: Range = asGoogle<Range>('Range', {
    ...rangePlace(session, block, self),
    ...rangeContents(session, block, self),
    ...rangeFormats(session, block, self),
    ...rangeValidations(session, block, self),
  });
  session.remember.blocks.set(range, block);
  return range;
}
