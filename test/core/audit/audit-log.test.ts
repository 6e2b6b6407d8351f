import {readAnchor} from '../../../src/core/audit/audit-anchor.ts';
import {blankEntry} from '../../../src/core/audit/audit-entry.ts';
import {anchorText, appendAudit, auditAnchor, openAuditLog} from '../../../src/core/audit/audit-log.ts';
import {fakeTables} from '../../support/fake-tables.ts';
import {auditDesk, logColumn, logSheet, logValues, voided} from './audit-desk.ts';

describe('appendAudit()', () => {
  test('makes the tab with the columns that auditors ask for, in their order', () => {
    const ports = auditDesk();
    appendAudit(ports, [voided('in_1')]);
    expect(logSheet(ports).title).toBe('Audit Log');
    expect(logValues(ports)[0]?.join(', ')).toBe(
      'Seq, At (UTC), At (local), Who, Key last 4, Mode, Action, Object, Customer, Currency, Amount, Field, Before, ' +
        'After, Reason code, Reason, Policy line, Prepared by, Approved by, Approved at, Digest, Batch, Request ID, ' +
        'Result, Evidence link, Hash',
    );
  });

  test('says when in both zones, who, with which key and in which mode, and the amount as people write it', () => {
    const ports = auditDesk({tables: fakeTables({timeZone: 'America/New_York'})});
    appendAudit(ports, [
      voided('in_1', {
        field: 'status',
        before: 'open',
        after: 'void',
        reasonCode: 'duplicate',
        policyLine: 'Voiding needs approval. Approved.',
        preparedBy: 'nora@example.com',
        approvedBy: 'ben@example.com',
        approvedAtUnixS: Date.UTC(2026, 2, 14, 9) / 1000,
        batchId: 'b1',
        requestId: 'req_1',
        evidenceLink: 'https://dashboard.stripe.com/invoices/in_1',
      }),
    ]);
    expect(logValues(ports)[1]?.slice(0, -1)).toEqual([
      1,
      '2026-03-15T12:00:00Z',
      '2026-03-15T08:00:00-04:00',
      'nora@example.com',
      '1234',
      'test',
      'Invoice voided',
      'in_1',
      'cus_Nordwind1',
      'EUR',
      48_200,
      'status',
      'open',
      'void',
      'duplicate',
      'Billed twice',
      'Voiding needs approval. Approved.',
      'nora@example.com',
      'ben@example.com',
      '2026-03-14T09:00:00Z',
      'digest of in_1',
      'b1',
      'req_1',
      'done',
      'https://dashboard.stripe.com/invoices/in_1',
    ]);
  });

  test('writes all entries of a call in one write, and nothing for none', () => {
    const ports = auditDesk();
    appendAudit(ports, []);
    expect(ports.audit.writes).toBe(0);
    expect(ports.audit.sheet).toBeNull();
    appendAudit(ports, [voided('in_1'), voided('in_2'), voided('in_3')]);
    expect(ports.audit.writes).toBe(1);
    expect(logColumn(ports, 'Seq')).toEqual([1, 2, 3]);
  });

  test('leaves out what an earlier run or the same call has said: one digest, action, object and field make one row', () => {
    const ports = auditDesk();
    appendAudit(ports, [voided('in_1'), voided('in_1')]);
    appendAudit(ports, [voided('in_1', {reason: 'again'})]);
    expect(ports.audit.writes).toBe(1);
    appendAudit(ports, [
      voided('in_1', {digest: 'another'}),
      voided('in_1', {action: 'Invoice sent'}),
      voided('in_1', {field: 'memo'}),
      voided('in_2'),
    ]);
    expect(logColumn(ports, 'Seq')).toEqual([1, 2, 3, 4, 5]);
  });

  test('knows its own row again whatever a cell does to the text', () => {
    const ports = auditDesk();
    const entry = voided('in_1', {field: 'memo\nof two lines ', before: '=1+1', after: '  00123'});
    appendAudit(ports, [entry]);
    appendAudit(ports, [entry]);
    expect(logColumn(ports, 'Field')).toEqual(['memo of two lines']);
    expect(logColumn(ports, 'Before')).toEqual(['=1+1']);
    expect(logColumn(ports, 'After')).toEqual(['00123']);
  });

  test('ties each row to the one before it, over several calls', () => {
    const ports = auditDesk();
    appendAudit(ports, [voided('in_1')]);
    appendAudit(ports, [voided('in_2')]);
    const other = auditDesk();
    appendAudit(other, [voided('in_9')]);
    appendAudit(other, [voided('in_2')]);
    const [, second] = logColumn(ports, 'Hash');
    expect(second).toMatch(/^[0-9a-f]{64}$/);
    expect(logColumn(other, 'Hash')[1]).not.toBe(second);
  });

  test('names nobody whom Google does not name, and no key where none is connected', () => {
    const ports = auditDesk({email: null, key: null});
    appendAudit(ports, [voided('in_1')]);
    expect(logColumn(ports, 'Who')).toEqual(['somebody whom Google does not name']);
    expect(logColumn(ports, 'Key last 4')).toEqual(['']);
    expect(logColumn(ports, 'Mode')).toEqual(['']);
  });

  test('cuts a long memo to one line of 2,000 characters', () => {
    const ports = auditDesk();
    appendAudit(ports, [voided('in_1', {after: `${'a'.repeat(1_998)}👩${'b'.repeat(100)}`})]);
    expect(logColumn(ports, 'After')).toEqual([`${'a'.repeat(1_998)}…`]);
  });

  test('leaves an amount without a currency blank', () => {
    const ports = auditDesk();
    appendAudit(ports, [
      {...blankEntry, action: 'Settings changed', object: 'approvals.in', amount: 1, digest: 'd'},
    ]);
    expect(logColumn(ports, 'Amount')).toEqual(['']);
  });

  test('stops before anything is written when the first row was changed', () => {
    const ports = auditDesk();
    appendAudit(ports, [voided('in_1')]);
    const [headers = []] = logValues(ports);
    const cell = logSheet(ports).cells.get(`1,${headers.indexOf('Digest') + 1}`);
    logSheet(ports).cells.set(`1,${headers.indexOf('Digest') + 1}`, {...Object(cell), value: 'Fingerprint'});
    expect(() => openAuditLog(ports)).toThrow(
      'Cannot use the Audit Log: the header “Digest” is missing from its first row. Put the first row back as it was with File, Version history; nothing is done without a log.',
    );
  });
});

describe('auditAnchor()', () => {
  test('is the last hash and the number of rows, and nothing before the first', () => {
    const ports = auditDesk();
    expect(auditAnchor(ports)).toEqual({hash: '', rows: 0});
    appendAudit(ports, [voided('in_1'), voided('in_2')]);
    const hash = logColumn(ports, 'Hash')[1];
    expect(auditAnchor(ports)).toEqual({hash, rows: 2});
    expect(anchorText(auditAnchor(ports))).toBe(`2:${hash}`);
  });

  test('remembers whether anything was ever done in live mode', () => {
    const ports = auditDesk({key: 'rk_live_fakePorts1234'});
    appendAudit(ports, [voided('in_1')]);
    ports.userProperties.write('stripeKey', 'rk_test_fakePorts1234');
    appendAudit(ports, [voided('in_2')]);
    expect(readAnchor(ports.documentProperties)?.live).toBe(true);
  });
});

describe('a run that is ended while it writes', () => {
  test.each([
    ['before', 1],
    ['after', 2],
  ] as const)('%s the rows are there is gone on with from what the tab holds', (moment, rowsKept) => {
    const ports = auditDesk();
    appendAudit(ports, [voided('in_1')]);
    ports.audit.onWrite = (now) => {
      if (now === moment) throw new Error('killed');
    };
    expect(() => appendAudit(ports, [voided('in_2')])).toThrow('killed');
    ports.audit.onWrite = () => undefined;
    expect(auditAnchor(ports).rows).toBe(rowsKept);

    appendAudit(ports, [voided('in_2'), voided('in_3')]);
    expect(logColumn(ports, 'Object')).toEqual(['in_1', 'in_2', 'in_3']);
    expect(logColumn(ports, 'Seq')).toEqual([1, 2, 3]);
  });
});
