/** All that has to do with money. */
import type {Endpoint} from '../engine/endpoint.ts';
import {balanceEndpoints} from './balance-endpoints.ts';
import {cashEndpoints} from './cash-endpoints.ts';
import {chargeEndpoints} from './charge-endpoints.ts';
import {disputeEndpoints} from './dispute-endpoints.ts';
import {invoicePaymentEndpoints} from './invoice-payment-endpoints.ts';
import {payInvoiceEndpoints} from './pay-invoice.ts';
import {paymentIntentEndpoints} from './payment-intent-endpoints.ts';
import {paymentMethodEndpoints} from './payment-method-endpoints.ts';
import {paymentRecordEndpoints} from './payment-records.ts';
import {refundEndpoints} from './refund-endpoints.ts';
import {setupIntentEndpoints} from './setup-intents.ts';
import {tokenEndpoints} from './tokens.ts';

export const paymentEndpoints: readonly Endpoint[] = [
  ...balanceEndpoints,
  ...cashEndpoints,
  ...chargeEndpoints,
  ...disputeEndpoints,
  ...invoicePaymentEndpoints,
  ...payInvoiceEndpoints,
  ...paymentIntentEndpoints,
  ...paymentMethodEndpoints,
  ...paymentRecordEndpoints,
  ...refundEndpoints,
  ...setupIntentEndpoints,
  ...tokenEndpoints,
];
