import type {Json} from '../../../workbench/apps-script/host-call.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';
import {draftTab} from '../../core/invoicing/support/draft-tab.ts';
import {nordwind, nordwindRow} from '../../core/invoicing/support/sandbox-drafts.ts';
import {closeDesks, type Desk, openDesk, replyOf} from '../survival/support/desk.ts';

afterEach(closeDesks);

const ana = 'ana@example.com';
const ben = 'ben@example.com';
const hourMs = 3_600_000;

const row = {...nordwindRow, Quantity: 1, 'Unit amount': 12_000, 'Order total (check)': 12_000};

/** Ana and Ben at one spreadsheet where every batch above EUR 10,000.00 wants both. */
async function deskOfTwo(said: string[] = [], settings: object = {}): Promise<Desk> {
  const desk = openDesk({
    invoices: [nordwind],
    now: '2026-11-20T15:00:00Z',
    tabs: {'Invoice Drafts': draftTab([row]).map((cells) => [...cells])},
    responder({text}) {
      said.push(text);
      return {button: 'OK', text: ''};
    },
  });
  for (const user of [ana, ben]) {
    replyOf(await desk.workbench.run('connectStripe', [{key: worldKey}], {user}));
  }
  const stored = JSON.stringify({version: 1, approvals: {in: 'always'}, ...settings});
  desk.workbench.properties.write('document', 'settings', stored);
  return desk;
}

/** What a call of the sidebar answers. */
async function call(desk: Desk, name: string, args: readonly Json[], user: string) {
  return Object(replyOf(await desk.workbench.run(name, args, {user})));
}

async function logged({workbench: {spreadsheet}}: Desk, header: string): Promise<readonly unknown[]> {
  await spreadsheet.settled();
  const [headers = [], ...rows] = spreadsheet.readTab('Audit Log')?.plain ?? [];
  return rows.map((cells) => cells[headers.indexOf(header)]);
}

describe('a batch above its limit, through the add-on as Google runs it', () => {
  test('is created by one person once another has approved exactly that, and the log says so', async () => {
    const said: string[] = [];
    const desk = await deskOfTwo(said);
    const preview = await call(desk, 'previewDrafts', [{}], ana);
    const {digest, approval} = preview.value;
    expect(approval).toEqual({
      kind: 'needed',
      because: 'An invoice of EUR 12,000.00 is above EUR 10,000.00.',
    });

    expect(await call(desk, 'createFromDrafts', [{digest}], ana)).toMatchObject({
      status: 'failed',
      failure: {code: 'APPROVAL_NEEDED'},
    });
    expect(await call(desk, 'approve', [{digest}], ana)).toMatchObject({
      failure: {fact: 'Cannot approve: you prepared it. Somebody else must look at it.'},
    });
    const asked = await call(desk, 'readApprovals', [], ben);
    expect(asked.value.requests).toMatchObject([
      {digest, title: 'Create 1 invoice', state: 'waiting', refusal: null},
    ]);
    expect(await call(desk, 'approve', [{digest}], ben)).toMatchObject({
      value: {
        message:
          'Approved: Create 1 invoice. ana@example.com has 48 hours to do it; any change voids the approval.',
      },
    });

    expect(await call(desk, 'createFromDrafts', [{digest}], ana)).toMatchObject({value: {created: 1}});
    expect(await logged(desk, 'Action')).toEqual(['Approval given', 'Batch begun', 'Invoice created']);
    expect(await logged(desk, 'Who')).toEqual([ben, ana, ana]);
    expect(await logged(desk, 'Approved by')).toEqual([ben, ben, ben]);
    replyOf(await desk.workbench.run('verifyAuditLogFromMenu', []));
    expect(said.at(-1)).toContain('The Audit Log holds: 3 rows, each as it was written.');
    expect((await call(desk, 'readApprovals', [], ana)).value.requests).toMatchObject([{state: 'used'}]);
  });

  test('is not created once the approval has lapsed', async () => {
    const desk = await deskOfTwo();
    const {digest} = (await call(desk, 'previewDrafts', [{}], ana)).value;
    await call(desk, 'approve', [{digest}], ben);
    desk.workbench.clock.advance(48 * hourMs);
    const {failure} = await call(desk, 'createFromDrafts', [{digest}], ana);
    expect(failure.code).toBe('APPROVAL_NEEDED');
    expect(await logged(desk, 'Action')).toEqual(['Approval given']);
  });

  test('is declined in words that the preparer reads', async () => {
    const desk = await deskOfTwo();
    const {digest} = (await call(desk, 'previewDrafts', [{}], ana)).value;
    await call(desk, 'decline', [{digest, reason: 'The order says 1,200.'}], ben);
    expect((await call(desk, 'previewDrafts', [{}], ana)).value.approval).toEqual({
      kind: 'needed',
      because: 'ben@example.com declined it: The order says 1,200.',
    });
  });
});

describe('the audit log in a spreadsheet', () => {
  test('names the row that somebody has typed over, and the rows that somebody has deleted', async () => {
    const said: string[] = [];
    const desk = await deskOfTwo(said, {approvals: {in: 'never'}});
    const {digest} = (await call(desk, 'previewDrafts', [{}], ana)).value;
    await call(desk, 'createFromDrafts', [{digest, finalize: true}], ana);
    const verify = async () => {
      replyOf(await desk.workbench.run('verifyAuditLogFromMenu', []));
      return said.at(-1);
    };
    expect(await verify()).toContain('holds: 3 rows');

    const [headers = []] = desk.workbench.spreadsheet.readTab('Audit Log')?.plain ?? [];
    const column = headers.indexOf('Amount') + 1;
    await desk.hands.type('Audit Log', {row: 3, column}, '1');
    expect(await verify()).toContain('Row 3 was changed after it was written: its hash does not fit.');
    await desk.hands.type('Audit Log', {row: 3, column}, '12000');
    expect(await verify()).toContain('holds: 3 rows');

    await desk.hands.remove('Audit Log', 'rows', 4, 1);
    expect(await verify()).toContain('1 row was cut off at the end: the last row here is number 2,');
    await desk.hands.remove('Audit Log', 'rows', 2, 1);
    expect(await verify()).toContain('Before row 2 number 1 is missing: a row was deleted.');
    await desk.hands.deleteTab('Audit Log');
    expect(await verify()).toContain('The tab Audit Log was deleted: it had 3 rows,');
  });

  test('has its last hash mailed once a day by the hourly trigger', async () => {
    const desk = await deskOfTwo([], {approvals: {in: 'never'}, controllerEmail: 'controller@example.com'});
    const {digest} = (await call(desk, 'previewDrafts', [{}], ana)).value;
    await call(desk, 'createFromDrafts', [{digest}], ana);
    replyOf(await desk.workbench.run('turnAutomaticRefreshOn', [], {user: ana}));
    await desk.workbench.advance(5 * hourMs);
    const hashes = await logged(desk, 'Hash');
    expect(desk.workbench.mails()).toMatchObject([
      {
        to: ['controller@example.com'],
        subject: 'Audit Log on 2026-11-20: 2 rows',
        body: expect.stringContaining(String(hashes.at(-1))),
      },
    ]);
  });

  test('has a row for each setting that was changed in the sidebar', async () => {
    const desk = await deskOfTwo([], {approvals: {in: 'never'}});
    const state = (await call(desk, 'readSidebarState', [], ana)).value;
    const values = state.settings.values;
    const reply = await call(
      desk,
      'saveSettings',
      [{settings: {...values, booksClosedThrough: '2026-10-31'}, insteadOf: values}],
      ana,
    );
    expect(reply).toMatchObject({value: {outcome: 'saved'}});
    expect(await logged(desk, 'Object')).toEqual(['booksClosedThrough']);
    expect(await logged(desk, 'After')).toEqual(['2026-10-31']);
  });
});
