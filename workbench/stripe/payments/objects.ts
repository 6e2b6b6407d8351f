/**
 * The money's objects as the sandbox keeps them and as Stripe sends them. Wire types are those of the `stripe` package
 * with each reference as an id: what a reference stands for comes in by expansion.
 */
import type Stripe from 'stripe';
import type {Sparse} from '../engine/wire.ts';

/** `T` whose named properties hold ids only. */
type WithIds<T, K extends keyof T> = Omit<T, K> & {
  readonly [P in K]: string | Extract<T[P], null | undefined>;
};

export type WireInvoicePayment = Stripe.InvoicePayment;
export type StoredInvoicePayment = Sparse<
  WireInvoicePayment,
  'id' | 'object' | 'amount_paid' | 'amount_requested' | 'created' | 'currency' | 'payment' | 'status'
> & {
  readonly invoice: string;
  readonly status_transitions: Stripe.InvoicePayment.StatusTransitions;
};

export type WirePaymentMethod = WithIds<Stripe.PaymentMethod, 'customer'>;
export type StoredPaymentMethod = Sparse<WirePaymentMethod, 'id' | 'object' | 'created' | 'type'> & {
  /** Paid with once, or detached, and nobody's: Stripe does not take it again. Never sent. */
  readonly used_up?: boolean;
};

export type WirePaymentIntent = WithIds<
  Stripe.PaymentIntent,
  | 'application'
  | 'customer'
  | 'latest_charge'
  | 'on_behalf_of'
  | 'payment_method'
  | 'payment_record'
  | 'review'
  | 'source'
>;
export type StoredPaymentIntent = Sparse<
  WirePaymentIntent,
  'id' | 'object' | 'amount' | 'created' | 'currency' | 'status'
> & {
  /** The invoice that made it. Never sent: Stripe tells it by invoice payments alone. */
  readonly pays_invoice?: string;
};

export type WireCharge = WithIds<
  Omit<Stripe.Charge, 'refunds' | 'source'>,
  | 'application'
  | 'application_fee'
  | 'balance_transaction'
  | 'customer'
  | 'failure_balance_transaction'
  | 'on_behalf_of'
  | 'payment_intent'
  | 'review'
  | 'source_transfer'
> & {readonly source: WireCard | null};
export type StoredCharge = Sparse<
  WireCharge,
  'id' | 'object' | 'amount' | 'created' | 'currency' | 'status'
> & {
  /** A world says only that it was paid: the details of the card are made up when they are read. Never sent. */
  readonly paid_by_derived_card?: boolean;
};

export type WireRefund = WithIds<
  Stripe.Refund,
  | 'balance_transaction'
  | 'charge'
  | 'customer'
  | 'payment_intent'
  | 'payment_method'
  | 'source_transfer_reversal'
  | 'transfer_reversal'
>;
export type StoredRefund = Sparse<WireRefund, 'id' | 'object' | 'amount' | 'created' | 'currency'>;

export type WireDispute = WithIds<
  Omit<Stripe.Dispute, 'balance_transactions'>,
  'charge' | 'payment_intent'
> & {readonly balance_transactions: readonly WireBalanceTransaction[]};
/** Its balance transactions are kept as objects of their own. */
export type StoredDispute = Sparse<
  Omit<WireDispute, 'balance_transactions'>,
  'id' | 'object' | 'amount' | 'charge' | 'created' | 'currency' | 'reason' | 'status'
> & {readonly balance_transaction_ids?: readonly string[]};

export type WireBalanceTransaction = WithIds<Stripe.BalanceTransaction, 'source'>;
export type StoredBalanceTransaction = Sparse<
  WireBalanceTransaction,
  | 'id'
  | 'object'
  | 'amount'
  | 'available_on'
  | 'created'
  | 'currency'
  | 'fee'
  | 'net'
  | 'source'
  | 'status'
  | 'type'
>;

export type WirePayout = WithIds<
  Stripe.Payout,
  | 'application_fee'
  | 'balance_transaction'
  | 'destination'
  | 'failure_balance_transaction'
  | 'original_payout'
  | 'reversed_by'
>;
export type StoredPayout = Sparse<
  WirePayout,
  'id' | 'object' | 'amount' | 'arrival_date' | 'created' | 'currency' | 'status'
>;

export type WireSetupIntent = WithIds<
  Stripe.SetupIntent,
  | 'application'
  | 'customer'
  | 'latest_attempt'
  | 'mandate'
  | 'on_behalf_of'
  | 'payment_method'
  | 'single_use_mandate'
>;
export type StoredSetupIntent = Sparse<WireSetupIntent, 'id' | 'object' | 'created' | 'status'>;

export type WirePaymentRecord = Stripe.PaymentRecord;
export type StoredPaymentRecord = Sparse<WirePaymentRecord, 'id' | 'object' | 'amount_requested' | 'created'>;

export type WireCashBalance = Stripe.CashBalance;
/** One for each customer that ever had cash or settings; its id is the customer's. */
export interface StoredCashBalance {
  readonly id: string;
  readonly object: 'cash_balance';
  readonly available: Readonly<Record<string, number>>;
  /** Null: the account's own, which is automatic. */
  readonly reconciliation_mode: 'automatic' | 'manual' | null;
}

export type WireCashTransaction = WithIds<Stripe.CustomerCashBalanceTransaction, 'customer'>;
export type StoredCashTransaction = Sparse<
  WireCashTransaction,
  'id' | 'object' | 'created' | 'currency' | 'customer' | 'ending_balance' | 'net_amount' | 'type'
>;

/** A card as tokens and the older charges show it. */
export type WireCard = WithIds<Stripe.Card, 'account' | 'customer'>;
export type WireToken = Omit<Stripe.Token, 'bank_account' | 'card'> & {readonly card?: WireCard};
export interface StoredToken {
  readonly id: string;
  readonly object: 'token';
  readonly created: number;
  readonly used: boolean;
  readonly card: WireCard;
  /** A test card's. Never sent. */
  readonly number: string;
}
