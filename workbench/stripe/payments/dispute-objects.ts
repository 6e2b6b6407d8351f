import type Stripe from 'stripe';
import {overlay} from '../engine/overlay.ts';
import type {Store} from '../engine/store.ts';
import {renderBalanceTransaction} from './balance-objects.ts';
import type {StoredDispute, WireDispute} from './objects.ts';

/** Before anybody has answered. */
export const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** Every required key in Stripe's order. */
const everyField: WireDispute = {
  id: '',
  object: 'dispute',
  amount: 0,
  balance_transactions: [],
  charge: '',
  created: 0,
  currency: '',
  enhanced_eligibility_types: [],
  evidence: noEvidence,
  evidence_details: {
    due_by: null,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'not_submitted',
  },
  intended_submission_method: null,
  is_charge_refundable: false,
  livemode: false,
  metadata: {},
  payment_intent: null,
  reason: 'general',
  status: 'needs_response',
};

export function renderDispute(row: StoredDispute, store: Store): WireDispute {
  const {balance_transaction_ids: ids, ...fields} = row;
  // A dispute of a world carries what moved as a list of objects; one that began here names it.
  if (ids === undefined) return overlay(everyField, fields);
  const movements = ids.flatMap((id) => store.balanceTransactions.get(id) ?? []);
  return overlay(everyField, fields, {balance_transactions: movements.map(renderBalanceTransaction)});
}
