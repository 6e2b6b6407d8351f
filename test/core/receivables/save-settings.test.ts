import {approve, readApprovals} from '../../../src/core/approvals/answer-approvals.ts';
import {appendAudit} from '../../../src/core/audit/audit-log.ts';
import {verifyAuditLog} from '../../../src/core/audit/verify-audit-log.ts';
import {saveSettingsFromSidebar} from '../../../src/core/receivables/sidebar-settings.ts';
import {defaultSettings, readSettings} from '../../../src/core/settings.ts';
import type {SaveSettingsReply} from '../../../src/core/sidebar-contract.ts';
import {type FakePorts, fakePorts} from '../../support/fake-ports.ts';
import {fakeSchedule} from '../../support/fake-schedule.ts';
import {logColumn, voided} from '../audit/audit-desk.ts';

const {version: _, ...defaults} = defaultSettings;
const ana = 'ana@example.com';
const ben = 'ben@example.com';

function settingsDesk(key: string | null) {
  const ports = {...fakePorts({email: ana, key}), schedule: fakeSchedule()};
  return {
    ...ports,
    signIn: (email: string | null) => Object.assign(ports, {person: {email: () => email}}),
    save: (settings: object): SaveSettingsReply =>
      saveSettingsFromSidebar(ports, {settings: {...defaults, ...settings}}),
    stored: () => readSettings(ports.documentProperties),
    ports,
  };
}

const live = 'rk_live_fakePorts1234';
const test_ = 'rk_test_fakePorts1234';

/** Something was done in live mode before. */
function liveOnce(ports: FakePorts): void {
  appendAudit(ports, [voided('in_1')]);
}

describe('saveSettingsFromSidebar()', () => {
  test('writes a row of the audit log for each setting that is another now', () => {
    const desk = settingsDesk(test_);
    const approvals = {...defaults.approvals, longestTermsDays: 30};
    expect(desk.save({bucketEdges: [15, 45], approvals, controllerEmail: 'c@example.com'})).toMatchObject({
      outcome: 'saved',
    });
    expect(logColumn(desk.ports, 'Action')).toEqual(Array.from({length: 3}, () => 'Settings changed'));
    expect(logColumn(desk.ports, 'Object')).toEqual([
      'bucketEdges',
      'approvals.longestTermsDays',
      'controllerEmail',
    ]);
    expect(logColumn(desk.ports, 'Before')).toEqual(['[30,60,90,120]', '62', 'null']);
    expect(logColumn(desk.ports, 'After')).toEqual(['[15,45]', '30', 'c@example.com']);
    expect(logColumn(desk.ports, 'Prepared by')).toEqual([ana, ana, ana]);
    expect(logColumn(desk.ports, 'Policy line')[0]).toBe('approval not needed in test mode');
    expect(verifyAuditLog(desk.ports).holds).toBe(true);
  });

  test('writes nothing into the log where nothing is another, and the same change again where it was undone', () => {
    const desk = settingsDesk(test_);
    desk.save({});
    expect(desk.ports.audit.sheet).toBeNull();
    for (const bucketEdges of [[15], [30], [15], [30]]) desk.save({bucketEdges});
    expect(logColumn(desk.ports, 'After')).toEqual(['[15]', '[30]', '[15]', '[30]']);
  });

  test('keeps the controls that a form leaves out', () => {
    const desk = settingsDesk(test_);
    desk.save({controllerEmail: 'c@example.com'});
    const {approvals: _a, booksClosedThrough: _b, controllerEmail: _c, ...others} = defaults;
    saveSettingsFromSidebar(desk.ports, {settings: {...others, bucketEdges: [15]}});
    expect(desk.stored()).toMatchObject({controllerEmail: 'c@example.com', bucketEdges: [15]});
  });

  test('asks a second person about controls in live mode, and stores exactly what they have seen', () => {
    const desk = settingsDesk(live);
    const approvals = {...defaults.approvals, in: 'never'};
    expect(desk.save({approvals})).toEqual({
      outcome: 'needs approval',
      message:
        'Nothing is stored yet. A change of Settings needs approval. It has been asked for: once somebody else has approved it, save the same again.',
    });
    expect(desk.stored().approvals.in).toBe('live');
    expect(desk.ports.audit.sheet).toBeNull();

    desk.signIn(ben);
    const [request] = readApprovals(desk.ports).requests;
    expect(request).toMatchObject({
      title: 'Change Settings',
      lines: ['approvals.in: live → never'],
      totals: [],
      refusal: null,
    });
    approve(desk.ports, {digest: request?.digest});
    desk.signIn(ana);
    expect(desk.save({approvals: {...approvals, longestTermsDays: 1}})).toMatchObject({
      outcome: 'needs approval',
    });
    expect(desk.save({approvals})).toMatchObject({outcome: 'saved'});
    expect(desk.stored().approvals.in).toBe('never');
    expect(readApprovals(desk.ports).requests.find((one) => one.digest === request?.digest)?.state).toBe(
      'used',
    );
    expect(logColumn(desk.ports, 'Action')).toEqual(['Approval given', 'Settings changed']);
    expect(logColumn(desk.ports, 'Approved by')).toEqual([ben, ben]);
  });

  test('asks nobody about how receivables are shown, until something was done in live mode', () => {
    const desk = settingsDesk(live);
    expect(desk.save({bucketEdges: [15]})).toMatchObject({outcome: 'saved'});
    liveOnce(desk.ports);
    expect(desk.save({bucketEdges: [20]})).toMatchObject({outcome: 'needs approval'});
    desk.ports.userProperties.write('stripeKey', test_);
    expect(desk.save({bucketEdges: [20]})).toMatchObject({outcome: 'needs approval'});
    desk.ports.userProperties.write('stripeKey', null);
    expect(desk.save({approvals: {...defaults.approvals, in: 'never'}, bucketEdges: [15]})).toMatchObject({
      outcome: 'needs approval',
    });
  });

  test('lets nobody close or open the books whom Google does not name, nor anybody but an approver', () => {
    const desk = settingsDesk(test_);
    desk.signIn(null);
    expect(desk.save({booksClosedThrough: '2026-10-31'})).toEqual({
      outcome: 'refused',
      problems: [
        {field: 'booksClosedThrough', message: 'Cannot be changed: Google did not say who you are.'},
      ],
    });
    desk.signIn(ana);
    desk.save({approvals: {...defaults.approvals, approvers: [ben]}});
    const approvals = desk.stored().approvals;
    expect(desk.save({approvals, booksClosedThrough: '2026-10-31'})).toEqual({
      outcome: 'refused',
      problems: [{field: 'booksClosedThrough', message: 'Is changed by an approver: ben@example.com.'}],
    });
    desk.signIn(ben);
    expect(desk.save({approvals, booksClosedThrough: '2026-10-31'})).toMatchObject({outcome: 'saved'});
    expect(logColumn(desk.ports, 'Object')).toEqual(['approvals.approvers', 'booksClosedThrough']);
    expect(logColumn(desk.ports, 'Who')).toEqual([ana, ben]);
  });

  test('has the books closed in live mode by two people, one of them an approver', () => {
    const desk = settingsDesk(test_);
    desk.save({approvals: {...defaults.approvals, approvers: [ben]}});
    desk.ports.userProperties.write('stripeKey', live);
    const wanted = {approvals: desk.stored().approvals, booksClosedThrough: '2026-10-31'};
    expect(desk.save(wanted)).toMatchObject({outcome: 'needs approval'});
    desk.signIn(ben);
    approve(desk.ports, {digest: readApprovals(desk.ports).requests[0]?.digest});
    desk.signIn(ana);
    expect(desk.save(wanted)).toMatchObject({outcome: 'saved'});
    expect(logColumn(desk.ports, 'Approved by')[2]).toBe(ben);
  });

  test('replaces settings that cannot be used without asking: they have no rules to ask by', () => {
    const desk = settingsDesk(live);
    desk.ports.documentProperties.write('settings', '{"version": 1, "colour": "red"}');
    expect(desk.save({booksClosedThrough: null})).toMatchObject({outcome: 'saved'});
  });

  test('stores nothing while another run holds the spreadsheet', () => {
    const desk = settingsDesk(test_);
    desk.ports.lock.heldElsewhere = true;
    expect(() => desk.save({bucketEdges: [15]})).toThrow(
      'Cannot save the settings: another run of the add-on holds this spreadsheet. Wait until it has ended, then save again.',
    );
  });
});

describe('the settings of approvals', () => {
  test.each([
    [{approvals: {in: 'sometimes'}}, 'approvals.in', 'Must be "live", "always" or "never".'],
    [
      {approvals: {limits: [{currency: 'dollars'}]}},
      'approvals.limits',
      'Must be a list with one entry for each currency, such as [{"currency": "USD", "perInvoice": 10000, "perCustomerDay": 25000, "perBatch": 100000}], amounts in major units and null for no limit.',
    ],
    [{approvals: {limits: [{currency: 'USD'}, {currency: 'usd'}]}}, 'approvals.limits', null],
    [{approvals: {limits: [{currency: 'JPY', perInvoice: 0.5}]}}, 'approvals.limits', null],
    [{approvals: {limits: [{currency: 'USD', perBatch: -1}]}}, 'approvals.limits', null],
    [
      {approvals: {longestTermsDays: 1.5}},
      'approvals.longestTermsDays',
      'Must be a whole number of days from 0 to 3650.',
    ],
    [{approvals: {approvers: ['ben']}}, 'approvals.approvers', 'Must be a list of e-mail addresses.'],
    [{booksClosedThrough: '2026-02-30'}, 'booksClosedThrough', 'Must be null or a day such as "2026-05-31".'],
    [{booksClosedThrough: 20_260_531}, 'booksClosedThrough', 'Must be null or a day such as "2026-05-31".'],
    [{controllerEmail: 'c@'}, 'controllerEmail', 'Must be null or an e-mail address.'],
  ])('refuse %j beside their field', (settings, field, message) => {
    expect(settingsDesk(test_).save(settings)).toEqual({
      outcome: 'refused',
      problems: [{field, message: message ?? expect.stringContaining('Must be a list')}],
    });
  });

  test('take addresses and codes in any case, and leave out what is left out', () => {
    const desk = settingsDesk(test_);
    desk.save({approvals: {approvers: [' Ben@Example.com '], limits: [{currency: 'chf', perBatch: 5}]}});
    expect(desk.stored().approvals).toEqual({
      in: 'live',
      limits: [{currency: 'CHF', perInvoice: null, perCustomerDay: null, perBatch: 5}],
      longestTermsDays: 62,
      approvers: [ben],
    });
  });
});
