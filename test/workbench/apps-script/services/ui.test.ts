import {createClock} from '../../../../workbench/apps-script/clock.ts';
import {createLockService} from '../../../../workbench/apps-script/services/locks.ts';
import {createUiService, type Question, shownKeptMax} from '../../../../workbench/apps-script/services/ui.ts';
import {evaluate, messageOf, openScript, returnOf, run} from '../support/script-world.ts';

describe('Ui', () => {
  test('addToUi() puts a menu on the screen, once however often it is built', async () => {
    const world = await openScript(
      `function onOpen() {
        const ui = SpreadsheetApp.getUi();
        ui.createAddonMenu().addItem('Refresh', 'refresh').addSeparator()
          .addSubMenu(ui.createMenu('More').addItem('About', 'about')).addToUi();
      }`,
    );
    const opening = {authMode: 'NONE', trigger: 'simple', args: [{}]} as const;
    returnOf(await run(world, 'onOpen', opening));
    returnOf(await run(world, 'onOpen', opening));
    expect(world.ui.menus()).toEqual([
      {
        caption: '',
        isAddonMenu: true,
        entries: [
          {kind: 'item', caption: 'Refresh', functionName: 'refresh'},
          {kind: 'separator'},
          {kind: 'menu', caption: 'More', entries: [{kind: 'item', caption: 'About', functionName: 'about'}]},
        ],
      },
    ]);
  });

  test('showSidebar() and showModalDialog() record the page', async () => {
    const world = await openScript(
      `function main() {
        const page = () => HtmlService.createHtmlOutputFromFile('Sidebar').setTitle('Billing').setWidth(300);
        SpreadsheetApp.getUi().showSidebar(page());
        SpreadsheetApp.getUi().showModalDialog(page().setHeight(200), 'Connect');
      }`,
      {htmlFiles: {Sidebar: '<b>hi</b>'}},
    );
    returnOf(await run(world, 'main'));
    const page = {html: '<b>hi</b>', widthPx: 300};
    expect(world.ui.pages()).toEqual([
      {...page, kind: 'sidebar', title: 'Billing', heightPx: null},
      {...page, kind: 'modal', title: 'Connect', heightPx: 200},
    ]);
  });

  test('alert() and prompt() wait for the responder', async () => {
    const asked: Question[] = [];
    const world = await openScript(
      `function main() {
        const ui = SpreadsheetApp.getUi();
        const answer = ui.prompt('Stripe key', 'Paste it.', ui.ButtonSet.OK_CANCEL);
        return [ui.alert('Sure?', ui.ButtonSet.YES_NO) === ui.Button.NO, answer.getResponseText(),
          answer.getSelectedButton() === ui.Button.OK];
      }`,
      {
        responder(question) {
          asked.push(question);
          return question.kind === 'prompt' ? {button: 'OK', text: 'rk_test_1'} : {button: 'NO', text: ''};
        },
      },
    );
    expect(returnOf(await run(world, 'main'))).toEqual([true, 'rk_test_1', true]);
    expect(asked).toEqual([
      {kind: 'prompt', title: 'Stripe key', text: 'Paste it.', buttons: 'OK_CANCEL'},
      {kind: 'alert', title: null, text: 'Sure?', buttons: 'YES_NO'},
    ]);
    expect(world.ui.questions()).toEqual(asked);
  });

  test('alert() asks on the screen of the person who started it, until the script is cancelled', async () => {
    const screens: (string | null)[] = [];
    const cancelled = new AbortController();
    const world = await openScript('function main() { SpreadsheetApp.getUi().alert("Go on?"); }', {
      responder: (_question, {screen, signal}) => {
        screens.push(screen);
        return new Promise((answer) => {
          signal.addEventListener('abort', () => {
            screens.push('withdrawn');
            answer({button: 'CLOSE', text: ''});
          });
          cancelled.abort();
        });
      },
    });
    const result = await run(world, 'main', {screen: 'page 1', signal: cancelled.signal});
    expect(messageOf(result)).toBe('The script was cancelled.');
    expect(screens).toEqual(['page 1', 'withdrawn']);
  });

  test('alert() is an error where nobody can answer', async () => {
    const world = await openScript('function main() { SpreadsheetApp.getUi().alert("Go on?"); }');
    expect(messageOf(await run(world, 'main'))).toBe(
      'No person is here to answer "Go on?". Give the workbench a responder, or run without asking.',
    );
  });
});

describe('createUiService()', () => {
  test('keeps the latest 100 pages', () => {
    const ui = createUiService({locks: createLockService({clock: createClock({startUnixMs: 0})})});
    const context = {executionId: 'e', functionName: 'f', authMode: 'FULL'} as const;
    for (let n = 0; n <= shownKeptMax; n += 1) {
      ui.call('showSidebar', [{title: String(n), html: '', widthPx: null, heightPx: null}], context);
    }
    expect(ui.pages()).toHaveLength(shownKeptMax);
    expect(ui.pages()[0]?.title).toBe('1');
  });
});

describe('HtmlService', () => {
  const htmlFiles = {
    Page: '<ul><? for (const name of names) { ?><li><?= name ?></li><? } ?></ul><?!= raw ?>',
  };

  test('createTemplateFromFile() fills in, escaping unless told not to', async () => {
    const expression = `(() => {
      const template = HtmlService.createTemplateFromFile('Page');
      template.names = ['A & B', '<i>'];
      template.raw = '<hr>';
      return template.evaluate().getContent();
    })()`;
    expect(await evaluate(expression, {htmlFiles})).toBe('<ul><li>A &amp; B</li><li>&lt;i&gt;</li></ul><hr>');
  });

  test('createHtmlOutputFromFile() says which file is not there', async () => {
    const world = await openScript('function main() { HtmlService.createHtmlOutputFromFile("Sidebar"); }');
    expect(messageOf(await run(world, 'main'))).toBe('No HTML file named Sidebar was found.');
  });
});

describe('the event object', () => {
  test('carries the mode and its own fields', async () => {
    const world = await openScript(
      `function onEdit(e) { return [e.authMode === ScriptApp.AuthMode.LIMITED, e.value, 'source' in e]; }
       function tick(e) { return [e.authMode === ScriptApp.AuthMode.FULL, e.hour, 'source' in e]; }`,
    );
    const edit = {authMode: 'LIMITED', trigger: 'simple', args: [{value: '5'}]} as const;
    expect(returnOf(await run(world, 'onEdit', edit))).toEqual([true, '5', true]);
    const tick = {trigger: 'clock', args: [{hour: 6}]} as const;
    expect(returnOf(await run(world, 'tick', tick))).toEqual([true, 6, false]);
  });
});
