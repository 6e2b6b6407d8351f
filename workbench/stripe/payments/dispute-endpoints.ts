import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {inOrder, isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {noEvidence, renderDispute} from './dispute-objects.ts';
import {decideDispute, escalateInquiry, isInquiry} from './disputes.ts';
import type {StoredDispute} from './objects.ts';
import {inPath} from './references.ts';
import {invalidRequest} from './refusals.ts';

const read = {permission: 'rak_dispute_read', evidence: 'scripted'} as const;
const write = {permission: 'rak_dispute_write', evidence: 'scripted'} as const;
const one = {expansion: {shape: 'object', of: 'dispute'}} as const;

export const disputeEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.DisputeListParams>({
    ...read,
    expansion: {shape: 'list', of: 'dispute'},
    method: 'GET',
    path: '/v1/disputes',
    answer: listDisputes,
  }),
  endpoint<Stripe.DisputeRetrieveParams>({
    ...read,
    ...one,
    evidence: 'modelled',
    method: 'GET',
    path: '/v1/disputes/{id}',
    answer: (call) => renderDispute(disputeOfPath(call), call.store),
  }),
  endpoint<Stripe.DisputeUpdateParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/disputes/{id}',
    answer: updateDispute,
  }),
  endpoint<Stripe.DisputeCloseParams>({
    ...write,
    ...one,
    evidence: 'modelled',
    method: 'POST',
    path: '/v1/disputes/{id}/close',
    answer(call) {
      const dispute = disputeOfPath(call);
      refuseDecided(dispute);
      decideDispute(call, dispute.id, 'lost');
      return call.render('dispute', dispute.id);
    },
  }),
];

function disputeOfPath(call: Call): StoredDispute {
  return inPath(call.store.disputes, {kind: 'dispute', id: pathIdOf(call)});
}

function listDisputes(call: Call<Stripe.DisputeListParams>): object {
  const {charge, created, payment_intent} = call.params;
  const {disputes} = call.store;
  return listPage(call, {
    rows:
      charge === undefined ? newestFirst(disputes) : inOrder(disputes.where('charge', charge).toReversed()),
    kind: 'dispute',
    url: '/v1/disputes',
    render: (row) => renderDispute(row, call.store),
    matches: (row) =>
      isWithin(row.created, created) &&
      (payment_intent === undefined || row.payment_intent === payment_intent),
  });
}

function refuseDecided({status}: StoredDispute): void {
  if (!['lost', 'prevented', 'warning_closed', 'won'].includes(status)) return;
  throw invalidRequest('This dispute is already closed');
}

/** What the text of evidence makes Stripe's test banks decide. https://docs.stripe.com/testing#disputes */
const verdicts: ReadonlyMap<string, 'escalated' | 'lost' | 'won'> = new Map([
  ['winning_evidence', 'won'],
  ['losing_evidence', 'lost'],
  ['escalate_inquiry_evidence', 'escalated'],
]);

function updateDispute(call: Call<Stripe.DisputeUpdateParams>): object {
  const {evidence, intended_submission_method, metadata, submit} = call.params;
  const dispute = disputeOfPath(call);
  if (evidence !== undefined) refuseDecided(dispute);
  const before = call.render('dispute', dispute.id);
  const merged = evidenceAfter(dispute, evidence);
  // Evidence is submitted with the request unless it says that it only stages.
  const submits = evidence !== undefined && submit !== false;
  const details = dispute.evidence_details;
  call.change.update('dispute', dispute.id, {
    evidence: merged,
    metadata: mergedMetadata(dispute.metadata, metadata),
    ...(intended_submission_method === undefined ? {} : {intended_submission_method}),
    ...(details === undefined || evidence === undefined
      ? {}
      : {
          evidence_details: {
            ...details,
            has_evidence: true,
            ...(submits
              ? {submission_count: details.submission_count + 1, submission_method: 'manual' as const}
              : {}),
          },
        }),
    ...(submits ? {status: isInquiry(dispute) ? 'warning_under_review' : 'under_review'} : {}),
  });
  call.change.event('charge.dispute.updated', 'dispute', dispute.id, before);
  const verdict = submits ? verdicts.get(merged.uncategorized_text ?? '') : undefined;
  if (verdict === 'escalated' && isInquiry(dispute)) escalateInquiry(call, dispute.id);
  else if (verdict === 'won' || verdict === 'lost') decideDispute(call, dispute.id, verdict);
  return call.render('dispute', dispute.id);
}

function evidenceAfter(
  dispute: StoredDispute,
  given: Readonly<Record<string, unknown>> | undefined,
): Stripe.Dispute.Evidence {
  const before = dispute.evidence ?? noEvidence;
  const {enhanced_evidence: _enhanced, ...texts} = given ?? {};
  // The request's evidence has the object's own texts, checked against the table; '' takes one away.
  return {
    ...before,
    ...Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, value === '' ? null : value])),
  };
}
