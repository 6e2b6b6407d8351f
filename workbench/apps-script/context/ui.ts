import {createEnum} from './google-enum.ts';
import {signatureMismatch} from './google-exception.ts';
import type {HostCall, Json} from './host-call.ts';
import type {HtmlPage} from './html-service.ts';
import {onlyKnown} from './only-known.ts';
import {asFields, asText, type ServiceCall, serviceCall} from './service-call.ts';

type Google = GoogleAppsScript.Base.Ui;
type Button = GoogleAppsScript.Base.Button;

/** A menu under construction. */
interface MenuBuilder {
  addItem(caption: string, functionName: string): MenuBuilder;
  addSeparator(): MenuBuilder;
  addSubMenu(menu: MenuBuilder): MenuBuilder;
  addToUi(): void;
}

const Button = createEnum<Google['Button']>(['CLOSE', 'OK', 'CANCEL', 'YES', 'NO']);
const ButtonSet = createEnum<Google['ButtonSet']>(['OK', 'OK_CANCEL', 'YES_NO', 'YES_NO_CANCEL']);

/** What SpreadsheetApp.getUi answers. https://developers.google.com/apps-script/reference/base/ui */
export function createUi(hostCall: HostCall): Google {
  const call = serviceCall(hostCall, 'Ui');
  const createMenu = menuFactory(call);
  const ui = onlyKnown<Omit<Google, 'showDialog'>>('Ui', {
    Button,
    ButtonSet,
    alert: (...args: readonly unknown[]): Button => button(ask(call, 'alert', args)['button']),
    prompt(...args: readonly unknown[]) {
      const reply = ask(call, 'prompt', args);
      return onlyKnown('PromptResponse', {
        getResponseText: () => asText(reply['text'] ?? null),
        getSelectedButton: () => button(reply['button']),
      });
    },
    createMenu: (caption: string) => createMenu(caption, false),
    createAddonMenu: () => createMenu('', true),
    showSidebar: (page: HtmlPage) => show(call, 'showSidebar', page, page.getTitle()),
    showModalDialog: (page: HtmlPage, title: string) => show(call, 'showModalDialog', page, title),
    showModelessDialog: (page: HtmlPage, title: string) => show(call, 'showModelessDialog', page, title),
  });
  return ui as Google; // The guard throws for showDialog, which Google has retired.
}

function show(call: ServiceCall, method: string, page: HtmlPage, title: string): void {
  call(method, {
    title,
    html: page.getContent(),
    widthPx: page.getWidth(),
    heightPx: page.getHeight(),
  });
}

/** Forms: (text), (text, buttons), (title, text, buttons). */
function ask(
  call: ServiceCall,
  kind: 'alert' | 'prompt',
  args: readonly unknown[],
): {readonly [key: string]: Json} {
  const [first, second, third] = args;
  const hasTitle = args.length === 3;
  const text = hasTitle ? second : first;
  const buttons = hasTitle ? third : second;
  if (typeof text !== 'string' || args.length > 3) throw signatureMismatch(`Ui.${kind}`, args);
  return asFields(
    call(kind, {
      title: hasTitle ? String(first) : null,
      text,
      buttons: String(buttons ?? ButtonSet.OK),
    }),
  );
}

function button(name: Json | undefined): Button {
  switch (name) {
    case 'CANCEL':
      return Button.CANCEL;
    case 'YES':
      return Button.YES;
    case 'NO':
      return Button.NO;
    case 'CLOSE':
      return Button.CLOSE;
    default:
      return Button.OK;
  }
}

/** Menus hold their entries here, since a menu may become part of another. */
function menuFactory(call: ServiceCall): (caption: string, isAddonMenu: boolean) => MenuBuilder {
  const contents = new WeakMap<MenuBuilder, {readonly caption: string; readonly entries: Json[]}>();

  return (caption, isAddonMenu) => {
    const entries: Json[] = [];
    const menu: MenuBuilder = onlyKnown<MenuBuilder>('Menu', {
      addItem(itemCaption, functionName) {
        entries.push({kind: 'item', caption: itemCaption, functionName});
        return menu;
      },
      addSeparator() {
        entries.push({kind: 'separator'});
        return menu;
      },
      addSubMenu(subMenu) {
        const content = contents.get(subMenu);
        if (content === undefined) throw signatureMismatch('Menu.addSubMenu', [subMenu]);
        entries.push({kind: 'menu', caption: content.caption, entries: content.entries});
        return menu;
      },
      addToUi() {
        call('addMenu', {caption, isAddonMenu, entries});
      },
    });
    contents.set(menu, {caption, entries});
    return menu;
  };
}
