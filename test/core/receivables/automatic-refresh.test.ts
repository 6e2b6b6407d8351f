import {
  readAutomaticRefresh,
  repairSchedule,
  settleFiring,
  turnAutomaticRefreshOff,
  turnAutomaticRefreshOn,
} from '../../../src/core/receivables/automatic-refresh.ts';
import {refreshAsPerson} from '../../../src/core/receivables/refresh-as-person.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {fakePorts, fakeProperties} from '../../support/fake-ports.ts';
import {fakeSchedule} from '../../support/fake-schedule.ts';
import {simulatedClock} from '../../support/http-script.ts';

const documentProperties = fakeProperties();
const clock = simulatedClock(Date.UTC(2026, 2, 15, 12));
/** One person with triggers of their own, in the spreadsheet that all share. */
const person = (email: string | null, shared = documentProperties, triggers = 0) => ({
  schedule: fakeSchedule(triggers),
  person: {email: () => email},
  clock,
  documentProperties: shared,
});

describe('turnAutomaticRefreshOn()', () => {
  test('starts this person’s trigger and says so, once however often', () => {
    const nora = person('nora@example.com', fakeProperties());
    const said = 'The receivables now refresh about every hour, as you and with your Stripe key.';
    expect(turnAutomaticRefreshOn(nora)).toBe(said);
    expect(turnAutomaticRefreshOn(nora)).toBe(said);
    expect(nora.schedule.triggers).toBe(1);
    expect(readAutomaticRefresh(nora.documentProperties)).toEqual({
      owner: 'nora@example.com',
      sinceUnixMs: Date.UTC(2026, 2, 15, 12),
    });
  });

  test('takes over from somebody who has left, whose trigger then deletes itself', () => {
    const shared = fakeProperties();
    const [nora, omar] = [person('nora@example.com', shared), person('omar@example.com', shared)];
    turnAutomaticRefreshOn(nora);
    expect(turnAutomaticRefreshOn(omar)).toBe(
      'The receivables now refresh about every hour, as you and with your Stripe key. It takes over from nora@example.com.',
    );
    expect([nora.schedule.triggers, omar.schedule.triggers]).toEqual([1, 1]);

    expect(settleFiring(nora)).toEqual({
      kind: 'unwanted',
      why: 'omar@example.com refreshes since 2026-03-15T12:00:00+00:00; this trigger has deleted itself.',
    });
    expect(settleFiring(omar)).toEqual({kind: 'wanted'});
    expect([nora.schedule.triggers, omar.schedule.triggers]).toEqual([0, 1]);
  });
});

describe('turnAutomaticRefreshOff()', () => {
  test('says what it found', () => {
    const shared = fakeProperties();
    const [nora, omar] = [person('nora@example.com', shared), person('omar@example.com', shared)];
    expect(turnAutomaticRefreshOff(nora)).toBe('Automatic refresh was off already.');
    turnAutomaticRefreshOn(nora);
    expect(turnAutomaticRefreshOff(nora)).toBe('Automatic refresh is off.');
    expect(nora.schedule.triggers).toBe(0);
    turnAutomaticRefreshOn(nora);
    expect(turnAutomaticRefreshOff(omar)).toBe(
      'Automatic refresh is off. It ran as nora@example.com, whose trigger deletes itself at its next firing.',
    );
    expect(readAutomaticRefresh(shared)).toBeNull();
    expect(settleFiring(nora)).toEqual({
      kind: 'unwanted',
      why: 'Automatic refresh was turned off; this trigger has deleted itself.',
    });
    expect(nora.schedule.triggers).toBe(0);
  });
});

describe('settleFiring()', () => {
  test('makes one of a trigger that Google has doubled', () => {
    const shared = fakeProperties();
    const nora = person('nora@example.com', shared);
    turnAutomaticRefreshOn(nora);
    nora.schedule.triggers = 3;
    expect(settleFiring(nora)).toEqual({kind: 'wanted'});
    expect(nora.schedule.triggers).toBe(1);
  });

  test('knows its owner also where Google names nobody', () => {
    const someone = person(null, fakeProperties());
    turnAutomaticRefreshOn(someone);
    expect(settleFiring(someone)).toEqual({kind: 'wanted'});
  });

  test('takes a note that cannot be read for none', () => {
    const nora = person('nora@example.com', fakeProperties({'refresh.automatic': '{"owner":1}'}), 1);
    expect(settleFiring(nora).kind).toBe('unwanted');
    expect(nora.schedule.triggers).toBe(0);
  });
});

describe('repairSchedule()', () => {
  test.each([0, 1, 2])('leaves one trigger of its owner’s %i', (triggers) => {
    const shared = fakeProperties();
    turnAutomaticRefreshOn(person('nora@example.com', shared));
    const nora = person('nora@example.com', shared, triggers);
    repairSchedule(nora);
    expect(nora.schedule.triggers).toBe(1);
  });

  test('starts none for somebody else, and none while it is off', () => {
    const shared = fakeProperties();
    const [nora, omar] = [person('nora@example.com', shared), person('omar@example.com', shared)];
    turnAutomaticRefreshOn(nora);
    repairSchedule(omar);
    turnAutomaticRefreshOff(nora);
    repairSchedule(nora);
    expect([nora.schedule.triggers, omar.schedule.triggers]).toEqual([0, 0]);
  });
});

describe('refreshAsPerson()', () => {
  test('puts right a trigger that Google has lost', () => {
    const ports = {...fakePorts({invoices: [wireInvoice()]}), schedule: fakeSchedule()};
    turnAutomaticRefreshOn(ports);
    ports.schedule.triggers = 0;
    refreshAsPerson(ports, {}, ports.clock.nowUnixMs() + 300_000);
    expect(ports.schedule.triggers).toBe(1);
  });
});
