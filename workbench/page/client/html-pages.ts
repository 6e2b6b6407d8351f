import {element} from './elements.ts';
import type {FromFrame, ToFrame} from './frame-messages.ts';
import type {HtmlPage} from './messages.ts';

type Call = Extract<FromFrame, {readonly kind: 'call'}>;

interface HtmlPageEvents {
  call(key: string, call: Call): void;
  /** A page has given the keyboard back. */
  focusGrid(): void;
}

/** What a frame may do, as at Google: all of this, and never to lead the spreadsheet's own page elsewhere. */
const sandbox = [
  'allow-downloads',
  'allow-forms',
  'allow-modals',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-same-origin',
  'allow-scripts',
].join(' ');

const dialogWidthPx = 600;
const dialogHeightPx = 400;
/** What Sheets gives a sidebar, whatever width it asks for. */
const sidebarWidthPx = 300;

interface Shown {
  readonly key: string;
  readonly frame: HTMLIFrameElement;
  close(): void;
  resize(size: {readonly widthPx: number | null; readonly heightPx: number | null}): void;
}

/**
 * Sidebars and dialogs of scripts, each in a frame of another origin. There is one sidebar and one dialog at a time: another
 * one takes its place.
 */
export function createHtmlPages(
  places: {readonly sidebar: HTMLElement; readonly dialogs: HTMLElement},
  events: HtmlPageEvents,
) {
  const port = document.querySelector<HTMLMetaElement>('meta[name="workbench-frames"]')?.content ?? '';
  const origin = `${location.protocol}//${location.hostname}:${port}`;
  let sidebar: Shown | null = null;
  let dialog: Shown | null = null;
  const shown = (): readonly Shown[] => [sidebar, dialog].filter((one) => one !== null);

  const closeSidebar = (): void => {
    sidebar?.close();
    sidebar = null;
  };
  const closeDialog = (): void => {
    dialog?.close();
    dialog = null;
  };
  const closeByPerson = (close: () => void) => (): void => {
    close();
    events.focusGrid();
  };
  window.addEventListener('message', ({source, origin: sender, data}) => {
    const page = sender === origin ? shown().find(({frame}) => frame.contentWindow === source) : undefined;
    if (page === undefined) return;
    const message: FromFrame = data; // From google-script.ts, which alone runs `google.script` in that frame.
    switch (message.kind) {
      case 'call':
        return events.call(page.key, message);
      case 'close':
        return closeByPerson(page === sidebar ? closeSidebar : closeDialog)();
      case 'focus-editor':
        return events.focusGrid();
      case 'size':
        return page.resize(message);
    }
  });
  return {
    show: (html: HtmlPage): void => {
      if (html.kind === 'sidebar') {
        closeSidebar();
        sidebar = showSidebar(places.sidebar, frameOf(origin, html), html, closeByPerson(closeSidebar));
      } else {
        closeDialog();
        dialog = showDialog(places.dialogs, frameOf(origin, html), html, closeByPerson(closeDialog));
      }
    },
    callEnded: (key: string, ended: ToFrame): void => {
      const page = shown().find((one) => one.key === key);
      page?.frame.contentWindow?.postMessage(ended, origin);
    },
  };
}

function frameOf(origin: string, {key, title}: HtmlPage): HTMLIFrameElement {
  return element('iframe', {
    title: title === '' ? 'Page of the add-on' : title,
    sandbox,
    allow: 'clipboard-write',
    src: `${origin}/frame/${key}`,
  });
}

function showSidebar(
  place: HTMLElement,
  frame: HTMLIFrameElement,
  {key, title}: HtmlPage,
  close: () => void,
): Shown {
  place.setAttribute('aria-label', title === '' ? 'Sidebar' : title);
  place.style.width = `${sidebarWidthPx}px`;
  place.replaceChildren(
    element('div', {class: 'html-head'}, element('h2', {}, title), closeButton(close)),
    frame,
  );
  place.hidden = false;
  return {
    key,
    frame,
    close: () => {
      place.replaceChildren();
      place.hidden = true;
    },
    // Google keeps the width of a sidebar, and its height is the window's.
    resize: () => undefined,
  };
}

function showDialog(
  place: HTMLElement,
  frame: HTMLIFrameElement,
  {key, kind, title, widthPx, heightPx}: HtmlPage,
  close: () => void,
): Shown {
  const head = element('div', {class: 'html-head'}, element('h2', {id: `title-${key}`}, title));
  head.append(closeButton(close));
  const dialog = element(
    'dialog',
    {class: `html-dialog ${kind}`, 'aria-labelledby': `title-${key}`},
    head,
    frame,
  );
  const resize: Shown['resize'] = (size) => {
    if (size.widthPx !== null) frame.style.width = `${size.widthPx}px`;
    if (size.heightPx !== null) frame.style.height = `${size.heightPx}px`;
  };
  resize({widthPx: widthPx ?? dialogWidthPx, heightPx: heightPx ?? dialogHeightPx});
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  place.append(dialog);
  if (kind === 'modal') dialog.showModal();
  else {
    dialog.show();
    moveBy(dialog, head);
  }
  return {key, frame, close: () => dialog.remove(), resize};
}

function closeButton(close: () => void): HTMLElement {
  return element('button', {type: 'button', class: 'close', 'aria-label': 'Close', onclick: close}, '×');
}

/** Lets a person move a dialog by its head, as it may lie over the cells that it is about. */
function moveBy(dialog: HTMLElement, head: HTMLElement): void {
  head.addEventListener('pointerdown', (event) => {
    if (event.target instanceof HTMLButtonElement) return;
    const {left, top} = dialog.getBoundingClientRect();
    const [fromLeft, fromTop] = [event.clientX - left, event.clientY - top];
    head.setPointerCapture(event.pointerId);
    head.onpointermove = ({clientX, clientY}) => {
      dialog.style.inset = `${Math.max(0, clientY - fromTop)}px auto auto ${clientX - fromLeft}px`;
      dialog.style.margin = '0';
    };
    head.onpointerup = () => {
      head.onpointermove = null;
    };
  });
}
