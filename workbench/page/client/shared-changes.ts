/** One change of the workbook, in the words of Univer's mutations. */
export interface SharedChange {
  readonly id: string;
  readonly params: object;
  /** True for what formulas computed: a page shows it and sends nothing on because of it. */
  readonly isComputed?: boolean;
  /** True where the workbench stores something else than the page sent: that page has to make the change again. */
  readonly isRewritten?: boolean;
}

/** A page takes this change for what the formulas of all tabs spill; it names no tab of its own. */
export const spillChangeId = 'formula.mutation.set-array-formula-data';

/** Changes of cells alone: in whichever order two pages make them of different cells, the result is one. */
export const cellChangeId = 'sheet.mutation.set-range-values';

/** Changes that bring a whole tab along. */
export const insertTabChangeId = 'sheet.mutation.insert-sheet';
export const removeTabChangeId = 'sheet.mutation.remove-sheet';

/**
 * The changes that travel between the workbench and its pages. What is not listed stays where it is made: heights that a
 * browser measures, scrolling, the computation itself.
 */
export const sharedChangeIds: ReadonlySet<string> = new Set([
  cellChangeId,
  insertTabChangeId,
  removeTabChangeId,
  'formula.mutation.remove-defined-name',
  'formula.mutation.set-defined-name',
  'sheet.mutation.add-conditional-rule',
  'sheet.mutation.add-worksheet-merge',
  'sheet.mutation.delete-conditional-rule',
  'sheet.mutation.insert-col',
  'sheet.mutation.insert-row',
  'sheet.mutation.move-columns',
  'sheet.mutation.move-conditional-rule',
  'sheet.mutation.move-range',
  'sheet.mutation.move-rows',
  'sheet.mutation.re-calc-filter',
  'sheet.mutation.remove-col',
  'sheet.mutation.remove-filter',
  'sheet.mutation.remove-note',
  'sheet.mutation.remove-rows',
  'sheet.mutation.remove-worksheet-merge',
  'sheet.mutation.remove.numfmt',
  'sheet.mutation.reorder-range',
  'sheet.mutation.set-col-hidden',
  'sheet.mutation.set-col-visible',
  'sheet.mutation.set-conditional-rule',
  'sheet.mutation.set-filter-criteria',
  'sheet.mutation.set-filter-range',
  'sheet.mutation.set-frozen',
  'sheet.mutation.set-row-hidden',
  'sheet.mutation.set-row-visible',
  'sheet.mutation.set-tab-color',
  'sheet.mutation.set-workbook-name',
  'sheet.mutation.set-worksheet-col-width',
  'sheet.mutation.set-worksheet-column-count',
  'sheet.mutation.set-worksheet-hidden',
  'sheet.mutation.set-worksheet-name',
  'sheet.mutation.set-worksheet-order',
  'sheet.mutation.set-worksheet-row-count',
  'sheet.mutation.set-worksheet-row-height',
  'sheet.mutation.set.numfmt',
  'sheet.mutation.toggle-gridlines',
  'sheet.mutation.update-note',
]);

const movingChangeIds: ReadonlySet<string> = new Set([
  removeTabChangeId,
  'sheet.mutation.insert-col',
  'sheet.mutation.insert-row',
  'sheet.mutation.move-columns',
  'sheet.mutation.move-range',
  'sheet.mutation.move-rows',
  'sheet.mutation.remove-col',
  'sheet.mutation.remove-rows',
  'sheet.mutation.reorder-range',
]);

/** True for a change after which a cell's content stands elsewhere, or nowhere. */
export function movesCells({id}: Pick<SharedChange, 'id'>): boolean {
  return movingChangeIds.has(id);
}

/** True for a change that another one made at the same moment does not spoil, in whichever order they come. */
export function isOfCells({id}: Pick<SharedChange, 'id'>): boolean {
  return id === cellChangeId || id === spillChangeId;
}
