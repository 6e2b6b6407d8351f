import type {
  ActionOffer,
  ActionPreview,
  ActionReply,
  ActionRequest,
  ReversalPreview,
  ReversalRequest,
} from '../../core/action-contract.ts';
import type {ApprovalRequest} from '../../core/approval-contract.ts';
import * as answers from '../../core/approvals/answer-approvals.ts';
import {replyTo} from '../../core/failure.ts';
import * as doing from '../../core/invoice-actions/do-action.ts';
import * as pdfs from '../../core/invoice-actions/download-pdfs.ts';
import * as offer from '../../core/invoice-actions/offer-actions.ts';
import * as previewing from '../../core/invoice-actions/preview-action.ts';
import type {
  CreateReply,
  CreateRequest,
  DraftsState,
  PreviewReply,
  PreviewRequest,
} from '../../core/invoice-contract.ts';
import * as creation from '../../core/invoicing/create/create-invoices.ts';
import * as state from '../../core/invoicing/create/drafts-state.ts';
import * as tab from '../../core/invoicing/plans/new-draft-tab.ts';
import * as preview from '../../core/invoicing/plans/preview-invoices.ts';
import type {ListedBatch} from '../../core/invoicing/reverse/batches.ts';
import * as reversal from '../../core/invoicing/reverse/preview-reversal.ts';
import * as reversing from '../../core/invoicing/reverse/reverse-batch.ts';
import * as settings from '../../core/receivables/sidebar-settings.ts';
import type {Reply, SaveSettingsReply, SaveSettingsRequest, Told} from '../../core/sidebar-contract.ts';
import {invoicePorts} from '../invoice-wiring.ts';
import {deadlineUnixMs} from '../wiring.ts';

// For the command line and for scripts: these throw.

export function previewInvoices(request?: PreviewRequest): PreviewReply {
  return preview.previewInvoices(invoicePorts(), request, {
    deadlineUnixMs: deadlineUnixMs(),
    asks: 'preview',
  });
}

export function createInvoices(request: CreateRequest): CreateReply {
  return creation.createInvoices(invoicePorts(), request, {deadlineUnixMs: deadlineUnixMs()});
}

// For the sidebar: these answer failures as values.

export function createDraftsTab(): Reply<Told> {
  return replyTo(() => tab.createDraftTab(invoicePorts()));
}

export function readDrafts(): Reply<DraftsState> {
  return replyTo(() => state.draftsState(invoicePorts()));
}

export function checkDrafts(request?: PreviewRequest): Reply<PreviewReply> {
  const options = {deadlineUnixMs: deadlineUnixMs(), asks: 'check'} as const;
  return replyTo(() => preview.previewInvoices(invoicePorts(), request, options));
}

export function previewDrafts(request?: PreviewRequest): Reply<PreviewReply> {
  return replyTo(() => previewInvoices(request));
}

export function createFromDrafts(request: CreateRequest): Reply<CreateReply> {
  return replyTo(() => createInvoices(request));
}

export function chooseCustomer(request: {readonly row: number; readonly customerId: string}): Reply<Told> {
  return replyTo(() => tab.chooseDraftCustomer(invoicePorts(), request));
}

export function showDraftCell(request: {readonly row: number; readonly header: string | null}): Reply<null> {
  return replyTo(() => tab.showDraftCell(invoicePorts(), request));
}

export function readApprovals(): Reply<{readonly requests: readonly ApprovalRequest[]}> {
  return replyTo(() => answers.readApprovals(invoicePorts()));
}

export function approve(request: {readonly digest: string}): Reply<Told> {
  return replyTo(() => answers.approve(invoicePorts(), request));
}

export function decline(request: {readonly digest: string; readonly reason: string}): Reply<Told> {
  return replyTo(() => answers.decline(invoicePorts(), request));
}

export function offerActions(request: {
  readonly invoiceIds: readonly string[];
}): Reply<{readonly offers: readonly ActionOffer[]}> {
  return replyTo(() => offer.offerActions(invoicePorts(), request, {deadlineUnixMs: deadlineUnixMs()}));
}

export function previewAction(request: ActionRequest): Reply<ActionPreview> {
  return replyTo(() => previewing.previewAction(invoicePorts(), request, {deadlineUnixMs: deadlineUnixMs()}));
}

export function doAction(
  request: ActionRequest & {readonly digest: string; readonly forMs?: number},
): Reply<ActionReply> {
  return replyTo(() => doing.doAction(invoicePorts(), request, {deadlineUnixMs: deadlineUnixMs()}));
}

export function listBatches(): Reply<{readonly batches: readonly ListedBatch[]}> {
  return replyTo(() => reversal.listBatches(invoicePorts(), {deadlineUnixMs: deadlineUnixMs()}));
}

export function previewReversal(request: ReversalRequest): Reply<ReversalPreview> {
  return replyTo(() => reversal.previewReversal(invoicePorts(), request, {deadlineUnixMs: deadlineUnixMs()}));
}

export function reverseBatch(
  request: ReversalRequest & {readonly digest: string; readonly forMs?: number},
): Reply<ActionReply> {
  return replyTo(() => reversing.reverseBatch(invoicePorts(), request, {deadlineUnixMs: deadlineUnixMs()}));
}

export function downloadPdfs(request: {readonly invoiceIds: readonly string[]}): Reply<pdfs.PdfArchive> {
  return replyTo(() => pdfs.downloadPdfs(invoicePorts(), request, {deadlineUnixMs: deadlineUnixMs()}));
}

/** Here because it asks for approval, and writes the audit log. */
export function saveSettings(request: SaveSettingsRequest): Reply<SaveSettingsReply> {
  return replyTo(() => settings.saveSettingsFromSidebar(invoicePorts(), request));
}
