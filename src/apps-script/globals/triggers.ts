import {mailAuditAnchor} from '../../core/audit/mail-audit-anchor.ts';
import {refreshOnSchedule} from '../../core/receivables/scheduled-refresh.ts';
import {googleMail} from '../adapters/google-mail.ts';
import {deadlineUnixMs, ports} from '../wiring.ts';

/** What the hourly trigger runs, as the person who turned automatic refresh on and with that person's key. */
export function refreshReceivablesOnSchedule(): void {
  try {
    refreshOnSchedule(ports(), deadlineUnixMs());
  } finally {
    mailAuditAnchor({...ports(), mail: googleMail()});
  }
}
