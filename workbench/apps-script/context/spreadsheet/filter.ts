import {googleException} from '../google-exception.ts';
import {asGoogle, type Session} from './session.ts';

type Filter = GoogleAppsScript.Spreadsheet.Filter;
type Criteria = GoogleAppsScript.Spreadsheet.FilterCriteria;
type CriteriaBuilder = GoogleAppsScript.Spreadsheet.FilterCriteriaBuilder;

/** The filter of a tab. https://developers.google.com/apps-script/reference/spreadsheet/filter */
export function createFilterObject(session: Session, tabId: number): Filter {
  const range = () => {
    const block = session.read('filter', tabId);
    if (block === null)
      throw googleException('The filter was removed. Create one with range.createFilter().');
    return block;
  };
  const setHidden = (caller: string, position: number, values: readonly string[] | null): Filter => {
    session.write(caller, 'setHiddenFilterValues', tabId, position - 1, values);
    return filter;
  };
  const filter: Filter = asGoogle<Filter>('Filter', {
    getRange: () => session.make.range(range()),
    getColumnFilterCriteria: (position) => {
      const hidden = session.read('hiddenFilterValues', tabId, position - 1);
      return hidden === null ? null : createCriteria([...hidden]);
    },
    setColumnFilterCriteria: (position, criteria) =>
      setHidden('setColumnFilterCriteria', position, criteria === null ? null : criteria.getHiddenValues()),
    removeColumnFilterCriteria: (position) => setHidden('removeColumnFilterCriteria', position, null),
    remove: () => {
      session.write('remove', 'removeFilter', tabId);
    },
    sort: (position, ascending) => {
      const block = range();
      const body = {...block, row: block.row + 1, rows: block.rows - 1};
      if (body.rows > 0) session.write('sort', 'sort', body, [{column: position - 1, ascending}]);
      return filter;
    },
  });
  return filter;
}

/** Says which values a filter hides. The conditions (`when…`) are not here. */
export function newFilterCriteria(hidden: readonly string[] = []): CriteriaBuilder {
  let values = [...hidden];
  const builder: CriteriaBuilder = asGoogle<CriteriaBuilder>('FilterCriteriaBuilder', {
    setHiddenValues: (next) => {
      values = [...next];
      return builder;
    },
    getHiddenValues: () => [...values],
    copy: () => newFilterCriteria(values),
    build: () => createCriteria(values),
  });
  return builder;
}

function createCriteria(hidden: readonly string[]): Criteria {
  return asGoogle<Criteria>('FilterCriteria', {
    getHiddenValues: () => [...hidden],
    copy: () => newFilterCriteria(hidden),
  });
}
