import type Stripe from 'stripe';
import {type Endpoint, endpoint} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import type {WireObject} from '../engine/wire.ts';
import {removeDiscount} from './discounts.ts';
import {ofPath} from './find.ts';

/** Takes a customer's discount away; no request gives one any more. https://docs.stripe.com/api/discounts/delete */
export const customerDiscountEndpoint: Endpoint = endpoint<Stripe.CustomerDeleteDiscountParams>({
  method: 'DELETE',
  path: '/v1/customers/{id}/discount',
  evidence: 'modelled',
  permission: 'rak_customer_write',
  expansion: {shape: 'object', of: 'discount'},
  answer(call): WireObject {
    const customer = ofPath(call, 'customer', 'customer');
    const discount = 'deleted' in customer ? null : (customer.discount ?? null);
    if (discount === null) {
      throw noSuchObject({
        kind: 'active discount for customer',
        id: customer.id,
        param: 'id',
        inPath: true,
      });
    }
    const removed = removeDiscount(call, discount.id);
    call.change.update('customer', customer.id, {discount: null});
    return {...removed};
  },
});
