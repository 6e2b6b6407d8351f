import {verifyAuditLog} from '../../core/audit/verify-audit-log.ts';
import {createInvoices} from '../../core/invoicing/create/create-invoices.ts';
import {createDraftTab} from '../../core/invoicing/plans/new-draft-tab.ts';
import {previewInvoices} from '../../core/invoicing/plans/preview-invoices.ts';
import {previewSummary} from '../../core/invoicing/plans/preview-reply.ts';
import {confirm, say, showSidebar, toast} from '../adapters/menu-ui.ts';
import {fromMenu} from '../boundary.ts';
import {invoicePorts} from '../invoice-wiring.ts';
import {deadlineUnixMs} from '../wiring.ts';

export function createDraftsTabFromMenu(): void {
  fromMenu(() => toast(createDraftTab(invoicePorts()).message));
}

export function checkDraftsFromMenu(): void {
  fromMenu(() => {
    toast('Looking up in Stripe what the rows name…');
    toast(previewInvoices(invoicePorts(), {}, {deadlineUnixMs: deadlineUnixMs(), asks: 'check'}).message);
  });
}

export function previewInvoicesFromMenu(): void {
  fromMenu(() => {
    toast('Asking Stripe what each invoice comes to…');
    say(
      previewSummary(
        previewInvoices(invoicePorts(), {}, {deadlineUnixMs: deadlineUnixMs(), asks: 'preview'}),
      ),
    );
  });
}

export function createInvoicesFromMenu(): void {
  fromMenu(() => {
    toast('Asking Stripe what each invoice comes to…');
    const untilUnixMs = deadlineUnixMs();
    const preview = previewInvoices(invoicePorts(), {}, {deadlineUnixMs: untilUnixMs, asks: 'preview'});
    const {digest} = preview;
    if (digest === null) {
      say(preview.message);
      return;
    }
    if (!confirm(`${previewSummary(preview)}\n\nCreate them now, as drafts that nobody receives yet?`))
      return;
    toast('Creating drafts in Stripe…');
    for (;;) {
      const reply = createInvoices(
        invoicePorts(),
        {digest, forMs: toldEveryMs},
        {deadlineUnixMs: untilUnixMs},
      );
      if (reply.status === 'complete' || Date.now() >= untilUnixMs) {
        say(reply.message);
        return;
      }
      toast(reply.message);
    }
  });
}

/** How long a person waits for a word on how far it is. */
const toldEveryMs = 30_000;

export function verifyAuditLogFromMenu(): void {
  fromMenu(() => say(verifyAuditLog(invoicePorts()).message));
}

/** Which batch, in which way and why is asked in the sidebar. */
export function reverseBatchFromMenu(): void {
  showSidebar('reverse-batch');
}
