import {priceCurrencyOptions, priceTiers} from '../catalogue/on-request.ts';
import {type Properties, present, reference} from '../engine/expandable.ts';
import {quoteLinesInside} from '../quotes/render-quote.ts';

/** What of subscriptions and quotes stands for more. */
export const subscriptionProperties = {
  quote: {
    application: reference('other'),
    computed: present,
    customer: reference('customer'),
    default_tax_rates: reference('tax_rate'),
    discounts: reference('discount'),
    from_quote: present,
    invoice: reference('invoice'),
    line_items: {shape: 'on request', of: 'other', value: quoteLinesInside},
    on_behalf_of: reference('account'),
    subscription: reference('subscription'),
    subscription_schedule: reference('subscription_schedule'),
    test_clock: reference('test_helpers.test_clock'),
    total_details: present,
  },
  subscription: {
    application: reference('other'),
    customer: reference('customer'),
    default_payment_method: reference('payment_method'),
    default_source: reference('other'),
    default_tax_rates: present,
    discounts: reference('discount'),
    items: {shape: 'list', of: 'subscription_item'},
    latest_invoice: reference('invoice'),
    on_behalf_of: reference('account'),
    pending_setup_intent: reference('other'),
    schedule: reference('subscription_schedule'),
    test_clock: reference('test_helpers.test_clock'),
  },
  subscription_item: {
    discounts: reference('discount'),
    plan: {shape: 'present', within: {product: reference('product')}},
    price: {
      shape: 'present',
      within: {
        currency_options: {shape: 'on request', of: 'other', value: priceCurrencyOptions},
        product: reference('product'),
        tiers: {shape: 'on request', of: 'other', value: priceTiers},
      },
    },
    tax_rates: present,
  },
  subscription_schedule: {
    customer: reference('customer'),
    phases: {
      shape: 'present',
      within: {
        items: {shape: 'present', within: {plan: reference('price'), price: reference('price')}},
      },
    },
    subscription: reference('subscription'),
    test_clock: reference('test_helpers.test_clock'),
  },
} as const satisfies Readonly<Record<string, Properties>>;
