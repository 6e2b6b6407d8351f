import {jest} from '@jest/globals';
import type {ActionOffer, ActionReply} from '../../../src/core/action-contract.ts';
import type {PaymentLookup, Reply} from '../../../src/core/sidebar-contract.ts';
import {
  continues,
  creditPreview,
  ids,
  openOffer,
  paidOffer,
  secondOffer,
  voided,
  voidPreview,
} from '../support/action-states.ts';
import {done, held, refused, type ScriptedApi} from '../support/scripted-google.ts';
import {inSidebar, type SidebarPage, setUpSidebarTests} from '../support/sidebar-page.ts';
import {lookup, nordwind, refreshedState} from '../support/sidebar-states.ts';

jest.setTimeout(120_000);

const three: PaymentLookup = {
  ...lookup,
  results: ids.map((invoiceId, at) => ({
    kind: 'invoice',
    asked: `INV-004${at + 2}`,
    foundBy: null,
    payment: {...nordwind, invoiceId, number: `INV-004${at + 2}`, sections: [], links: []},
  })),
};

/** What the script says of the invoices after something was done. */
const afterwards: PaymentLookup = {
  ...lookup,
  results: ids.map((asked, at) => ({
    kind: 'invoice',
    asked,
    foundBy: null,
    payment: {
      ...nordwind,
      invoiceId: asked,
      number: `INV-004${at + 2}`,
      state: {text: at === 0 ? 'Void' : 'Paid', tone: 'plain'},
      sections: [],
      links: [],
    },
  })),
};

const script: ScriptedApi = {
  readSidebarState: () => done(refreshedState),
  lookUpPayments: (request) => done('selection' in request ? three : afterwards),
  offerActions: ({invoiceIds}) =>
    done({
      offers: [openOffer, secondOffer, paidOffer].filter(({invoiceId}) => invoiceIds.includes(invoiceId)),
    }),
  previewAction: () => done(voidPreview),
};

inSidebar('Actions on invoices', () => {
  const tests = setUpSidebarTests();

  const looked = async (changed: ScriptedApi = {}, found = three): Promise<SidebarPage> => {
    const sidebar = await tests.open({
      ...script,
      lookUpPayments: (request) => done('selection' in request ? found : afterwards),
      ...changed,
    });
    await sidebar.tab('Payment status');
    await sidebar.page.getByRole('button', {name: 'Use selected rows'}).click();
    await sidebar.page.getByRole('article', {name: 'INV-0042'}).waitFor();
    return sidebar;
  };
  const opened = async (changed: ScriptedApi = {}): Promise<SidebarPage> => {
    const sidebar = await looked(changed);
    await sidebar.page.getByRole('button', {name: 'Actions… on INV-0042'}).click();
    await sidebar.page.getByRole('list', {name: 'What can be done'}).waitFor();
    return sidebar;
  };

  test('what may be done is offered, and what may not says why', async () => {
    const answer = held<Reply<{readonly offers: readonly ActionOffer[]}>>();
    const sidebar = await looked({offerActions: () => answer.answer}, lookup);
    const {page} = sidebar;
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.getByRole('button', {name: 'Actions… on INV-0042'}).click();
    await page.getByText('Asking Stripe…').waitFor();
    answer.give(done({offers: [openOffer]}));
    await page.getByRole('button', {name: 'Void…'}).waitFor();
    expect(sidebar.calls.at(-1)).toEqual({name: 'offerActions', args: [{invoiceIds: [ids[0]]}]});
    await page.getByText('INV-0042 is finalized already.').waitFor();
    expect(await page.getByRole('button', {name: 'Finalize…'}).count()).toBe(0);
    await sidebar.screenshot('actions-offered');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: '← Payment status'}).click();
    await page.getByRole('article', {name: 'INV-0042'}).waitFor();
  });

  test('ticked invoices are voided together: reason, preview, confirmation, progress, results, cards read again', async () => {
    const first = held<Reply<ActionReply>>();
    const second = held<Reply<ActionReply>>();
    const answers = [first.answer, second.answer];
    const sidebar = await looked({
      doAction: async () => (await answers.shift()) ?? done(voided),
    });
    const {page} = sidebar;
    await page.getByText('Tick invoices to act on them together.').waitFor();
    await page.getByRole('checkbox', {name: 'INV-0043'}).check();
    await page.getByText('1 invoice ticked').waitFor();
    await page.getByRole('button', {name: 'Tick all 3'}).click();
    await sidebar.screenshot('actions-ticked');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Actions… on the ticked invoices'}).click();
    await page.getByText('For 2 of 3. INV-0044 is paid: a paid invoice cannot be voided.').waitFor();
    await sidebar.screenshot('actions-offered-three');

    await page.getByRole('button', {name: /^Void/}).click();
    await page.getByRole('button', {name: 'Preview', exact: true}).click();
    await page.getByText('Choose a reason.').waitFor();
    expect(await sidebar.focused()).toBe('Reason');
    await page.getByLabel('Reason').selectOption('Other');
    await page.getByRole('button', {name: 'Preview', exact: true}).click();
    await page.getByText('Say in words why.').waitFor();
    await page.getByLabel('In your words').fill('Sent twice by mistake');
    await sidebar.screenshot('actions-void-form');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Preview', exact: true}).click();

    const confirm = page.getByRole('button', {name: 'Void 2 invoices'});
    await confirm.waitFor();
    const request = {
      invoiceIds: ids,
      action: {name: 'void'},
      reasonCode: 'Other',
      reason: 'Sent twice by mistake',
    };
    expect(sidebar.calls.at(-1)).toEqual({name: 'previewAction', args: [request]});
    await page.getByText('EUR 49,400.00 in 2 invoices').waitFor();
    expect(await sidebar.focused()).toBe('Void 2 invoices');
    await sidebar.screenshot('actions-void-preview');
    expect(await sidebar.problems()).toEqual([]);

    await confirm.click();
    await page.getByText('0 of 2 invoices').waitFor();
    expect(sidebar.calls.at(-1)).toEqual({
      name: 'doAction',
      args: [{...request, digest: 'digest_void', forMs: 10_000}],
    });
    first.give(done(continues(1, 1)));
    await page.getByText('1 of 2 invoices').waitFor();
    await sidebar.screenshot('actions-working');
    expect(await sidebar.problems()).toEqual([]);
    second.give(done(voided));
    await page.locator('.notice', {hasText: voided.message}).waitFor();
    const became = page.getByRole('list', {name: 'What became of each invoice'}).getByRole('listitem');
    expect(await became.first().innerText()).toContain('Failed: INV-0043 was paid meanwhile');
    await sidebar.screenshot('actions-results');
    expect(await sidebar.problems()).toEqual([]);
    expect(sidebar.calls.at(-1)).toEqual({name: 'lookUpPayments', args: [{texts: ids}]});
    await page.getByRole('button', {name: 'Close'}).click();
    await page.getByRole('article', {name: 'INV-0042'}).getByText('Void').waitFor();
    expect(await sidebar.focused()).toBe('INV-0042');
  });

  test('stopped after a part, it is kept when closed, and gone on with', async () => {
    const first = held<Reply<ActionReply>>();
    const answers = [first.answer];
    const sidebar = await opened({doAction: async () => (await answers.shift()) ?? done(voided)});
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Void…'}).click();
    await page.getByLabel('Reason').selectOption('Duplicate');
    await page.getByRole('button', {name: 'Preview', exact: true}).click();
    await page.getByRole('button', {name: 'Void 2 invoices'}).click();
    await page.getByRole('button', {name: 'Stop'}).click();
    await page.getByText('Stopping after this part…').waitFor();
    first.give(done(continues(1, 1)));
    await page.getByText('Stopped. What was done stays done.').waitFor();
    await sidebar.screenshot('actions-stopped');
    await page.getByRole('button', {name: '← Payment status'}).click();
    await page.getByText('Stopped after 1 of 2 invoices.').waitFor();
    await sidebar.screenshot('actions-kept');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Go on… Void 2 invoices'}).click();
    await page.getByRole('button', {name: 'Continue'}).click();
    await page.locator('.notice', {hasText: voided.message}).waitFor();
    await page.getByRole('button', {name: 'Close'}).click();
    expect(await page.getByText('Stopped after').count()).toBe(0);
  });

  test('a credit note: its fields, amounts that fit the currency, the split, and the approval of somebody else', async () => {
    const sidebar = await opened({previewAction: () => done(creditPreview)});
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Credit note…'}).click();
    expect(await page.getByRole('checkbox', {name: /e-mails/}).isChecked()).toBe(false);
    await page.getByRole('radio', {name: 'An amount, with tax'}).check();
    await page.getByLabel('Amount in EUR').fill('1.200,00');
    await page.getByLabel('Reason', {exact: true}).selectOption('Wrong amount');
    await page.getByRole('button', {name: 'Preview', exact: true}).click();
    await page.getByText('Type it as 1,234.50').waitFor();
    expect(await sidebar.focused()).toBe('Amount in EUR');
    await page.getByRole('radio', {name: 'Single lines'}).check();
    await page.getByRole('checkbox', {name: /^Support, April/}).check();
    await page.getByLabel('Credit of Support, April in EUR').fill('EUR 1,200');
    await page.getByRole('radio', {name: 'back to how it was paid'}).check();
    await sidebar.screenshot('actions-credit-form');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Preview', exact: true}).click();

    await page.getByText('Somebody else must approve: Credit notes are approved').waitFor();
    expect(sidebar.calls.at(-1)?.args).toEqual([
      {
        invoiceIds: [ids[0]],
        action: {
          name: 'credit',
          amount: null,
          lines: [{lineId: 'il_2', amount: 1_200}],
          paidPartGoesTo: 'refund',
          stripeReason: null,
          memo: '',
          emailsCustomer: false,
        },
        reasonCode: 'Wrong amount',
        reason: '',
      },
    ]);
    expect(await page.getByRole('button', {name: 'Credit INV-0042'}).count()).toBe(0);
    await sidebar.screenshot('actions-needs-approval');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: '← Payment status'}).click();

    const approval = {
      kind: 'approved',
      by: 'ben@acme-billing.example',
      at: '2026-10-31T12:30:00+01:00',
      lapsesAt: '2026-11-02T12:30:00+01:00',
    } as const;
    sidebar.script({
      previewAction: () => done({...creditPreview, approval}),
      doAction: () => done({...voided, failed: 0, message: '1 invoice credited.'}),
    });
    await page.getByRole('button', {name: 'Look again Credit INV-0042'}).click();
    await page.getByText('Approved by ben@acme-billing.example, 31 Oct 2026, 12:30.').waitFor();
    expect(await page.getByText('no longer what you saw').count()).toBe(0);
    await sidebar.screenshot('actions-approved');
    await page.getByRole('button', {name: 'Credit INV-0042'}).click();
    await page.locator('.notice', {hasText: '1 invoice credited.'}).waitFor();
  });

  test.each([
    ['Record payment…', 'actions-payment-form'],
    ['Agreed pay-by date…', 'actions-agreed-form'],
    ['Change details…', 'actions-details-form'],
  ])('"%s" asks for its own fields, complains at them, and shows them well', async (label, picture) => {
    const sidebar = await opened();
    const {page} = sidebar;
    await page.getByRole('button', {name: label}).click();
    const before = sidebar.calls.length;
    await page.getByRole('button', {name: 'Preview', exact: true}).click();
    await page.locator('.problem').first().waitFor();
    expect(sidebar.calls).toHaveLength(before);
    if (label.startsWith('Record')) await page.getByRole('radio', {name: 'An amount'}).check();
    if (label.startsWith('Change')) {
      await page.getByRole('checkbox', {name: 'PO number'}).check();
      await page.getByRole('checkbox', {name: 'Metadata'}).check();
    }
    await page.getByRole('button', {name: 'Preview', exact: true}).click();
    await page.locator('.problem').first().waitFor();
    await sidebar.screenshot(picture);
    expect(await sidebar.problems()).toEqual([]);
  });

  test('an action with nothing to fill in goes straight to its preview, and a stale one is previewed again', async () => {
    const sidebar = await opened({
      doAction: () => refused('PREVIEW_STALE', 'INV-0042 was paid since the preview.', 'Preview again.'),
    });
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Send…'}).click();
    await page.getByRole('button', {name: 'Send 2 invoices'}).click();
    await page.getByRole('alert').getByText('INV-0042 was paid since the preview.').waitFor();
    expect(await page.getByRole('button', {name: 'Continue'}).count()).toBe(0);
    await sidebar.screenshot('actions-stale');
    expect(await sidebar.problems()).toEqual([]);
    sidebar.script({previewAction: () => done({...voidPreview, digest: 'digest_other'})});
    await page.getByRole('button', {name: 'Preview again'}).click();
    await page.getByText('This is no longer what you saw before.').waitFor();
    await page.getByRole('button', {name: 'Change'}).click();
    await page.getByRole('button', {name: 'Void…'}).waitFor();
  });

  test('is worked by keyboard alone, and comes back to the card', async () => {
    const sidebar = await looked({doAction: () => done({...voided, failed: 0})}, lookup);
    const {page} = sidebar;
    // A view that takes the focus once it is drawn may be named as its button is.
    const isControl = () => page.evaluate<boolean>('document.activeElement.tabIndex === 0');
    const tabTo = async (words: string): Promise<void> => {
      await sidebar.focused();
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await sidebar.focused()).replace(/\s+/g, ' ') === words && (await isControl())) return;
      }
      throw new Error(`Tab does not lead to ${words}.`);
    };
    await page.getByRole('textbox', {name: 'What to look up'}).focus();
    await tabTo('Actions… on INV-0042');
    await page.keyboard.press('Enter');
    await page.getByRole('button', {name: 'Void…'}).waitFor();
    await tabTo('Void…');
    await page.keyboard.press('Enter');
    expect(await sidebar.focused()).toBe('Void INV-0042');
    await tabTo('Reason');
    await page.keyboard.type('Dup');
    await tabTo('Preview');
    await page.keyboard.press('Enter');
    await page.getByRole('button', {name: 'Void 2 invoices'}).waitFor();
    await tabTo('Void 2 invoices');
    await page.keyboard.press('Enter');
    await page.locator('.notice', {hasText: voided.message}).waitFor();
    await tabTo('Close');
    await page.keyboard.press('Enter');
    expect(await sidebar.focused()).toBe('INV-0042');
    expect(sidebar.calls.find(({name}) => name === 'doAction')?.args).toMatchObject([
      {reasonCode: 'Duplicate'},
    ]);
  });

  test('a failure is told at its step with a way to try again', async () => {
    const failed = refused('STRIPE_UNREACHABLE', 'Stripe did not answer.', 'Try again.', 'req_7');
    const sidebar = await looked({offerActions: () => failed});
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Actions… on INV-0042'}).click();
    await page.getByRole('alert').getByText('Stripe did not answer.').waitFor();
    expect(await sidebar.problems()).toEqual([]);
    sidebar.script({offerActions: () => done({offers: [openOffer]}), previewAction: () => failed});
    await page.getByRole('button', {name: 'Try again'}).click();
    await page.getByRole('button', {name: 'Pause collection…'}).click();
    await page.getByRole('alert').getByText('Stripe did not answer.').waitFor();
    sidebar.script({previewAction: () => done(voidPreview)});
    await page.getByRole('button', {name: 'Try again'}).click();
    await page.getByRole('button', {name: 'Pause collection of 2 invoices'}).waitFor();
  });

  test('the PDFs of the ticked invoices are downloaded as a zip, and those left out are named', async () => {
    const zipBase64 = Buffer.from('PK fake').toString('base64');
    const sidebar = await looked({
      downloadPdfs: () =>
        done({
          fileName: 'invoices-2026-10-31.zip',
          zipBase64,
          leftOut: ['INV-0044 is a draft: it has no PDF.'],
        }),
    });
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Tick all 3'}).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', {name: 'Download PDFs'}).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('invoices-2026-10-31.zip');
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe('PK fake');
    await page
      .getByRole('region', {name: 'Ticked invoices'})
      .getByText('invoices-2026-10-31.zip with 2 PDFs')
      .waitFor();
    await page.getByText('INV-0044 is a draft: it has no PDF.').waitFor();
    expect(sidebar.calls.at(-1)).toEqual({name: 'downloadPdfs', args: [{invoiceIds: ids}]});
    await sidebar.screenshot('actions-pdfs');
    expect(await sidebar.problems()).toEqual([]);
  });
});
