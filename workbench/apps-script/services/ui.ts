import type {ExecutionContext, HostService, Json} from '../host-call.ts';
import {asObject, objectAt, textAt, unknownMethod} from './arguments.ts';
import type {LocksHost} from './locks.ts';

export type MenuEntry =
  | {readonly kind: 'item'; readonly caption: string; readonly functionName: string}
  | {readonly kind: 'separator'}
  | {readonly kind: 'menu'; readonly caption: string; readonly entries: readonly MenuEntry[]};

export interface Menu {
  readonly caption: string;
  /** True for the add-on's own menu under Extensions. */
  readonly isAddonMenu: boolean;
  readonly entries: readonly MenuEntry[];
}

/** A page that a script opened beside the grid (`sidebar`) or over it. */
export interface Page {
  readonly kind: 'sidebar' | 'modal' | 'modeless';
  readonly title: string;
  readonly html: string;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
}

/** What a script asks a person. */
export interface Question {
  readonly kind: 'alert' | 'prompt';
  readonly title: string | null;
  readonly text: string;
  readonly buttons: 'OK' | 'OK_CANCEL' | 'YES_NO' | 'YES_NO_CANCEL';
}

export interface Reply {
  readonly button: 'OK' | 'CANCEL' | 'YES' | 'NO' | 'CLOSE';
  /** What was typed into a prompt; empty for an alert. */
  readonly text: string;
}

/** Who is asked, and until when. */
export interface Asking {
  /** The page whose person started the script; null where nobody in particular did. */
  readonly screen: string | null;
  /** Aborted when the script has ended without waiting for the answer. */
  readonly signal: AbortSignal;
}

/** Answers what a script asks; the script waits meanwhile. */
export type Responder = (question: Question, asking: Asking) => Reply | Promise<Reply>;

/** The host side of Ui: remembers what scripts put on the screen. */
export interface UiHost extends HostService {
  menus(): readonly Menu[];
  /** The latest pages opened, oldest first. */
  pages(): readonly Page[];
  /** The latest questions asked, oldest first. */
  questions(): readonly Question[];
  /** Takes all menus away, as opening the spreadsheet anew does. */
  clearMenus(): void;
}

/** More pages and questions than this are forgotten, the oldest first. */
export const shownKeptMax = 100;

/** Without a `responder`, a question is an error: nobody sits there to answer it. */
export function createUiService(options: {
  readonly locks: LocksHost;
  readonly responder?: Responder;
  /** Told of each page that a script opens, with the screen it is for. */
  readonly onPage?: (page: Page, screen: string | null) => void;
}): UiHost {
  const menus: Menu[] = [];
  const pages: Page[] = [];
  const questions: Question[] = [];
  const waiting = new Map<string, AbortController>();

  const show = (kind: Page['kind'], args: readonly Json[], {screen}: ExecutionContext): Json => {
    const page = toPage(kind, objectAt(args, 0));
    keep(pages, page);
    options.onPage?.(page, screen ?? null);
    return null;
  };
  const ask = async (question: Question, {executionId, screen}: ExecutionContext): Promise<Json> => {
    keep(questions, question);
    // Google suspends the script for a dialog and drops its locks. https://developers.google.com/apps-script/reference/base/ui
    options.locks.executionEnded(executionId);
    if (options.responder === undefined) {
      throw new Error(
        `No person is here to answer "${question.text}". Give the workbench a responder, or run without asking.`,
      );
    }
    const ended = new AbortController();
    waiting.set(executionId, ended);
    return {...(await options.responder(question, {screen: screen ?? null, signal: ended.signal}))};
  };

  return {
    name: 'Ui',
    call(method, args, context): Json | Promise<Json> {
      switch (method) {
        case 'addMenu':
          addMenu(menus, toMenu(objectAt(args, 0)));
          return null;
        case 'showSidebar':
          return show('sidebar', args, context);
        case 'showModalDialog':
          return show('modal', args, context);
        case 'showModelessDialog':
          return show('modeless', args, context);
        case 'alert':
        case 'prompt':
          return ask(toQuestion(method, objectAt(args, 0)), context);
        default:
          throw unknownMethod('Ui', method);
      }
    },
    executionEnded(executionId) {
      waiting.get(executionId)?.abort();
      waiting.delete(executionId);
    },
    menus: () => menus,
    pages: () => pages,
    questions: () => questions,
    clearMenus: () => {
      menus.length = 0;
    },
  };
}

function keep<T>(shown: T[], latest: T): void {
  shown.push(latest);
  if (shown.length > shownKeptMax) shown.shift();
}

/** A menu of the same caption takes the place of the older one. */
function addMenu(menus: Menu[], menu: Menu): void {
  const at = menus.findIndex(
    (known) => known.caption === menu.caption && known.isAddonMenu === menu.isAddonMenu,
  );
  menus.splice(at < 0 ? menus.length : at, at < 0 ? 0 : 1, menu);
}

function toMenu(value: {readonly [key: string]: Json}): Menu {
  return {
    caption: textAt([value['caption'] ?? null], 0),
    isAddonMenu: value['isAddonMenu'] === true,
    entries: toEntries(value['entries'] ?? null),
  };
}

function toEntries(value: Json): readonly MenuEntry[] {
  if (!Array.isArray(value)) throw new Error('Broken invariant: a menu without a list of entries.');
  return value.map((entry: Json, index): MenuEntry => {
    const fields = asObject(entry, index);
    if (fields['kind'] === 'separator') return {kind: 'separator'};
    const caption = textAt([fields['caption'] ?? null], 0);
    if (fields['kind'] === 'menu')
      return {kind: 'menu', caption, entries: toEntries(fields['entries'] ?? null)};
    return {kind: 'item', caption, functionName: textAt([fields['functionName'] ?? null], 0)};
  });
}

function toPage(kind: Page['kind'], value: {readonly [key: string]: Json}): Page {
  return {
    kind,
    title: textAt([value['title'] ?? null], 0),
    html: textAt([value['html'] ?? null], 0),
    widthPx: numberOrNull(value['widthPx']),
    heightPx: numberOrNull(value['heightPx']),
  };
}

function toQuestion(kind: Question['kind'], value: {readonly [key: string]: Json}): Question {
  const title = value['title'];
  return {
    kind,
    title: typeof title === 'string' ? title : null,
    text: textAt([value['text'] ?? null], 0),
    buttons: toButtons(value['buttons']),
  };
}

function toButtons(value: Json | undefined): Question['buttons'] {
  switch (value) {
    case 'OK_CANCEL':
    case 'YES_NO':
    case 'YES_NO_CANCEL':
      return value;
    default:
      return 'OK';
  }
}

function numberOrNull(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
