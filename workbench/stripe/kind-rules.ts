/** How each kind of object is rendered, and where its first rows come from. One block for each kind of `kinds.ts`. */
import {renderCoupon} from './catalogue/coupons.ts';
import {renderDiscount} from './catalogue/discounts.ts';
import {renderPromotionCode} from './catalogue/promotion-codes.ts';
import {renderPrice} from './catalogue/render-price.ts';
import {
  worldCoupons,
  worldDiscounts,
  worldPrices,
  worldProducts,
  worldPromotionCodes,
  worldTaxRates,
} from './catalogue/world-rows.ts';
import {renderCreditNote} from './credit-notes/render-credit-note.ts';
import {seedCreditNotes} from './credit-notes/seed-credit-notes.ts';
import {renderCustomerBalanceTransaction} from './customer-balance/render-balance-transaction.ts';
import {seedCustomerBalanceTransactions} from './customer-balance/seed-balance-transactions.ts';
import {renderCustomer} from './customers/render-customer.ts';
import type {Permission} from './engine/authentication.ts';
import type {IdPrefix} from './engine/ids.ts';
import type {Seeds, Store} from './engine/store.ts';
import {asWireObject, type WireObject} from './engine/wire.ts';
import type {StoredObjects} from './engine/world-objects.ts';
import {renderLineItem} from './invoices/line-items.ts';
import {renderInvoice} from './invoices/render-invoice.ts';
import {renderInvoiceItem} from './invoices/render-invoice-item.ts';
import {seedInvoiceItems} from './invoices/world-items.ts';
import {collectionNames, type Kind, type RenderedKind, type StoredOf} from './kinds.ts';
import {renderBalanceTransaction, renderPayout} from './payments/balance-objects.ts';
import {renderCashBalance, renderCashTransaction} from './payments/cash-objects.ts';
import {renderCharge} from './payments/charge-objects.ts';
import {
  seedBalanceTransactions,
  seedCharges,
  seedInvoicePayments,
  seedPaymentIntents,
  seedPaymentMethods,
} from './payments/derived-payments.ts';
import {renderDispute} from './payments/dispute-objects.ts';
import {renderInvoicePayment} from './payments/invoice-payments.ts';
import {renderPaymentIntent, renderSetupIntent} from './payments/payment-intent-objects.ts';
import {renderPaymentMethod} from './payments/payment-method-objects.ts';
import {renderPaymentRecord} from './payments/payment-record-objects.ts';
import {renderRefund} from './payments/refund-objects.ts';
import {renderToken} from './payments/tokens.ts';
import {renderQuote} from './quotes/render-quote.ts';
import {renderSchedule} from './subscriptions/render-schedule.ts';
import {renderSubscription, renderSubscriptionItem} from './subscriptions/render-subscription.ts';
import {worldSubscriptionItems, worldSubscriptions} from './subscriptions/world-rows.ts';

interface KindRules<Row> {
  readonly idPrefixes: readonly IdPrefix[];
  /** What it takes to read one through an expansion; null: nothing more. */
  readonly readPermission: Permission | null;
  render(row: Row, store: Store): object;
  /** Absent: the world's objects that say they are of this kind, as they are. */
  seed?(world: StoredObjects): readonly Row[];
}

export const kindRules: {readonly [K in RenderedKind]: KindRules<StoredOf<K>>} = {
  balance_transaction: {
    idPrefixes: ['txn'],
    readPermission: 'rak_balance_transaction_source_read',
    render: renderBalanceTransaction,
    seed: seedBalanceTransactions,
  },
  cash_balance: {
    idPrefixes: [],
    readPermission: 'rak_customer_read',
    render: renderCashBalance,
    seed: () => [],
  },
  charge: {
    idPrefixes: ['ch', 'py'],
    readPermission: 'rak_charge_read',
    render: renderCharge,
    seed: seedCharges,
  },
  customer_cash_balance_transaction: {
    idPrefixes: ['ccsbtxn'],
    readPermission: 'rak_customer_read',
    render: renderCashTransaction,
  },
  dispute: {
    idPrefixes: ['du', 'dp'],
    readPermission: 'rak_dispute_read',
    render: renderDispute,
  },
  payment_intent: {
    idPrefixes: ['pi'],
    readPermission: 'rak_payment_intent_read',
    render: renderPaymentIntent,
    seed: seedPaymentIntents,
  },
  payment_method: {
    idPrefixes: ['pm'],
    readPermission: 'rak_payment_method_read',
    render: renderPaymentMethod,
    seed: seedPaymentMethods,
  },
  payment_record: {
    idPrefixes: ['pr'],
    readPermission: 'rak_payment_record_read',
    render: renderPaymentRecord,
  },
  payout: {
    idPrefixes: ['po'],
    readPermission: 'rak_payout_read',
    render: renderPayout,
  },
  refund: {
    idPrefixes: ['re', 'pyr'],
    readPermission: 'rak_charge_read',
    render: renderRefund,
  },
  setup_intent: {
    idPrefixes: ['seti'],
    readPermission: 'rak_setup_intent_read',
    render: renderSetupIntent,
  },
  token: {
    idPrefixes: ['tok'],
    readPermission: 'rak_token_read',
    render: renderToken,
  },
  coupon: {
    idPrefixes: [],
    readPermission: 'rak_coupon_read',
    render: renderCoupon,
    seed: worldCoupons,
  },
  discount: {
    idPrefixes: ['di'],
    readPermission: 'rak_coupon_read',
    render: renderDiscount,
    seed: worldDiscounts,
  },
  price: {
    idPrefixes: ['price', 'plan'],
    readPermission: 'rak_plan_read',
    render: renderPrice,
    seed: worldPrices,
  },
  product: {
    idPrefixes: ['prod'],
    readPermission: 'rak_product_read',
    render: (row) => row,
    seed: worldProducts,
  },
  promotion_code: {
    idPrefixes: ['promo'],
    readPermission: 'rak_promotion_code_read',
    render: renderPromotionCode,
    seed: worldPromotionCodes,
  },
  quote: {
    idPrefixes: ['qt'],
    readPermission: 'rak_quote_read',
    render: renderQuote,
    seed: () => [],
  },
  subscription: {
    idPrefixes: ['sub'],
    readPermission: 'rak_subscription_read',
    render: renderSubscription,
    seed: worldSubscriptions,
  },
  subscription_item: {
    idPrefixes: ['si'],
    readPermission: 'rak_subscription_read',
    render: renderSubscriptionItem,
    seed: worldSubscriptionItems,
  },
  subscription_schedule: {
    idPrefixes: ['sub_sched'],
    readPermission: 'rak_subscription_read',
    render: renderSchedule,
    seed: () => [],
  },
  tax_id: {
    idPrefixes: ['txi'],
    readPermission: 'rak_customer_read',
    render: (row) => row,
  },
  tax_rate: {
    idPrefixes: ['txr'],
    readPermission: 'rak_tax_rate_read',
    render: (row) => row,
    seed: worldTaxRates,
  },
  customer: {
    idPrefixes: ['cus'],
    readPermission: 'rak_customer_read',
    render: renderCustomer,
    seed: (world) => world.customers,
  },
  credit_note: {
    idPrefixes: ['cn'],
    readPermission: 'rak_credit_note_read',
    render: renderCreditNote,
    seed: seedCreditNotes,
  },
  customer_balance_transaction: {
    idPrefixes: ['cbtxn'],
    readPermission: 'rak_customer_read',
    render: renderCustomerBalanceTransaction,
    seed: seedCustomerBalanceTransactions,
  },
  event: {
    idPrefixes: ['evt'],
    readPermission: 'rak_event_read',
    render: (row) => row,
  },
  invoice: {
    idPrefixes: ['in'],
    readPermission: 'rak_invoice_read',
    render: renderInvoice,
    seed: (world) => world.invoices,
  },
  invoice_payment: {
    idPrefixes: ['inpay'],
    readPermission: 'rak_invoice_read',
    render: renderInvoicePayment,
    seed: seedInvoicePayments,
  },
  invoiceitem: {
    idPrefixes: ['ii'],
    readPermission: 'rak_invoice_read',
    render: renderInvoiceItem,
    seed: seedInvoiceItems,
  },
  line_item: {
    idPrefixes: ['il'],
    readPermission: 'rak_invoice_read',
    render: renderLineItem,
    seed: (world) => world.lineItems,
  },
  'test_helpers.test_clock': {
    idPrefixes: ['clock'],
    readPermission: null,
    render: (row) => row,
  },
};

const kindByPrefix = new Map<string, RenderedKind>(
  (Object.keys(kindRules) as readonly RenderedKind[]).flatMap((kind) =>
    kindRules[kind].idPrefixes.map((prefix) => [prefix, kind] as const),
  ),
);

/** The kind that an id's prefix tells; null for a prefix of none. */
export function kindOfId(id: string): RenderedKind | null {
  return kindByPrefix.get(id.slice(0, Math.max(0, id.lastIndexOf('_')))) ?? null;
}

/** The object as an answer shows it now; undefined where there is none. */
export function renderRow<K extends RenderedKind>(kind: K, id: string, store: Store): WireObject | undefined {
  const row = store.of(kind).get(id);
  const rules: KindRules<StoredOf<K>> = kindRules[kind];
  return row === undefined ? undefined : asWireObject(rules.render(row, store));
}

/** The rows that each collection begins with. */
export const seeds = Object.fromEntries(
  (Object.keys(collectionNames) as readonly Kind[]).map((kind) => [
    kind,
    (world: StoredObjects) => seedOf(kind, world),
  ]),
) as unknown as Seeds;

function seedOf(kind: Kind, world: StoredObjects): readonly unknown[] {
  if (kind === 'workbench.due_work') return [];
  return kindRules[kind].seed?.(world) ?? world.others.filter(({object}) => object === kind);
}
