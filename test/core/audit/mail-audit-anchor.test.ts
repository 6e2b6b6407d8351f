import {appendAudit} from '../../../src/core/audit/audit-log.ts';
import {mailAuditAnchor} from '../../../src/core/audit/mail-audit-anchor.ts';
import type {FakePorts} from '../../support/fake-ports.ts';
import {auditDesk, logColumn, voided} from './audit-desk.ts';

function deskWithController(): FakePorts {
  const ports = auditDesk();
  const settings = {version: 1, controllerEmail: 'controller@example.com'};
  ports.documentProperties.write('settings', JSON.stringify(settings));
  return ports;
}

describe('mailAuditAnchor()', () => {
  test('sends last hash and count to the controller', () => {
    const ports = deskWithController();
    appendAudit(ports, [voided('in_1'), voided('in_2')]);
    mailAuditAnchor(ports);
    expect(ports.mail.sent).toEqual([
      {
        to: 'controller@example.com',
        subject: 'Audit Log on 2026-03-15: 2 rows',
        text: `The Audit Log of your Billing Ops spreadsheet has 2 rows.\n\nThe hash of row number 2 is\n${logColumn(ports, 'Hash')[1]}\n\nKeep this mail. Whoever checks the log compares the hash of that row with it: Billing Ops, Verify Audit Log shows whether the rows fit each other, and this mail whether they are the ones that were written.`,
      },
    ]);
  });

  test('sends once a day, and only when the log has grown', () => {
    const ports = deskWithController();
    const dayMs = 86_400_000;
    appendAudit(ports, [voided('in_1')]);
    mailAuditAnchor(ports);
    appendAudit(ports, [voided('in_2')]);
    mailAuditAnchor(ports);
    expect(ports.mail.sent).toHaveLength(1);

    ports.clock.sleep(dayMs);
    mailAuditAnchor(ports);
    expect(ports.mail.sent[1]?.text).toContain('has 2 rows, 1 more than in the mail of 2026-03-15.');
    ports.clock.sleep(dayMs);
    mailAuditAnchor(ports);
    expect(ports.mail.sent).toHaveLength(2);
  });

  test('sends nothing without a log, and nothing without a controller', () => {
    const ports = deskWithController();
    mailAuditAnchor(ports);
    const others = auditDesk();
    appendAudit(others, [voided('in_1')]);
    mailAuditAnchor(others);
    expect([...ports.mail.sent, ...others.mail.sent]).toEqual([]);
  });

  test('tries again when a mail did not go out', () => {
    const ports = deskWithController();
    appendAudit(ports, [voided('in_1')]);
    const failing = {
      send: () => {
        throw new Error('Service invoked too many times for one day: email.');
      },
    };
    expect(() => mailAuditAnchor({...ports, mail: failing})).toThrow('too many times');
    mailAuditAnchor(ports);
    expect(ports.mail.sent).toHaveLength(1);
  });
});
