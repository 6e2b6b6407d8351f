import type {Question, Reply} from '../../../workbench/apps-script/services/ui.ts';
import {workbenchUser} from '../../../workbench/workbench.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {closeDesks, type Desk, dayMs, openDesk, replyOf} from '../survival/support/desk.ts';

afterEach(closeDesks);

const key = 'rk_test_typed_by_a_person';
const ok: Reply = {button: 'OK', text: ''};

/** A person who gives these answers in this order, then OK; and what they were asked. */
function person(...answers: readonly Reply[]): {
  readonly asked: Question[];
  readonly responder: (question: Question) => Reply;
} {
  const asked: Question[] = [];
  const left = [...answers];
  return {
    asked,
    responder(question) {
      asked.push(question);
      return left.shift() ?? ok;
    },
  };
}

const invoices = (count: number) =>
  Array.from({length: count}, (_, index) =>
    wireInvoice({id: `in_${String(index).padStart(3, '0')}`, amount_due: 100}),
  );

/** Chooses an entry of the menu, which must be there, and goes through with it. */
async function choose(desk: Desk, caption: string): Promise<void> {
  replyOf(await desk.workbench.run('onOpen', [{}], {authMode: 'LIMITED', trigger: 'simple'}));
  const entry = desk.workbench.screen
    .menus()
    .flatMap(({entries}) => entries)
    .find((one) => one.kind === 'item' && one.caption === caption);
  if (entry?.kind !== 'item') throw new Error(`The menu has no entry "${caption}".`);
  replyOf(await desk.workbench.run(entry.functionName, []));
}

describe('the menu Billing Ops', () => {
  const menu = {
    caption: 'Billing Ops',
    isAddonMenu: false,
    entries: [
      {kind: 'item', caption: 'Open sidebar', functionName: 'openSidebar'},
      {kind: 'separator'},
      {kind: 'item', caption: 'Refresh receivables', functionName: 'refreshReceivablesFromMenu'},
      {kind: 'separator'},
      {kind: 'item', caption: 'New Invoice Drafts tab', functionName: 'createDraftsTabFromMenu'},
      {kind: 'item', caption: 'Check invoice drafts', functionName: 'checkDraftsFromMenu'},
      {kind: 'item', caption: 'Preview invoices…', functionName: 'previewInvoicesFromMenu'},
      {kind: 'item', caption: 'Create invoices from drafts…', functionName: 'createInvoicesFromMenu'},
      {kind: 'item', caption: 'Reverse batch…', functionName: 'reverseBatchFromMenu'},
      {kind: 'item', caption: 'Verify Audit Log', functionName: 'verifyAuditLogFromMenu'},
      {kind: 'separator'},
      {kind: 'item', caption: 'Turn automatic refresh on', functionName: 'turnAutomaticRefreshOn'},
      {kind: 'item', caption: 'Turn automatic refresh off', functionName: 'turnAutomaticRefreshOff'},
      {kind: 'separator'},
      {kind: 'item', caption: 'Connect Stripe…', functionName: 'connectStripeFromMenu'},
      {kind: 'item', caption: 'Disconnect Stripe', functionName: 'disconnectStripeFromMenu'},
      {kind: 'separator'},
      {kind: 'item', caption: 'Help', functionName: 'showHelp'},
    ],
  };

  test.each(['onOpen', 'onInstall'])(
    '%s() builds it in each authorisation mode, and reads nothing for it',
    async (functionName) => {
      const desk = openDesk({invoices: []});
      for (const authMode of ['NONE', 'LIMITED', 'FULL'] as const) {
        desk.killAfterChange(null);
        replyOf(await desk.workbench.run(functionName, [{}], {authMode, trigger: 'simple'}));
        expect({authMode, menus: desk.workbench.screen.menus()}).toEqual({authMode, menus: [menu]});
        expect(desk.calls()).toEqual(['Ui.addMenu']);
      }
    },
  );

  test('each of its entries is a function of the add-on', async () => {
    const desk = openDesk({invoices: [], connected: false, responder: () => ok});
    for (const entry of menu.entries) {
      if (entry.functionName === undefined) continue;
      const result = await desk.workbench.run(entry.functionName, []);
      expect({entry, result}).toMatchObject({entry, result: {ok: true}});
    }
  });
});

describe('Refresh receivables', () => {
  test('refreshes and says so in the corner of the spreadsheet', async () => {
    const desk = openDesk({invoices: invoices(2)});
    await choose(desk, 'Refresh receivables');
    expect((await desk.table()).ids).toHaveLength(2);
    expect(desk.workbench.screen.toasts().map(({message, title}) => [title, message])).toEqual([
      ['Billing Ops', 'Reading invoices from Stripe…'],
      ['Billing Ops', '2 invoices in 1 currency, every control total ties to Stripe.'],
    ]);
  });

  test('says in a dialog what went wrong and what to do', async () => {
    const {asked, responder} = person();
    const desk = openDesk({invoices: [], connected: false, responder});
    await choose(desk, 'Refresh receivables');
    expect(asked).toEqual([
      {
        kind: 'alert',
        title: 'Billing Ops',
        text: 'Cannot reach Stripe: no key is connected for you. Open the sidebar from the menu Billing Ops, choose Connect and paste a restricted key.',
        buttons: 'OK',
      },
    ]);
  });

  test.each([
    ['YES', 20],
    ['NO', 60],
    ['CLOSE', 60],
  ] as const)(
    'asks before it publishes a table of a third of the size: %s leaves %i invoices',
    async (button, left) => {
      const {asked, responder} = person({button, text: ''});
      const desk = openDesk({invoices: invoices(60), responder});
      await desk.refresh();
      desk.workbench.clock.advance(dayMs);
      desk.stripe.holds(invoices(20));
      await choose(desk, 'Refresh receivables');
      expect(asked).toHaveLength(1);
      expect(asked[0]).toMatchObject({
        buttons: 'YES_NO',
        text: expect.stringContaining('the last refresh had 60 invoices, this one has 20.'),
      });
      expect((await desk.table()).ids).toHaveLength(left);
      expect(desk.stamp('Last attempt')).toMatch(button === 'YES' ? /^Succeeded$/ : /^Failed at/);
    },
  );
});

describe('Connect Stripe…', () => {
  const connecting = async (typed: Reply, known: readonly string[] = [key]) => {
    const {asked, responder} = person(typed);
    const desk = openDesk({invoices: invoices(1), connected: false, responder});
    desk.stripe.knows(...known);
    await choose(desk, 'Connect Stripe…');
    return {desk, said: asked[1]?.text ?? null, stored: desk.workbench.properties.read('user', 'stripeKey')};
  };

  test('tries the key, keeps it for this person alone and shows its end only', async () => {
    const {desk, said, stored} = await connecting({button: 'OK', text: `  ${key} `});
    expect(stored).toBe(key);
    expect(said).toBe('Connected to acct_1BillingOpsBench in test mode with the key that ends in rson.');
    expect(desk.workbench.properties.read('user', 'stripeKey', 'ben@workbench.example')).toBeNull();
    await choose(desk, 'Refresh receivables');
    expect(desk.stamp('Key')).toBe(`test …rson of ${workbenchUser}`);
  });

  test.each([
    ['a key that Stripe does not know', 'rk_test_unknown_to_stripe', /^Cannot .*key/],
    [
      'a publishable key',
      'pk_test_12345678901',
      'Cannot connect to Stripe: a publishable key (pk_) cannot read invoices.',
    ],
    [
      'a live secret key',
      'sk_live_1234567890',
      'Cannot connect with a live secret key (sk_live_): it may do everything, payouts included.',
    ],
    [
      'the shortened key of the dashboard',
      'rk_test_…1234',
      'Cannot connect to Stripe: this is the shortened key',
    ],
    ['nothing', '', 'Cannot connect to Stripe: no key was given.'],
  ])('refuses %s in words that do not repeat it, and keeps nothing', async (_what, typed, words) => {
    const {said, stored} = await connecting({button: 'OK', text: typed});
    expect(said).toMatch(words);
    expect(stored).toBeNull();
    if (typed !== '') expect(said).not.toContain(typed);
  });

  test('does nothing when the person cancels', async () => {
    const {desk, said, stored} = await connecting({button: 'CANCEL', text: key});
    expect([said, stored]).toEqual([null, null]);
    expect(desk.stripe.asked).toEqual([]);
  });

  test('refuses a key of the other mode at the next refresh, and the tabs stay', async () => {
    const live = 'rk_live_of_the_same_shop';
    const {desk} = await connecting({button: 'OK', text: key}, [key, live]);
    await desk.refresh();
    replyOf(await desk.workbench.run('connectStripe', [{key: live}]));
    const message = await desk.refusal();
    expect(message).toMatch(
      /^Cannot refresh these tabs: they hold the test mode .*, and the key reads the live mode/,
    );
    expect((await desk.table()).ids).toHaveLength(1);
  });

  test('Disconnect Stripe forgets the key', async () => {
    const {desk} = await connecting({button: 'OK', text: key});
    await choose(desk, 'Disconnect Stripe');
    expect(desk.workbench.properties.read('user', 'stripeKey')).toBeNull();
    expect(await desk.refusal()).toContain('no key is connected for you');
  });

  test('Disconnect Stripe ends the automatic refresh that used the key', async () => {
    const {asked, responder} = person();
    const desk = openDesk({invoices: [], responder});
    await choose(desk, 'Turn automatic refresh on');
    await choose(desk, 'Disconnect Stripe');
    expect(asked[1]?.text).toContain('Your Stripe key is deleted here. Automatic refresh is off.');
    expect(desk.workbench.triggers.triggers()).toEqual([]);
  });
});

describe('Turn automatic refresh on and off', () => {
  test('say what they did', async () => {
    const {asked, responder} = person();
    const desk = openDesk({invoices: invoices(1), responder});
    await choose(desk, 'Turn automatic refresh off');
    await choose(desk, 'Turn automatic refresh on');
    expect(desk.workbench.triggers.triggers()).toMatchObject([
      {functionName: 'refreshReceivablesOnSchedule', event: 'CLOCK'},
    ]);
    await choose(desk, 'Turn automatic refresh off');
    expect(asked.map(({text}) => text)).toEqual([
      'Automatic refresh was off already.',
      'The receivables now refresh about every hour, as you and with your Stripe key.',
      'Automatic refresh is off.',
    ]);
    expect(desk.workbench.triggers.triggers()).toEqual([]);
  });
});

test('Turn automatic refresh on wants a key first', async () => {
  const {asked, responder} = person();
  const desk = openDesk({invoices: [], connected: false, responder});
  await choose(desk, 'Turn automatic refresh on');
  expect(asked.map(({text}) => text)).toEqual([expect.stringContaining('no key is connected for you')]);
  expect(desk.workbench.triggers.triggers()).toEqual([]);
});

describe('Help', () => {
  test('names the tabs, the log and the named ranges', async () => {
    const {asked, responder} = person();
    const desk = openDesk({invoices: [], responder});
    await choose(desk, 'Help');
    for (const name of ['Receivables', 'AR Aging', 'Run Log', 'AR_AS_OF', 'AR_AGING'])
      expect(asked[0]?.text).toContain(name);
  });
});
