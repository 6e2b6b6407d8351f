import type {ExecutionResult} from '../../workbench/apps-script/execution.ts';
import type {FromPage, ToPage} from '../../workbench/page/client/messages.ts';
import {callsAtATimeMax, createHtmlPages} from '../../workbench/page/html-pages.ts';
import type {Page, Pages} from '../../workbench/page/pages.ts';

/** One page that is open, and what it gets. */
function onePage() {
  const got: ToPage[] = [];
  const page: Page = {name: 'page', send: (message) => got.push(message)};
  const told: ((message: FromPage, page: Page) => void)[] = [];
  const left: ((page: Page) => void)[] = [];
  const pages: Pages = {
    count: () => 1,
    send: page.send,
    sendChanges: () => undefined,
    named: (name) => (name === page.name ? page : null),
    onJoin: () => undefined,
    onLeave: (listener) => left.push(listener),
    onMessage: (listener) => told.push(listener),
    join: () => undefined,
    close: () => undefined,
  };
  return {
    pages,
    got,
    say: (message: FromPage, from = page) => {
      for (const listener of told) listener(message, from);
    },
    leave: () => {
      for (const listener of left) listener(page);
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const sidebar = {
  kind: 'sidebar',
  title: 'Billing',
  html: '<p>hi</p>',
  widthPx: null,
  heightPx: null,
} as const;

describe('createHtmlPages()', () => {
  function opened() {
    const desk = onePage();
    const htmlPages = createHtmlPages(desk.pages);
    const running: ((result: ExecutionResult) => void)[] = [];
    htmlPages.answerCalls({
      functionNames: ['echo'],
      run: () => new Promise((resolve) => running.push(resolve)),
    });
    htmlPages.open(sidebar, 'page');
    const first = desk.got[0];
    const key = first?.kind === 'html' ? first.html.key : '';
    const call = (number: number, functionName = 'echo'): FromPage => ({
      kind: 'call',
      key,
      call: number,
      functionName,
      argsText: '[]',
    });
    return {...desk, htmlPages, running, key, call};
  }

  test('runs ten calls of a page at a time, and the next when one has ended', async () => {
    const {running, say, call, got} = opened();
    for (let number = 1; number <= callsAtATimeMax + 2; number += 1) say(call(number));
    await turn();
    expect(running).toHaveLength(10);
    running[3]?.({ok: true, value: 'four', log: [], durationMs: 1, simulatedMs: 0});
    await turn();
    expect(running).toHaveLength(11);
    expect(got.at(-1)).toMatchObject({kind: 'call-ended', call: 4, outcome: {ok: true, valueText: '"four"'}});
  });

  test('refuses a function that the script does not offer', async () => {
    const {running, say, call, got} = opened();
    say(call(1, 'hidden_'));
    await turn();
    expect(running).toEqual([]);
    expect(got.at(-1)).toMatchObject({outcome: {ok: false, message: 'Script function not found: hidden_'}});
  });

  test('runs nothing for another page than the one it was shown on, nor under a key it did not give', async () => {
    const {running, say, call} = opened();
    say(call(1), {name: 'other', send: () => undefined});
    say({...call(2), key: 'guessed'} as FromPage);
    await turn();
    expect(running).toEqual([]);
  });

  test('gives its HTML out as long as the page is open', () => {
    const {htmlPages, key, leave} = opened();
    expect(htmlPages.documentOf(key)).toBe('<p>hi</p>');
    expect(htmlPages.documentOf('guessed')).toBeNull();
    leave();
    expect(htmlPages.documentOf(key)).toBeNull();
  });
});
