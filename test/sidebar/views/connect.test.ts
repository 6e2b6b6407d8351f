import {jest} from '@jest/globals';
import type {Reply, SidebarConnected} from '../../../src/core/sidebar-contract.ts';
import {done, held, refused} from '../support/scripted-google.ts';
import {inSidebar, setUpSidebarTests} from '../support/sidebar-page.ts';
import {freshState, keyCheck, poorKeyCheck, refreshedState} from '../support/sidebar-states.ts';

jest.setTimeout(90_000);

const canary = 'rk_live_51CanaryNeverShown';

inSidebar('Connect', () => {
  const tests = setUpSidebarTests();

  test('takes a key that is never seen again, and shows whose books are connected', async () => {
    const answer = held<Reply<SidebarConnected>>();
    const sidebar = await tests.open({
      readSidebarState: () => done(freshState),
      connectFromSidebar: () => answer.answer,
    });
    const {page} = sidebar;
    const field = page.getByLabel('Restricted key');
    await field.waitFor();
    await sidebar.screenshot('connect-first');
    expect(await sidebar.problems()).toEqual([]);
    expect(await field.getAttribute('type')).toBe('password');
    expect(await field.getAttribute('autocomplete')).toBe('off');
    await field.fill(canary);
    await page.getByLabel('Use for this spreadsheet’s automatic refresh').check();
    await page.getByRole('button', {name: 'Connect', exact: true}).click();
    await page.getByText('Trying the key with Stripe…').waitFor();
    expect(await field.inputValue()).toBe('');
    expect(sidebar.calls.at(-1)).toEqual({
      name: 'connectFromSidebar',
      args: [{key: canary, useForAutomaticRefresh: true}],
    });

    sidebar.script({readSidebarState: () => done(refreshedState)});
    answer.give(done({outcome: 'connected', check: keyCheck, message: 'Connected to Aurora Compute GmbH.'}));
    await page.getByText('Connected to Aurora Compute GmbH').first().waitFor();
    await page.getByText('Restricted, ends in 4Xq9').waitFor();
    expect(await sidebar.focused()).toBe('panel');
    expect(await field.isVisible()).toBe(false);
    expect(await page.locator('.mode').innerText()).toBe('LIVE');
    await page.getByText('3 permissions granted').click();
    await page.getByText('Read disputes: missing').waitFor();
    await sidebar.screenshot('connect-connected');
    expect(await sidebar.problems()).toEqual([]);
    const everything = await page.evaluate<string>(
      `document.documentElement.outerHTML + [...document.querySelectorAll('input')].map(({value}) => value).join() +
       JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])`,
    );
    expect(everything).not.toContain('Canary');
  });

  test('names what a key may not do and what to tick, the needed first', async () => {
    const sidebar = await tests.open({
      readSidebarState: () => done(freshState),
      checkKey: () => done(poorKeyCheck),
    });
    const {page} = sidebar;
    await page.getByLabel('Restricted key').fill(canary);
    await page.getByRole('button', {name: 'Check only'}).click();
    const list = page.getByRole('list', {name: 'Permissions to set'});
    await list.waitFor();
    const items = await list.getByRole('listitem').allInnerTexts();
    expect(items.map((item) => item.split('\n').filter((line) => line !== ''))).toEqual([
      [
        'List invoices: missing, and needed',
        'Set Invoices to Read.',
        'Without it: nothing can be refreshed.',
      ],
      ['Read disputes: missing', 'Set Disputes to Read.', 'Without it: that part of a look-up is left out.'],
      [
        'Read credit notes: unclear',
        'Stripe answered 500 and gave no verdict. Check again in a minute.',
        'Without it: that part of a look-up is left out.',
      ],
    ]);
    expect(await page.getByLabel('Restricted key').inputValue()).toBe('');
    await sidebar.screenshot('connect-permissions');
    expect(await sidebar.problems()).toEqual([]);
  });

  test('connects a live secret key only when a person says so', async () => {
    const check = {...keyCheck, kind: 'secret', needsConfirmation: true, isUsable: true} as const;
    const sidebar = await tests.open({
      readSidebarState: () => done(freshState),
      connectFromSidebar: (request) =>
        request.acceptSecretKey === true
          ? done({outcome: 'connected', check, message: 'Connected.'})
          : done({
              outcome: 'not-connected',
              check,
              message: 'Not connected: a live secret key may do everything. Prefer a restricted key.',
            }),
    });
    const {page} = sidebar;
    await page.getByLabel('Restricted key').fill('sk_live_51Canary');
    await page.getByLabel('Restricted key').press('Enter');
    const accept = page.getByLabel('Connect this secret key all the same.');
    await accept.check();
    await sidebar.screenshot('connect-secret-key');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByLabel('Restricted key').fill('sk_live_51Canary');
    await page.getByRole('button', {name: 'Connect', exact: true}).click();
    await accept.waitFor({state: 'detached'});
    expect(sidebar.calls.filter(({name}) => name === 'connectFromSidebar').map(({args}) => args[0])).toEqual([
      {key: 'sk_live_51Canary', useForAutomaticRefresh: false},
      {key: 'sk_live_51Canary', useForAutomaticRefresh: false, acceptSecretKey: true},
    ]);
  });

  test('tells why a key was refused, and asks to paste it again', async () => {
    const sidebar = await tests.open({
      readSidebarState: () => done(freshState),
      connectFromSidebar: () =>
        refused('CREDENTIALS_INVALID', 'Stripe does not know this key.', 'Create another.', 'req_9'),
    });
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Connect', exact: true}).click();
    await page.getByRole('alert').getByText('There is no key in the field.').waitFor();
    await page.getByLabel('Restricted key').fill(canary);
    await page.getByRole('button', {name: 'Connect', exact: true}).click();
    await page.getByRole('alert').getByText('Stripe does not know this key.').waitFor();
    await page.getByText('paste it again to try again').waitFor();
    await sidebar.screenshot('connect-refused');
    expect(await sidebar.problems()).toEqual([]);
  });

  test('disconnects only when asked twice, and can be tried again', async () => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      disconnectFromSidebar: () => refused('UNEXPECTED', 'Google did not delete the key.', 'Try again.'),
    });
    const {page} = sidebar;
    await sidebar.tab('Connect');
    await page.getByRole('button', {name: 'Disconnect…'}).click();
    expect(await sidebar.focused()).toContain('Disconnect? Your key is deleted here');
    await sidebar.screenshot('connect-disconnect');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Stay connected'}).click();
    expect(sidebar.calls).toHaveLength(1);
    await page.getByRole('button', {name: 'Disconnect…'}).click();
    await page.getByRole('button', {name: 'Disconnect', exact: true}).click();
    await page.getByText('Google did not delete the key.').waitFor();
    sidebar.script({
      readSidebarState: () => done(freshState),
      disconnectFromSidebar: () => done({message: 'Your key is deleted here.'}),
    });
    await page.getByRole('button', {name: 'Try again'}).click();
    await page.getByRole('tabpanel').getByText('Your key is deleted here.').waitFor();
    await page.getByText('Connect Stripe with a restricted key').waitFor();
    expect(await page.locator('.mode').innerText()).toBe('Not connected');
  });
});
