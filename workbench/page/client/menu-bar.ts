import {element} from './elements.ts';
import type {Menu, MenuEntry} from './messages.ts';

/** The menus of the add-on, as Sheets shows them: opened by click or keyboard, submenus to the right. */
export function createMenuBar(bar: HTMLElement, chosen: (functionName: string) => void) {
  let open: OpenMenu | null = null;
  const close = (): void => {
    open?.close();
    open = null;
  };
  document.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Node && !bar.contains(event.target)) close();
  });
  const choose = (functionName: string): void => {
    close();
    chosen(functionName);
  };
  const openUnder = (button: HTMLButtonElement, entries: readonly MenuEntry[]): void => {
    close();
    open = openMenu({opener: button, entries, choose, closed: () => button.focus()});
  };
  const menuButton = ({caption, entries}: Menu): HTMLElement => {
    const button = element('button', {
      type: 'button',
      role: 'menuitem',
      class: 'menu-button',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
    });
    button.textContent = caption === '' ? 'Billing Ops for Sheets' : caption;
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-expanded') === 'true') close();
      else openUnder(button, entries);
    });
    button.addEventListener('keydown', ({key}) => {
      if (key === 'ArrowDown') openUnder(button, entries);
    });
    return element('div', {class: 'menu-place', role: 'none'}, button);
  };
  return {
    show: (menus: readonly Menu[]): void => {
      close();
      bar.replaceChildren(...menus.map(menuButton));
    },
  };
}

interface OpenMenu {
  close(): void;
}

function openMenu(options: {
  readonly opener: HTMLElement;
  readonly entries: readonly MenuEntry[];
  readonly choose: (functionName: string) => void;
  /** Escape was pressed: the focus goes back. */
  readonly closed: () => void;
}): OpenMenu {
  const {opener, entries, choose, closed} = options;
  let inner: OpenMenu | null = null;
  const list = element('div', {
    class: 'menu',
    role: 'menu',
    'aria-label': opener.textContent?.trim() ?? '',
  });
  const close = (): void => {
    inner?.close();
    list.remove();
    opener.setAttribute('aria-expanded', 'false');
  };
  const openInner = (item: HTMLElement, its: readonly MenuEntry[]): void => {
    inner?.close();
    inner = openMenu({opener: item, entries: its, choose, closed: () => item.focus()});
  };
  list.append(...entries.map((entry) => menuItem(entry, choose, openInner)));
  list.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' || event.key === 'ArrowLeft') {
      close();
      closed();
    } else if (!moveFocus(list, event.key)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  opener.after(list);
  opener.setAttribute('aria-expanded', 'true');
  list.querySelector<HTMLElement>(':scope > .menu-line > [role=menuitem]')?.focus();
  return {close};
}

function menuItem(
  entry: MenuEntry,
  choose: (functionName: string) => void,
  openInner: (item: HTMLElement, entries: readonly MenuEntry[]) => void,
): HTMLElement {
  if (entry.kind === 'separator') return element('hr', {role: 'separator'});
  const item = element('button', {type: 'button', role: 'menuitem', tabindex: '-1'}, entry.caption);
  if (entry.kind === 'item') {
    item.addEventListener('click', () => choose(entry.functionName));
  } else {
    item.setAttribute('aria-haspopup', 'menu');
    item.setAttribute('aria-expanded', 'false');
    const openEntries = (): void => openInner(item, entry.entries);
    item.addEventListener('click', openEntries);
    item.addEventListener('keydown', ({key}) => {
      if (key === 'ArrowRight') openEntries();
    });
  }
  return element('div', {class: 'menu-line', role: 'none'}, item);
}

/** True for a key that moves among the items of this list. */
function moveFocus(list: HTMLElement, key: string): boolean {
  const items = [...list.querySelectorAll<HTMLElement>(':scope > .menu-line > [role=menuitem]')];
  const at = items.findIndex((item) => item.matches(':focus'));
  const next = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1}[key];
  if (next === undefined || items.length === 0) return false;
  items[(next + items.length) % items.length]?.focus();
  return true;
}
