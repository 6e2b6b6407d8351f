import {jest} from '@jest/globals';
import {done, refused} from '../support/scripted-google.ts';
import {inSidebar, setUpSidebarTests} from '../support/sidebar-page.ts';
import {refreshedState} from '../support/sidebar-states.ts';

jest.setTimeout(90_000);

const {settings} = refreshedState;

inSidebar('Settings', () => {
  const tests = setUpSidebarTests();

  test('shows what is stored, warns of the spreadsheet’s zone, and offers nothing to save yet', async () => {
    const sidebar = await tests.open({
      readSidebarState: () =>
        done({
          ...refreshedState,
          timeZones: {
            ...refreshedState.timeZones,
            spreadsheet: 'America/New_York',
            warning:
              'Days are counted in Europe/Berlin, and this spreadsheet shows times in America/New_York.',
          },
        }),
    });
    const {page} = sidebar;
    await sidebar.tab('Settings');
    await page.getByText('this spreadsheet shows times in America/New_York').waitFor();
    expect(await page.getByLabel('Aging buckets').inputValue()).toBe('30, 60, 90, 120');
    await page.getByText('Not due · 1–30 · 31–60 · 61–90 · 91–120 · 121+').waitFor();
    expect(await page.getByRole('button', {name: 'Save'}).getAttribute('aria-disabled')).toBe('true');
    await page.getByText('Columns of Receivables: 4 of 5 shown').click();
    expect(await page.getByLabel('Invoice ID').isDisabled()).toBe(true);
    await sidebar.screenshot('settings');
    expect(await sidebar.problems()).toEqual([]);
  });

  test('stores what was changed, each field in its own shape', async () => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      saveSettings: ({settings: values}) =>
        done({
          outcome: 'saved',
          settings: {...settings, values: {...settings.values, ...values}},
          message: 'Saved. The next refresh uses these settings.',
        }),
    });
    const {page} = sidebar;
    await sidebar.tab('Settings');
    await page.getByLabel('Time zone').fill('Asia/Tokyo');
    await page.getByLabel('Aging buckets').fill('15, 45');
    await page.getByText('Not due · 1–15 · 16–45 · 46+').waitFor();
    await page.getByLabel('An invoice without a due date').selectOption('stays in Not due');
    await page.getByLabel('Currencies first').fill('jpy eur');
    await page.getByLabel('PO number: custom fields').fill('Order\nBestellung');
    await page.getByText('Columns of Receivables').click();
    await page.getByLabel('Memo').check();
    await page.getByLabel('Contract').uncheck();
    await page.getByLabel('Approval by a second person').selectOption('in live and test mode');
    await page.getByLabel('Currency, line 1').fill('eur');
    await page.getByLabel('Invoice, eur').fill('10,000');
    await page.getByLabel('Batch, eur').fill('50,000.50');
    await page.getByLabel('Longest terms, in days').fill('45');
    await page.getByLabel('Approvers').fill('lea@acme-billing.example\nben@acme-billing.example');
    await page.getByLabel('Books closed through').fill('2026-09-30');
    await page.getByLabel('Controller’s e-mail').fill('cfo@acme-billing.example');
    await sidebar.screenshot('settings-controls');
    await page.getByRole('button', {name: 'Save'}).click();
    await page.getByRole('tabpanel').getByText('Saved. The next refresh uses these settings.').waitFor();
    expect(sidebar.calls[1]).toEqual({
      name: 'saveSettings',
      args: [
        {
          settings: {
            timeZone: 'Asia/Tokyo',
            bucketEdges: [15, 45],
            noDueDate: 'not-due',
            hiddenColumns: ['Contract'],
            currencyOrder: ['JPY', 'EUR'],
            purchaseOrder: {customFields: ['Order', 'Bestellung'], metadataKeys: ['po', 'po_number']},
            approvals: {
              in: 'always',
              limits: [{currency: 'EUR', perInvoice: 10_000, perCustomerDay: null, perBatch: 50_000.5}],
              longestTermsDays: 45,
              approvers: ['lea@acme-billing.example', 'ben@acme-billing.example'],
            },
            booksClosedThrough: '2026-09-30',
            controllerEmail: 'cfo@acme-billing.example',
          },
          insteadOf: settings.values,
        },
      ],
    });
    expect(await sidebar.problems()).toEqual([]);
  });

  test('shows each refusal at its field, keeps what was typed, and takes it back on Cancel', async () => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      saveSettings: () =>
        done({
          outcome: 'refused',
          problems: [
            {
              field: 'timeZone',
              message: '"Berlin" is the name of no time zone. Choose one such as Europe/Berlin.',
            },
            {field: 'currencyOrder', message: '"EUX" is no currency.'},
            {field: 'hiddenColumns', message: '"Customer" cannot be left out: formulas need it.'},
          ],
        }),
    });
    const {page} = sidebar;
    await sidebar.tab('Settings');
    await page.getByLabel('Time zone').fill('Berlin');
    await page.getByLabel('Currencies first').fill('EUX');
    await page.getByRole('button', {name: 'Save'}).click();
    await page.getByText('Not saved. Correct what is marked above.').waitFor();
    const zone = page.getByLabel('Time zone');
    expect(await zone.getAttribute('aria-invalid')).toBe('true');
    expect(await sidebar.focused()).toBe('Time zone');
    const described = (await zone.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const texts = await Promise.all(described.map((id) => page.locator(`#${id}`).innerText()));
    expect(texts.join(' ')).toContain('"Berlin" is the name of no time zone.');
    expect(await zone.inputValue()).toBe('Berlin');
    await page.getByText('"Customer" cannot be left out').waitFor();
    await sidebar.screenshot('settings-refused');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Cancel'}).click();
    expect(await zone.inputValue()).toBe('');
    expect(await page.locator('[aria-invalid]').count()).toBe(0);
  });

  test('a change that somebody else must agree to stays typed, to be saved again', async () => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      saveSettings: () =>
        done({outcome: 'needs approval', message: 'Somebody else must approve it. Then save again.'}),
    });
    const {page} = sidebar;
    await sidebar.tab('Settings');
    await page.getByLabel('Longest terms, in days').fill('soon');
    await page.getByRole('button', {name: 'Save'}).click();
    await page.getByText('Write whole days, such as 62.').waitFor();
    expect(await sidebar.focused()).toBe('Longest terms, in days');
    await page.getByLabel('Longest terms, in days').fill('90');
    await page.getByRole('button', {name: 'Save'}).click();
    await page.getByRole('tabpanel').getByText('Somebody else must approve it.').waitFor();
    expect(await page.getByLabel('Longest terms, in days').inputValue()).toBe('90');
    expect(await page.getByRole('button', {name: 'Save'}).getAttribute('aria-disabled')).toBe(null);
    expect(await sidebar.problems()).toEqual([]);
  });

  test('fills in the defaults and stores them only on Save; a failure can be tried again', async () => {
    const sidebar = await tests.open({
      readSidebarState: () =>
        done({
          ...refreshedState,
          settings: {
            ...settings,
            problem: refused(
              'SETTINGS_INVALID',
              'The stored settings cannot be used.',
              'Save to replace them.',
            ).failure,
          },
        }),
      saveSettings: () => ({
        status: 'thrown',
        message: 'Service invoked too many times for one day: properties.',
      }),
    });
    const {page} = sidebar;
    await sidebar.tab('Settings');
    await page.getByText('The stored settings cannot be used.').waitFor();
    await page.getByRole('button', {name: 'Reset to defaults'}).click();
    await page.getByRole('tabpanel').getByText('These are the defaults. Save to use them.').waitFor();
    expect(await page.getByLabel('Currencies first').inputValue()).toBe('');
    expect(sidebar.calls).toHaveLength(1);
    await page.getByRole('button', {name: 'Save'}).click();
    await page.getByText('allowance for this add-on is used up').waitFor();
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Try again'}).click();
    await page.getByText('allowance for this add-on is used up').waitFor();
    expect(sidebar.calls.map(({name}) => name)).toEqual(['readSidebarState', 'saveSettings', 'saveSettings']);
  });
});
