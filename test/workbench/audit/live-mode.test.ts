import type {Question} from '../../../workbench/apps-script/services/ui.ts';
import {draftTab} from '../../core/invoicing/support/draft-tab.ts';
import {nordwind, nordwindRow} from '../../core/invoicing/support/sandbox-drafts.ts';
import {closeDesks, type Desk, openDesk, replyOf} from '../survival/support/desk.ts';

afterEach(closeDesks);

const ana = 'ana@example.com';
const ben = 'ben@example.com';
const liveKey = 'rk_live_ofTheDesk1234';

/** A live account, one row of that many euros, and a person who types `typed` when asked for count and total. */
async function liveDesk(euros: number, typed: string, asked: Question[] = []): Promise<Desk> {
  const row = {...nordwindRow, Quantity: 1, 'Unit amount': euros, 'Order total (check)': euros};
  const desk = openDesk({
    invoices: [{...nordwind, livemode: true}],
    now: '2026-11-20T15:00:00Z',
    connected: false,
    tabs: {'Invoice Drafts': draftTab([row]).map((cells) => [...cells])},
    responder(question) {
      asked.push(question);
      if (question.kind === 'prompt') return {button: 'OK', text: typed};
      return {button: question.buttons === 'YES_NO' ? 'YES' : 'OK', text: ''};
    },
  });
  desk.stripe.knows(liveKey);
  for (const user of [ana, ben]) replyOf(await desk.workbench.run('connectStripe', [{key: liveKey}], {user}));
  return desk;
}

const createFromMenu = async (desk: Desk) =>
  replyOf(await desk.workbench.run('createInvoicesFromMenu', [], {user: ana}));

describe('Create invoices from drafts… in live mode', () => {
  test('has the preparer type count and total', async () => {
    const asked: Question[] = [];
    const desk = await liveDesk(9_000, '1 9,000.00', asked);
    await createFromMenu(desk);
    expect(asked.map(({kind}) => kind)).toEqual(['alert', 'prompt', 'alert']);
    expect(asked[1]?.text).toBe(
      'Live mode. How many invoices in EUR are to be created, and what do they come to? Type both, such as: 12 48,200.00',
    );
    expect(asked[2]?.text).toBe('1 invoice created, EUR 9,000.00.');
  });

  test('creates nothing when something else was typed, or nothing that can be read', async () => {
    const asked: Question[] = [];
    await createFromMenu(await liveDesk(9_000, '1 900', asked));
    expect(asked.at(-1)?.text).toBe(
      'Cannot create invoices: 1 × EUR 9000 in all are ready, and 1 × EUR 900 was typed. Preview again and type count and total as they are shown. Nothing was created.',
    );
    await createFromMenu(await liveDesk(9_000, 'yes', asked));
    expect(asked.at(-1)?.text).toBe(
      '“yes” is not a count and a total, such as: 12 48,200.00. Nothing was created.',
    );
  });

  test('asks a second person above the limits before anything is typed', async () => {
    const asked: Question[] = [];
    const desk = await liveDesk(12_000, '1 12000', asked);
    await createFromMenu(desk);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.text).toMatch(
      /An invoice of EUR 12,000\.00 is above EUR 10,000\.00\. Once somebody else has agreed, create again\.$/,
    );
    const state = Object(replyOf(await desk.workbench.run('readApprovals', [], {user: ben})));
    const [request] = state.value.requests;
    await desk.workbench.run('approve', [{digest: request.digest}], {user: ben});
    await createFromMenu(desk);
    expect(asked.at(-1)?.text).toBe('1 invoice created, EUR 12,000.00.');
  });
});
