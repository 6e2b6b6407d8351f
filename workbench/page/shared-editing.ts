import type {SharedWorkbook} from '../spreadsheet/shared-workbook.ts';
import type {EditName, FromPage} from './client/messages.ts';
import {isOfCells, movesCells, type SharedChange} from './client/shared-changes.ts';
import type {Page, Pages} from './pages.ts';

type Edit = Extract<FromPage, {readonly kind: 'edit'}>;

/** A change that pages were told of. */
interface Told {
  readonly number: number;
  /** The page that made it; null for the workbench. */
  readonly page: string | null;
  readonly change: Pick<SharedChange, 'id'>;
}

/** An edit made on an older state than the last so many changes is refused. */
const changesKeptMax = 20_000;

/** Keeps all pages on the workbook: tells each of every change in one order, and makes what people do on them. */
export function shareWorkbook(pages: Pages, shared: SharedWorkbook<EditName>): void {
  const changes = tellChanges(pages, shared);

  const showWhole = (page: Page): void => {
    changes.flush();
    page.send({kind: 'workbook', ...shared.whole(), change: changes.lastNumber(), page: page.name});
  };
  const make = async (edit: Edit, page: Page): Promise<void> => {
    let isApart = false;
    try {
      await shared.edit(edit.changes, edit.edit, () => {
        const others = changes.since(edit.after, page.name);
        if (others === null || others.some(movesCells)) throw new Error(editOvertaken);
        isApart = others.some((other) => !isOfCells(other));
        isApart ||= others.length > 0 && edit.changes.some((own) => !isOfCells(own));
      });
      if (isApart) showWhole(page);
    } catch (fault) {
      changes.flush();
      page.send({kind: 'refused', sentence: fault instanceof Error ? fault.message : String(fault)});
      showWhole(page);
    }
  };

  pages.onJoin(showWhole);
  pages.onMessage((message, page) => {
    switch (message.kind) {
      case 'edit':
        void make({...message, edit: {...message.edit, page: page.name}}, page);
        break;
      case 'add-tab':
      case 'copy-tab':
        answering(page, () => {
          const tabId = message.kind === 'add-tab' ? shared.addTab() : shared.copyTab(message.tabId);
          changes.flush();
          page.send({kind: 'tab-added', tabId});
        });
        break;
      case 'show-tab':
        answering(page, () => shared.showTab(message.tabId));
        break;
      case 'select':
        answering(page, () => shared.select(message.tabId, message.selection));
        break;
      case 'reload':
        showWhole(page);
        break;
      default:
    }
  });
}

const editOvertaken =
  'The rows or columns were moved at the same moment, so your last edit was not made. Look where its cells are now, and make it again.';

function answering(page: Page, act: () => void): void {
  try {
    act();
  } catch (fault) {
    page.send({kind: 'refused', sentence: fault instanceof Error ? fault.message : String(fault)});
  }
}

interface Waiting {
  readonly author: EditName | null;
  readonly texts: string[];
  /** Of the last one. */
  number: number;
}

/** Numbers the changes and sends those of one turn and one author in one message. */
function tellChanges(pages: Pages, shared: SharedWorkbook<EditName>) {
  let lastNumber = 0;
  let told: Told[] = [];
  let waiting: Waiting | null = null;

  const flush = (): void => {
    if (waiting === null) return;
    const {author, texts, number} = waiting;
    waiting = null;
    pages.sendChanges(texts, {change: number, edit: author});
  };
  shared.onChange((change, author) => {
    lastNumber += 1;
    told.push({number: lastNumber, page: author?.page ?? null, change: {id: change.id}});
    if (told.length > 2 * changesKeptMax) told = told.slice(-changesKeptMax);
    if (pages.count() === 0) return;
    if (waiting !== null && waiting.author !== author) flush();
    if (waiting === null) {
      waiting = {author, texts: [], number: lastNumber};
      setImmediate(flush);
    }
    // The engine goes on to use what it has been given, so each change is kept as text.
    waiting.texts.push(JSON.stringify(change));
    waiting.number = lastNumber;
  });
  return {
    flush,
    lastNumber: () => lastNumber,
    /** What others than this page changed after that number; null when that is no longer known. */
    since: (number: number, page: string): readonly Told['change'][] | null => {
      if (number + 1 < (told[0]?.number ?? 0)) return null;
      return told.filter((one) => one.number > number && one.page !== page).map(({change}) => change);
    },
  };
}
