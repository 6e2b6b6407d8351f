import type {Archive, Digest, Lock, Mail, Properties} from '../../src/core/ports.ts';
import type {RefreshPorts} from '../../src/core/receivables/refresh-receivables.ts';
import {type FakeAuditSheet, fakeAuditSheet} from './fake-audit-sheet.ts';
import {type FakeDraftSheet, fakeDraftSheet, nodeDigest} from './fake-draft-sheet.ts';
import {type FakeDownloads, fakeArchive, fakeDownloads} from './fake-files.ts';
import type {Wire} from './fake-invoice.ts';
import {type FakeStripe, fakeStripe} from './fake-stripe.ts';
import {type FakeTables, fakeTables} from './fake-tables.ts';
import {
  fixedRandom,
  type RecordingLog,
  recordingLog,
  type SimulatedClock,
  simulatedClock,
} from './http-script.ts';

/** Everything a refresh asks for, in memory, with what tests look at and change. */
export interface FakePorts extends RefreshPorts {
  readonly http: FakeStripe;
  readonly clock: SimulatedClock;
  readonly log: RecordingLog;
  readonly lock: FakeLock;
  readonly userProperties: FakeProperties;
  readonly documentProperties: FakeProperties;
  readonly tables: FakeTables;
  readonly drafts: FakeDraftSheet;
  readonly digest: Digest;
  readonly audit: FakeAuditSheet;
  readonly mail: FakeMail;
  readonly downloads: FakeDownloads;
  readonly archive: Archive;
}

export interface FakePortsOptions {
  readonly invoices?: readonly Wire[];
  readonly now?: string;
  readonly email?: string | null;
  readonly key?: string | null;
  readonly tables?: FakeTables;
}

export function fakePorts({
  invoices = [],
  now = '2026-03-15T12:00:00Z',
  email = 'nora@example.com',
  key = 'rk_test_fakePorts1234',
  tables = fakeTables(),
}: FakePortsOptions = {}): FakePorts {
  return {
    http: fakeStripe(invoices),
    clock: simulatedClock(Date.parse(now)),
    random: fixedRandom(),
    log: recordingLog(),
    lock: fakeLock(),
    person: {email: () => email},
    userProperties: fakeProperties(key === null ? {} : {stripeKey: key}),
    documentProperties: fakeProperties(),
    tables,
    drafts: fakeDraftSheet(tables),
    digest: nodeDigest(),
    audit: fakeAuditSheet(tables),
    mail: fakeMail(),
    downloads: fakeDownloads(),
    archive: fakeArchive(),
  };
}

export interface FakeMail extends Mail {
  readonly sent: readonly {readonly to: string; readonly subject: string; readonly text: string}[];
}

function fakeMail(): FakeMail {
  const sent: {readonly to: string; readonly subject: string; readonly text: string}[] = [];
  return {
    sent,
    send(mail) {
      if (mail.to === '') throw new Error('Failed to send email: no recipient');
      sent.push(mail);
    },
  };
}

export interface FakeProperties extends Properties {
  readonly stored: ReadonlyMap<string, string>;
}

const propertyBytesMax = 9 * 1024;

/** Refuses what Google's store refuses. https://developers.google.com/apps-script/guides/services/quotas */
export function fakeProperties(values: Readonly<Record<string, string>> = {}): FakeProperties {
  const stored = new Map(Object.entries(values));
  return {
    stored,
    read: (key) => stored.get(key) ?? null,
    write(key, value) {
      if (value === null) stored.delete(key);
      else if (Buffer.byteLength(value) > propertyBytesMax) throw new Error('Argument too large: value');
      else stored.set(key, value);
    },
  };
}

export interface FakeLock extends Lock {
  /** True while another run holds it, which no wait outlasts. */
  heldElsewhere: boolean;
  readonly held: boolean;
}

export function fakeLock(): FakeLock {
  let held = false;
  const lock: FakeLock = {
    heldElsewhere: false,
    get held() {
      return held;
    },
    runAlone(_, action) {
      if (lock.heldElsewhere || held) return {kind: 'busy'};
      held = true;
      try {
        return {kind: 'done', value: action()};
      } finally {
        held = false;
      }
    },
  };
  return lock;
}
