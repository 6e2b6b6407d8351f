import {type CreationDesk, creationDesk} from '../support/creation-desk.ts';
import {draftHands} from '../support/drafts-by-hand.ts';
import {nordwind, nordwindRow} from '../support/sandbox-drafts.ts';

/** The run ends just before Stripe is asked for the first draft. */
function endBeforeDrafts({ports}: CreationDesk): () => void {
  const {sendAll} = ports.http;
  Object.assign(ports.http, {
    sendAll(wave: Parameters<typeof sendAll>[0]) {
      if (wave.some(({method, url}) => method === 'POST' && !url.includes('create_preview'))) {
        throw new Error('Exceeded maximum execution time');
      }
      return sendAll(wave);
    },
  });
  return () => Object.assign(ports.http, {sendAll});
}

/** The same spreadsheet, in which somebody has connected the key of another account or mode. */
function connect(desk: CreationDesk, other: CreationDesk): void {
  Object.assign(desk.ports.http, {sendAll: other.ports.http.sendAll});
  desk.ports.userProperties.write('stripeKey', other.ports.userProperties.read('stripeKey'));
  desk.ports.userProperties.write('stripeAccount', other.ports.userProperties.read('stripeAccount'));
}

describe('createInvoices() with a key of the other mode', () => {
  const liveDesk = () => creationDesk([nordwindRow], {objects: [{...nordwind, livemode: true}]});

  test('never goes on in live mode with what was begun in test mode, and says what to do', () => {
    const desk = creationDesk([nordwindRow]);
    const {digest} = desk.previewNow();
    const restore = endBeforeDrafts(desk);
    expect(() => desk.create({digest, finalize: true})).toThrow('Exceeded maximum execution time');
    restore();

    const live = liveDesk();
    connect(desk, live);
    desk.create({digest, finalize: true});
    desk.create({digest: digest?.slice(0, 16) ?? null, finalize: true});
    expect(live.invoices()).toEqual([]);
    const preview = desk.previewNow();
    expect(preview.digest).toBeNull();
    expect(preview.groups[0]?.problems.map(({sentence}) => sentence)).toEqual([
      'Row 2 was begun in test mode, and you are connected in live mode. Connect with a key of that mode to go on with it, or clear its cells Status to Key to bill it in live mode.',
    ]);
    expect(live.invoices()).toEqual([]);
    expect(desk.intents()).toMatchObject([{mode: 'test', state: 'intended'}]);
  });

  test('says of a row that was invoiced in test mode how it is billed in live mode', () => {
    const desk = creationDesk([nordwindRow]);
    desk.createNow();
    const [made] = desk.invoices();
    connect(desk, liveDesk());
    const [group] = desk.previewNow().groups;
    expect(group?.link).toBeNull();
    expect(desk.cell(2, 'Invoice ID')).toBe(made?.id);
    expect(group?.problems.map(({sentence}) => sentence)).toEqual([
      `Row 2 was invoiced in test mode as ${made?.id}, and you are connected in live mode. Clear its cells Status to Key to bill it in live mode.`,
    ]);
    draftHands(desk).clearResults(2);
    expect(desk.previewNow().groups[0]).toMatchObject({status: 'Ready', problems: [], warnings: []});
  });
});

describe('createInvoices() where a name means somebody else by now', () => {
  const oldOne = {...nordwind, id: 'cus_Old'};
  const newOne = {...nordwind, id: 'cus_New', email: 'other@nordwind.example'};

  test('never goes on with another customer than was previewed', () => {
    const desk = creationDesk([{...nordwindRow, Customer: 'ap@nordwind.example'}], {
      objects: [oldOne, newOne],
    });
    const {digest} = desk.previewNow();
    const restore = endBeforeDrafts(desk);
    expect(() => desk.create({digest})).toThrow('Exceeded maximum execution time');
    restore();
    changeEmail(desk, 'cus_Old', 'old@nordwind.example');
    changeEmail(desk, 'cus_New', 'ap@nordwind.example');

    expect(desk.create({digest})).toMatchObject({created: 0});
    expect(desk.invoices()).toEqual([]);
    const preview = desk.previewNow();
    expect(preview.digest).toBeNull();
    expect(preview.groups[0]?.problems.map(({sentence}) => sentence)).toEqual([
      'Row 2 was begun for cus_Old, and “ap@nordwind.example” is cus_New now. Make it mean cus_Old again in Stripe to go on with it, or clear the cells Status to Key of the row to bill cus_New, once Stripe holds no draft of it for cus_Old.',
    ]);
    changeEmail(desk, 'cus_New', 'new@nordwind.example');
    changeEmail(desk, 'cus_Old', 'ap@nordwind.example');
    expect(desk.create({digest})).toMatchObject({created: 1});
  });
});

function changeEmail({ports, sandbox}: CreationDesk, customerId: string, email: string): void {
  const {status} = sandbox.handle(
    {
      method: 'POST',
      url: `https://api.stripe.com/v1/customers/${customerId}`,
      headers: {
        Authorization: `Bearer ${ports.userProperties.read('stripeKey')}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: `email=${encodeURIComponent(email)}`,
    },
    ports.clock.nowUnixMs(),
  );
  expect(status).toBe(200);
}
