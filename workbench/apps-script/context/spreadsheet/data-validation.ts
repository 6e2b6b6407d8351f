import {signatureMismatch} from '../google-exception.ts';
import {DataValidationCriteria} from './enums.ts';
import {asGoogle, type Range, type Session} from './session.ts';
import type {Block, ListValidation} from './wire.ts';

type Validation = GoogleAppsScript.Spreadsheet.DataValidation;
type Builder = GoogleAppsScript.Spreadsheet.DataValidationBuilder;
type List = Pick<ListValidation, 'values' | 'allowInvalid'>;

/** What each rule that a script holds says, for the range that gets it. */
const lists = new WeakMap<object, List>();

/** Lists to choose from; Google's other criteria are not here. https://developers.google.com/apps-script/reference/spreadsheet/data-validation-builder */
export function newDataValidation(from: List = {values: [], allowInvalid: true}): Builder {
  let list = from;
  const change = (changes: Partial<List>): Builder => {
    list = {...list, ...changes};
    return builder;
  };
  const builder = asGoogle<Builder>('DataValidationBuilder', {
    build: () => createValidation(list),
    copy: () => newDataValidation(list),
    getAllowInvalid: () => list.allowInvalid,
    requireValueInList: (values: string[]) => change({values: values.map(String)}),
    setAllowInvalid: (allowInvalid) => change({allowInvalid}),
  });
  return builder;
}

function createValidation(list: List): Validation {
  const validation = asGoogle<Validation>('DataValidation', {
    copy: () => newDataValidation(list),
    getAllowInvalid: () => list.allowInvalid,
    getCriteriaType: () => DataValidationCriteria.VALUE_IN_LIST,
    getCriteriaValues: () => [[...list.values], true],
  });
  lists.set(validation, list);
  return validation;
}

/** The rules that stand on a range. */
export function rangeValidations(
  session: Session,
  block: Block,
  self: () => Range,
): Pick<Range, 'getDataValidation' | 'setDataValidation'> {
  return {
    getDataValidation: () => {
      const covers = ({row, column, rows, columns}: Block) =>
        block.row >= row &&
        block.row < row + rows &&
        block.column >= column &&
        block.column < column + columns;
      const found = session.read('listValidations', block.tabId).find((one) => covers(one.block));
      return found === undefined ? null : createValidation(found);
    },
    setDataValidation: (rule) => {
      const list = rule === null ? null : lists.get(rule);
      if (list === undefined) throw signatureMismatch('SpreadsheetApp.Range.setDataValidation', [rule]);
      session.write('setDataValidation', 'setListValidation', block, list);
      return self();
    },
  };
}
