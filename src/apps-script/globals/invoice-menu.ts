import {verifyAuditLog} from '../../core/audit/verify-audit-log.ts';
import type {CreateRequest, PreviewReply} from '../../core/invoice-contract.ts';
import {createInvoices} from '../../core/invoicing/create/create-invoices.ts';
import {readTypedTotal} from '../../core/invoicing/create/typed-totals.ts';
import {createDraftTab} from '../../core/invoicing/plans/new-draft-tab.ts';
import {previewInvoices} from '../../core/invoicing/plans/preview-invoices.ts';
import {previewSummary} from '../../core/invoicing/plans/preview-reply.ts';
import {askForText, confirm, say, showSidebar, toast} from '../adapters/menu-ui.ts';
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
    const summary = previewSummary(preview);
    if (preview.approval.kind === 'needed') {
      say(`${summary}\n\n${preview.approval.because} Once somebody else has agreed, create again.`);
      return;
    }
    if (!confirm(`${summary}\n\nCreate them now, as drafts that nobody receives yet?`)) return;
    const typed = preview.mustTypeTotals ? typedTotals(preview) : {};
    if (typed === null) return;
    toast('Creating drafts in Stripe…');
    for (;;) {
      const reply = createInvoices(
        invoicePorts(),
        {digest, forMs: toldEveryMs, ...typed},
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

/** In live mode the preparer types what is made; null when they cancel or type something else. */
function typedTotals(preview: PreviewReply): Pick<CreateRequest, 'expected'> | null {
  const expected: NonNullable<CreateRequest['expected']>[number][] = [];
  for (const {currency} of preview.totals) {
    const typed = askForText(
      `Live mode. How many invoices in ${currency} are to be created, and what do they come to? Type both, such as: 12 48,200.00`,
    );
    if (typed === null) return null;
    const total = readTypedTotal(typed, currency);
    if (total === null) {
      say(`“${typed}” is not a count and a total, such as: 12 48,200.00. Nothing was created.`);
      return null;
    }
    expected.push(total);
  }
  return {expected};
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
