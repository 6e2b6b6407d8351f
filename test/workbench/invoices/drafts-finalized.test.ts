import {manyRows} from '../../core/invoicing/support/creation-desk.ts';
import {draftTab} from '../../core/invoicing/support/draft-tab.ts';
import {closeDesks, openDesk, replyOf} from '../survival/support/desk.ts';

afterEach(closeDesks);

test('the add-on names what was changed since a preview, makes drafts, and finalizes them the next day', async () => {
  const {rows, objects} = manyRows(2);
  const desk = openDesk({
    invoices: objects,
    tabs: {'Invoice Drafts': draftTab(rows).map((row) => [...row])},
  });
  const call = async (name: string, request: object) =>
    Object(replyOf(await desk.workbench.run(name, [JSON.parse(JSON.stringify(request))])));
  const table = await desk.table('Invoice Drafts');

  const {value: stale} = await call('previewDrafts', {allOrNothing: true});
  await desk.hands.type('Invoice Drafts', {row: 3, column: table.column('Memo')}, 'Thank you');
  expect(await call('createFromDrafts', {digest: stale.digest})).toMatchObject({
    status: 'failed',
    failure: {
      code: 'PREVIEW_STALE',
      fact: 'Cannot create invoices: the drafts were changed since the preview. Row 3: Memo was blank and is “Thank you” now.',
    },
  });

  const {value: preview} = await call('previewDrafts', {});
  expect(await call('createFromDrafts', {digest: preview.digest})).toMatchObject({
    status: 'done',
    value: {created: 2, finalized: 0},
  });
  expect((await desk.table('Invoice Drafts')).values('PDF')).toEqual(['', '']);

  desk.workbench.clock.advance(26 * 3_600_000);
  const {value: later} = await call('previewDrafts', {});
  expect(later).toMatchObject({ready: 0, digest: null, drafts: {invoices: 2}});
  expect(await call('createFromDrafts', {digest: later.drafts.digest, finalize: true})).toMatchObject({
    status: 'done',
    value: {finalized: 2, message: '2 drafts finalized, EUR 402.00.'},
  });
  const finalized = await desk.table('Invoice Drafts');
  expect(finalized.values('Status')).toEqual(['Finalized', 'Finalized']);
  for (const pdf of finalized.values('PDF'))
    expect(String(pdf)).toMatch(/^https:\/\/pay\.stripe\.com\/invoice\//);
});
