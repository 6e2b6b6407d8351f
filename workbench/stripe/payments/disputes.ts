/** Disputes: the payer's bank takes a payment back, and what becomes of that. https://docs.stripe.com/disputes/how-disputes-work */
import type {Call} from '../engine/endpoint.ts';
import {disputeFee} from './amounts.ts';
import {postMovement} from './ledger.ts';
import type {StoredCharge, StoredDispute} from './objects.ts';
import {debitOutcome} from './test-bank-accounts.ts';
import {cardBehaviour} from './test-cards.ts';

const secondsPerDay = 86_400;
/** How long there is to answer; the last second of the day in UTC. */
const daysToRespond = 9;
/** How long a bank may turn an inquiry into a chargeback. */
const inquiryDays = 120;

/** Opens the dispute that the charge's test card or account leads to. */
export function openDispute(call: Call, chargeId: string): void {
  const charge = call.store.charges.get(chargeId);
  if (charge?.status !== 'succeeded' || charge.disputed === true) return;
  const details = charge.payment_method_details;
  if (details?.card !== undefined) {
    const {country, last4} = details.card;
    const behaviour = cardBehaviour({country, last4: last4 ?? ''}, call.store.livemode);
    if (behaviour.kind === 'disputes') {
      insertDispute(call, charge, {
        reason: behaviour.reason,
        status: behaviour.inquiry ? 'warning_needs_response' : 'needs_response',
      });
    }
    return;
  }
  const type = details?.us_bank_account === undefined ? 'sepa_debit' : 'us_bank_account';
  const outcome = debitOutcome(type, details?.[type]?.last4 ?? '', call.store.livemode);
  // A bank's customer may take a debit back without giving reasons: nothing can be answered.
  if (outcome.kind === 'succeeds then is disputed') {
    insertDispute(call, charge, {reason: outcome.reason, status: 'lost'});
  }
}

function insertDispute(
  call: Call,
  charge: StoredCharge,
  given: Pick<StoredDispute, 'reason' | 'status'>,
): void {
  const id = call.change.newId('du');
  const now = call.nowUnixS;
  const amount = (charge.amount_captured ?? charge.amount) - (charge.amount_refunded ?? 0);
  const inquiry = given.status === 'warning_needs_response';
  const card = charge.payment_method_details?.card;
  const brand = card?.brand ?? 'visa';
  call.change.insert('dispute', {
    id,
    object: 'dispute',
    amount,
    balance_transaction_ids: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    evidence_details: {
      due_by:
        given.status === 'lost'
          ? null
          : (Math.floor(now / secondsPerDay) + daysToRespond + 1) * secondsPerDay - 1,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    is_charge_refundable: inquiry,
    livemode: call.store.livemode,
    payment_intent: charge.payment_intent ?? null,
    ...(card === undefined
      ? {}
      : {
          payment_method_details: {
            card: {
              brand,
              case_type: inquiry ? 'inquiry' : 'chargeback',
              network: brand,
              network_reason_code: given.reason === 'fraudulent' ? '10.4' : '13.1',
            },
            type: 'card',
          },
        }),
    ...given,
  });
  call.change.update('charge', charge.id, {disputed: true});
  call.change.event('charge.dispute.created', 'dispute', id);
  if (!inquiry) withdrawFunds(call, id);
  if (given.status === 'lost') call.change.event('charge.dispute.closed', 'dispute', id);
  else awaitAnswer(call, id);
}

/** Whoever does not answer loses; an inquiry that nobody pursues is closed. */
function awaitAnswer(call: Call, id: string): void {
  const dispute = requireDispute(call, id);
  const dueBy = dispute.evidence_details?.due_by ?? call.nowUnixS;
  call.change.later({
    key: `answer_dispute:${id}`,
    kind: 'dispute_unanswered',
    id,
    atUnixS: isInquiry(dispute) ? dispute.created + inquiryDays * secondsPerDay : dueBy + 1,
    customer: null,
  });
}

/** Due when nobody has answered in time. */
export function loseUnanswered(call: Call, id: string): void {
  const dispute = call.store.disputes.get(id);
  if (dispute?.status !== 'needs_response' && dispute?.status !== 'warning_needs_response') return;
  const details = dispute.evidence_details;
  if (details !== undefined) {
    call.change.update('dispute', id, {evidence_details: {...details, past_due: true}});
  }
  decideDispute(call, id, 'lost');
}

/** Takes the disputed amount and the fee from the account. */
function withdrawFunds(call: Call, disputeId: string): void {
  const dispute = requireDispute(call, disputeId);
  addMovement(call, dispute, {amount: -dispute.amount, fee: disputeFee(dispute.currency)});
  call.change.event('charge.dispute.funds_withdrawn', 'dispute', disputeId);
}

function addMovement(
  call: Call,
  dispute: StoredDispute,
  moved: {readonly amount: number; readonly fee: number},
): void {
  const transaction = postMovement(call, {
    type: 'adjustment',
    ...moved,
    currency: dispute.currency,
    source: dispute.id,
    description:
      moved.amount < 0
        ? `Chargeback withdrawal for ${dispute.charge}`
        : `Chargeback reversal for ${dispute.charge}`,
    createdUnixS: call.nowUnixS,
  });
  call.change.update('dispute', dispute.id, {
    balance_transaction_ids: [...(dispute.balance_transaction_ids ?? []), transaction],
  });
}

function requireDispute(call: Call, id: string): StoredDispute {
  const dispute = call.store.disputes.get(id);
  if (dispute === undefined) throw new Error(`The sandbox does not hold the dispute '${id}'.`);
  return dispute;
}

/** The bank has decided. Winning gives back the amount and the fee; an inquiry never took them. */
export function decideDispute(call: Call, id: string, decision: 'lost' | 'won'): void {
  const dispute = requireDispute(call, id);
  const inquiry = isInquiry(dispute);
  const before = call.render('dispute', id);
  call.change.update('dispute', id, {
    is_charge_refundable: inquiry,
    status: inquiry ? 'warning_closed' : decision,
  });
  call.change.event('charge.dispute.updated', 'dispute', id, before);
  if (!inquiry && decision === 'won') {
    addMovement(call, requireDispute(call, id), {
      amount: dispute.amount,
      fee: -disputeFee(dispute.currency),
    });
    call.change.event('charge.dispute.funds_reinstated', 'dispute', id);
  }
  call.change.event('charge.dispute.closed', 'dispute', id);
}

/** An inquiry becomes a chargeback: now the money goes. */
export function escalateInquiry(call: Call, id: string): void {
  const dispute = requireDispute(call, id);
  const before = call.render('dispute', id);
  const card = dispute.payment_method_details?.card;
  call.change.update('dispute', id, {
    is_charge_refundable: false,
    ...(card === undefined
      ? {}
      : {payment_method_details: {card: {...card, case_type: 'chargeback'}, type: 'card'}}),
    status: 'needs_response',
  });
  call.change.event('charge.dispute.updated', 'dispute', id, before);
  withdrawFunds(call, id);
  awaitAnswer(call, id);
}

/** Whether the bank only asks so far, and no money has moved. */
export function isInquiry(dispute: StoredDispute): boolean {
  return dispute.status.startsWith('warning_');
}
