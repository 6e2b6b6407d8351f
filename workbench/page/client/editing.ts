import type {EditName, FromPage, ToPage} from './messages.ts';
import {isOfCells, type SharedChange} from './shared-changes.ts';
import type {Grid} from './univer-grid.ts';

/** An edit that the workbench has not confirmed yet. */
interface PendingEdit {
  readonly number: number;
  readonly changes: readonly SharedChange[];
  /** Another change came after it here, which the workbench made before it. */
  isOvertaken: boolean;
}

export interface Editing {
  /** A person has made these changes in the grid. */
  made(changes: readonly SharedChange[]): void;
  showWorkbook(message: Extract<ToPage, {readonly kind: 'workbook'}>): void;
  takeChanges(message: Extract<ToPage, {readonly kind: 'changes'}>): void;
}

/**
 * Keeps the grid equal to the workbench: a person's change shows at once and is sent; what the workbench says is the order
 * that counts. Where two changed the same cell, the later of that order wins on every page.
 */
export function createEditing(
  grid: Pick<Grid, 'show' | 'apply'>,
  send: (message: FromPage) => void,
  shownTabId: () => string | null,
): Editing {
  let page = '';
  let lastChange = 0;
  let lastEdit = 0;
  let pending: PendingEdit[] = [];

  const confirm = (edit: EditName | null): PendingEdit | null => {
    if (edit?.page !== page) return null;
    const confirmed = pending.find(({number}) => number === edit.number) ?? null;
    pending = pending.filter((one) => one !== confirmed);
    return confirmed;
  };
  return {
    made: (changes) => {
      lastEdit += 1;
      pending.push({number: lastEdit, changes, isOvertaken: false});
      send({kind: 'edit', edit: {page, number: lastEdit}, after: lastChange, changes});
    },
    showWorkbook: (message) => {
      page = message.page;
      lastChange = message.change;
      pending = [];
      grid.show(message.workbook, {
        activeTabId: shownTabId() ?? message.activeTabId,
        spills: message.spills,
      });
    },
    takeChanges: ({changes, change, edit}) => {
      lastChange = change;
      const own = confirm(edit);
      if (own === null) {
        grid.apply(changes);
        for (const one of pending) one.isOvertaken = true;
      } else {
        const {isOvertaken} = own;
        grid.apply(changes.filter((one) => one.isRewritten === true || (isOvertaken && isOfCells(one))));
      }
    },
  };
}
