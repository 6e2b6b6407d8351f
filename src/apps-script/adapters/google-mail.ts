import type {Mail} from '../../core/ports.ts';

export function googleMail(): Mail {
  return {
    send({to, subject, text}) {
      MailApp.sendEmail({to, subject, body: text});
    },
  };
}
