/**
 * What the sandbox keeps: the stored type of each kind of object, and the name of its collection in the store. How a
 * kind is rendered, expanded and seeded stands in `kind-rules.ts`.
 */
import type {
  StoredCoupon,
  StoredDiscount,
  StoredPrice,
  StoredProduct,
  StoredPromotionCode,
  StoredTaxRate,
} from './catalogue/objects.ts';
import type {StoredCreditNote} from './credit-notes/objects.ts';
import type {StoredCustomerBalanceTransaction} from './customer-balance/objects.ts';
import type {StoredCustomer, StoredTaxId} from './customers/objects.ts';
import type {Collection} from './engine/collection.ts';
import type {DueWork} from './engine/due-work.ts';
import type {StoredEvent} from './engine/events.ts';
import type {StoredInvoice, StoredInvoiceItem, StoredLineItem} from './invoices/objects.ts';
import type {
  StoredBalanceTransaction,
  StoredCashBalance,
  StoredCashTransaction,
  StoredCharge,
  StoredDispute,
  StoredInvoicePayment,
  StoredPaymentIntent,
  StoredPaymentMethod,
  StoredPaymentRecord,
  StoredPayout,
  StoredRefund,
  StoredSetupIntent,
  StoredToken,
} from './payments/objects.ts';
import type {StoredQuote} from './quotes/objects.ts';
import type {StoredSchedule, StoredSubscription, StoredSubscriptionItem} from './subscriptions/objects.ts';
import type {StoredTestClock} from './test-clocks/objects.ts';

/** By the `object` tag that Stripe gives the kind. */
interface StoredByKind {
  readonly balance_transaction: StoredBalanceTransaction;
  readonly cash_balance: StoredCashBalance;
  readonly charge: StoredCharge;
  readonly customer_cash_balance_transaction: StoredCashTransaction;
  readonly dispute: StoredDispute;
  readonly payment_intent: StoredPaymentIntent;
  readonly payment_method: StoredPaymentMethod;
  readonly payment_record: StoredPaymentRecord;
  readonly payout: StoredPayout;
  readonly refund: StoredRefund;
  readonly setup_intent: StoredSetupIntent;
  readonly token: StoredToken;
  readonly coupon: StoredCoupon;
  readonly discount: StoredDiscount;
  readonly price: StoredPrice;
  readonly product: StoredProduct;
  readonly promotion_code: StoredPromotionCode;
  readonly quote: StoredQuote;
  readonly subscription: StoredSubscription;
  readonly subscription_item: StoredSubscriptionItem;
  readonly subscription_schedule: StoredSchedule;
  readonly tax_id: StoredTaxId;
  readonly tax_rate: StoredTaxRate;
  readonly customer: StoredCustomer;
  readonly credit_note: StoredCreditNote;
  readonly customer_balance_transaction: StoredCustomerBalanceTransaction;
  readonly event: StoredEvent;
  readonly invoice: StoredInvoice;
  readonly invoice_payment: StoredInvoicePayment;
  readonly invoiceitem: StoredInvoiceItem;
  readonly line_item: StoredLineItem;
  readonly 'test_helpers.test_clock': StoredTestClock;
  /** Stripe's own agenda: never rendered. */
  readonly 'workbench.due_work': DueWork;
}

export const collectionNames = {
  balance_transaction: 'balanceTransactions',
  cash_balance: 'cashBalances',
  charge: 'charges',
  customer_cash_balance_transaction: 'cashTransactions',
  dispute: 'disputes',
  payment_intent: 'paymentIntents',
  payment_method: 'paymentMethods',
  payment_record: 'paymentRecords',
  payout: 'payouts',
  refund: 'refunds',
  setup_intent: 'setupIntents',
  token: 'tokens',
  coupon: 'coupons',
  discount: 'discounts',
  price: 'prices',
  product: 'products',
  promotion_code: 'promotionCodes',
  quote: 'quotes',
  subscription: 'subscriptions',
  subscription_item: 'subscriptionItems',
  subscription_schedule: 'subscriptionSchedules',
  tax_id: 'taxIds',
  tax_rate: 'taxRates',
  customer: 'customers',
  credit_note: 'creditNotes',
  customer_balance_transaction: 'customerBalanceTransactions',
  event: 'events',
  invoice: 'invoices',
  invoice_payment: 'invoicePayments',
  invoiceitem: 'invoiceItems',
  line_item: 'lineItems',
  'test_helpers.test_clock': 'testClocks',
  'workbench.due_work': 'dueWork',
} as const satisfies Readonly<Record<Kind, string>>;

export type Kind = keyof StoredByKind;
/** Kinds that answers and events show. */
export type RenderedKind = Exclude<Kind, 'workbench.due_work'>;
export type StoredOf<K extends Kind> = StoredByKind[K];

/** One collection for each kind: `store.invoices`, `store.customers`. */
export type Collections = {
  readonly [K in Kind as (typeof collectionNames)[K]]: Collection<StoredByKind[K]>;
};
