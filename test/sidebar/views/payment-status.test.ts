import {jest} from '@jest/globals';
import type {PaymentLookup, Reply} from '../../../src/core/sidebar-contract.ts';
import {done, held, refused} from '../support/scripted-google.ts';
import {inSidebar, setUpSidebarTests} from '../support/sidebar-page.ts';
import {freshState, lookup, nordwind, refreshedState} from '../support/sidebar-states.ts';

jest.setTimeout(90_000);

/** One of each kind that a look-up of several texts may bring. */
const mixed: PaymentLookup = {
  ...lookup,
  notes: ['3 of the selected rows are left out: 20 can be looked up at once.'],
  results: [
    {
      kind: 'candidates',
      asked: 'Acme',
      message: 'Two customers are called Acme. Which one?',
      candidates: [
        {lookUp: 'cus_1', title: 'Acme GmbH (cus_1)', detail: '3 open invoices'},
        {
          lookUp: 'in_7',
          title: 'INV-0007 · Acme Inc. · USD 1,200.00 · due 30 Apr',
          detail: 'open, 13 days late',
        },
      ],
    },
    {kind: 'not-found', asked: 'INV-9999', message: 'No invoice of this number is in the tabs or at Stripe.'},
    {
      kind: 'failed',
      asked: 'INV-0001',
      failure: refused('STRIPE_RATE_LIMITED', 'Stripe asks to slow down.', 'Wait a minute.', 'req_77')
        .failure,
    },
    {
      kind: 'invoice',
      asked: 'in_2',
      foundBy: null,
      payment: {
        ...nordwind,
        invoiceId: 'in_2',
        number: null,
        mode: 'test',
        customer: {id: 'cus_2', name: '<img src=x onerror=alert(1)>', email: null},
        state: {text: 'Paid', tone: 'good'},
        sentence: 'in_2 · <b>Evil</b> · USD 10.00 · paid 2 May by Visa •4242.',
        sections: [],
        links: [
          {label: 'Not Stripe', url: 'https://stripe.com.evil.example/'},
          {label: 'Script', url: 'javascript:alert(1)'},
        ],
        missing: [
          refused('PERMISSION_MISSING', 'Disputes are not shown.', 'Set Disputes to Read for this key.')
            .failure,
          refused('PERMISSION_MISSING', 'Events are not shown.', 'Set Events to Read for this key.').failure,
        ],
      },
    },
  ],
};

inSidebar('Payment status', () => {
  const tests = setUpSidebarTests();

  test('says what to do first without a key', async () => {
    const sidebar = await tests.open({readSidebarState: () => done(freshState)});
    await sidebar.tab('Payment status');
    await sidebar.page.getByText('Connect Stripe to look up payments.').waitFor();
    expect(await sidebar.problems()).toEqual([]);
    await sidebar.page.getByRole('button', {name: 'Connect Stripe'}).click();
    await sidebar.page.getByLabel('Restricted key').waitFor();
  });

  test('shows the sentence first, copies it, and links to Stripe alone', async () => {
    const answer = held<Reply<PaymentLookup>>();
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      lookUpPayments: () => answer.answer,
    });
    const {page} = sidebar;
    await sidebar.tab('Payment status');
    await page.getByText('Did they pay?').waitFor();
    await sidebar.screenshot('payment-status-empty');
    await page.getByRole('textbox', {name: 'What to look up'}).fill('Nordwind\nAcme, Inc.');
    await page.getByRole('button', {name: 'Look up'}).click();
    await page.getByText('Asking Stripe…').waitFor();
    expect(sidebar.calls.at(-1)).toEqual({
      name: 'lookUpPayments',
      args: [{texts: ['Nordwind', 'Acme, Inc.']}],
    });
    answer.give(done(lookup));
    const card = page.getByRole('article', {name: 'INV-0042'});
    await card.getByText('Open, 13 days late').waitFor();
    const shown = (await card.innerText()).replace(/\s+/g, ' ');
    expect(shown.indexOf(nordwind.sentence)).toBeGreaterThan(0);
    expect(shown.indexOf(nordwind.sentence)).toBeLessThan(shown.indexOf('Amounts'));
    await card.getByRole('button', {name: 'Copy the sentence of INV-0042'}).click();
    await card.getByText('✓ Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(nordwind.sentence);
    const links = await card.getByRole('link').all();
    expect(await Promise.all(links.map((link) => link.getAttribute('href')))).toEqual(
      nordwind.links.map(({url}) => url),
    );
    for (const link of links) {
      expect(await link.getAttribute('rel')).toContain('noopener');
      expect(await link.getAttribute('target')).toBe('_blank');
    }
    await sidebar.screenshot('payment-status');
    expect(await sidebar.problems()).toEqual([]);
  });

  test.each([
    ['the older way', 'navigator.clipboard.writeText = () => Promise.reject(new Error("no"))', '✓ Copied'],
    [
      'a selection',
      'navigator.clipboard.writeText = () => Promise.reject(new Error("no")); document.execCommand = () => false',
      'Selected: press Ctrl+C or ⌘C.',
    ],
  ])('without the clipboard it copies by %s', async (_, withhold, told) => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      lookUpPayments: () => done(lookup),
    });
    const {page} = sidebar;
    await sidebar.tab('Payment status');
    await page.getByRole('button', {name: 'Use selected rows'}).click();
    expect(sidebar.calls.at(-1)).toEqual({name: 'lookUpPayments', args: [{selection: true}]});
    await page.evaluate(withhold);
    await page.getByRole('button', {name: 'Copy the sentence of INV-0042'}).click();
    await page.getByText(told).waitFor();
    if (told.startsWith('Selected')) {
      expect(await page.evaluate('String(getSelection())')).toBe(nordwind.sentence);
    } else {
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(nordwind.sentence);
    }
    expect(await sidebar.focused()).toMatch(/Cop(y|ied) the sentence of INV-0042$/);
  });

  test('shows several results: choices, what is not there, what failed; text stays text', async () => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      lookUpPayments: () => done(mixed),
    });
    const {page} = sidebar;
    await sidebar.tab('Payment status');
    await page.getByRole('button', {name: 'Use selected rows'}).click();
    await page.getByText('3 of the selected rows are left out').waitFor();
    await page.getByText('No invoice of this number is in the tabs or at Stripe.').waitFor();
    await page.getByText('2 parts could not be read.').waitFor();
    await page.getByText('Which, and what to do').click();
    await page.getByText('Set Disputes to Read for this key.').waitFor();
    const evil = page.getByRole('article', {name: 'in_2'});
    await evil.getByText('<img src=x onerror=alert(1)>').waitFor();
    await evil.getByText('in_2 · <b>Evil</b>').waitFor();
    expect(await page.locator('#app img, #app p b').count()).toBe(0);
    expect(await evil.getByRole('link').count()).toBe(0);
    await sidebar.screenshot('payment-status-several');
    expect(await sidebar.problems()).toEqual([]);

    const all = page.getByRole('button', {name: 'Look up all 2'});
    await all.waitFor();
    sidebar.script({lookUpPayments: () => done(lookup)});
    await page.getByRole('button', {name: /^Acme GmbH \(cus_1\)/}).click();
    await page.getByRole('article', {name: 'INV-0042'}).waitFor();
    expect(sidebar.calls.at(-1)?.args).toEqual([{texts: ['cus_1']}]);
    await page.getByText('INV-9999').waitFor();
    expect(await all.count()).toBe(0);

    sidebar.script({lookUpPayments: () => done(mixed)});
    await page.getByRole('button', {name: 'Use selected rows'}).click();
    await all.click();
    expect(sidebar.calls.at(-1)?.args).toEqual([{texts: ['cus_1', 'in_7']}]);
  });

  test('complains of an empty field at the field, and tells a failure with a way to try again', async () => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      lookUpPayments: () => ({status: 'thrown', message: 'NetworkError: Connection failure due to HTTP 0'}),
    });
    const {page} = sidebar;
    await sidebar.tab('Payment status');
    await page.getByRole('button', {name: 'Look up'}).click();
    await page.getByText('Type at least one invoice').waitFor();
    const field = page.getByRole('textbox', {name: 'What to look up'});
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.fill('INV-1');
    expect(await field.getAttribute('aria-invalid')).toBeNull();
    await field.press('Control+Enter');
    await page.getByRole('alert').getByText('Google cannot be reached from this computer.').waitFor();
    await sidebar.screenshot('payment-status-failed');
    expect(await sidebar.problems()).toEqual([]);
    sidebar.script({lookUpPayments: () => done(lookup)});
    await page.getByRole('button', {name: 'Try again'}).click();
    await page.getByRole('article', {name: 'INV-0042'}).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
