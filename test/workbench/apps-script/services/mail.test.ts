import {createClock} from '../../../../workbench/apps-script/clock.ts';
import {createQuotaLedger} from '../../../../workbench/apps-script/quota-ledger.ts';
import {createMailService, type MailHost} from '../../../../workbench/apps-script/services/mail.ts';
import {messageOf, openScript, returnOf, run} from '../support/script-world.ts';

function openMail(): MailHost {
  const clock = createClock({startUnixMs: 1_000});
  return createMailService({quota: createQuotaLedger({clock}), nowUnixMs: clock.now});
}

/** The function `main` with this body, beside a mail service. */
async function script(body: string) {
  const mail = openMail();
  const world = await openScript(`function main() { ${body} }`, {
    extraServices: [mail, {...mail, name: 'GmailApp'}],
  });
  return {mail, world};
}

describe('MailApp.sendEmail()', () => {
  test.each([
    ['a message', "MailApp.sendEmail({to: 'a@b.example', subject: 'S', body: 'B'})", {replyTo: ''}],
    ['texts', "MailApp.sendEmail('a@b.example', 'S', 'B')", {replyTo: ''}],
    [
      'texts with whom to answer',
      "MailApp.sendEmail('a@b.example', 'r@b.example', 'S', 'B')",
      {replyTo: 'r@b.example'},
    ],
    ['options', "MailApp.sendEmail('a@b.example', 'S', 'B', {cc: 'c@b.example'})", {cc: ['c@b.example']}],
    ['GmailApp', "GmailApp.sendEmail('a@b.example', 'S', 'B', {name: 'Billing'})", {senderName: 'Billing'}],
  ])('takes %s', async (_form, call, more) => {
    const {mail, world} = await script(call);
    returnOf(await run(world, 'main'));
    expect(mail.sent()).toEqual([
      expect.objectContaining({to: ['a@b.example'], subject: 'S', body: 'B', ...more}),
    ]);
  });

  test('keeps what is attached, and counts each recipient', async () => {
    const {mail, world} = await script(
      `MailApp.sendEmail({to: 'a@b.example, Ann <c@d.example>', subject: 'S', body: 'B',
        attachments: [Utilities.newBlob('12345', 'text/csv', 'aging.csv')]});
       return MailApp.getRemainingDailyQuota();`,
    );
    expect(returnOf(await run(world, 'main'))).toBe(98);
    expect(mail.sent()[0]?.attachments).toEqual([{name: 'aging.csv', bytes: 5}]);
  });

  test.each([
    ["{subject: 'S', body: 'B'}", 'Failed to send email: no recipient'],
    ["{to: 'nobody', body: 'B'}", 'Invalid email: nobody'],
    [
      "{to: Array(51).fill('a@b.example').join(), body: 'B'}",
      'Limit Exceeded: Email Recipients Per Message.',
    ],
    ["{to: 'a@b.example', body: 'x'.repeat(204801)}", 'Limit Exceeded: Email Body Size.'],
    ["{to: 'a@b.example', subject: 'x'.repeat(251), body: ''}", 'Argument too large: subject'],
  ])('refuses %s', async (message, expected) => {
    const {mail, world} = await script(`MailApp.sendEmail(${message})`);
    expect(messageOf(await run(world, 'main'))).toBe(expected);
    expect(mail.sent()).toEqual([]);
  });

  test('sends no more than a day allows', async () => {
    const {world} = await script(
      "for (let n = 0; n < 3; n += 1) MailApp.sendEmail({to: Array(40).fill('a@b.example').join(), body: ''})",
    );
    expect(messageOf(await run(world, 'main'))).toBe('Service invoked too many times for one day: email.');
  });

  test('is for scripts that a person has authorised', async () => {
    const {world} = await script("MailApp.sendEmail('a@b.example', 'S', 'B')");
    expect(messageOf(await run(world, 'main', {authMode: 'LIMITED'}))).toBe(
      'You do not have permission to call MailApp.sendEmail. Required permissions: https://www.googleapis.com/auth/script.send_mail',
    );
  });
});
