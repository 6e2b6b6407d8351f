import type {Store} from '../engine/store.ts';
import type {WireAccount} from './objects.ts';

/** The account of the key, as `GET /v1/account` answers it. */
export function renderAccount(store: Store): WireAccount {
  const {account, timeZone} = store;
  const given = account.settings;
  const name = accountName(store);
  return {
    charges_enabled: true,
    country: 'US',
    default_currency: 'usd',
    details_submitted: true,
    email: null,
    metadata: {},
    payouts_enabled: true,
    type: 'standard',
    ...account,
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: null,
      minority_owned_business_designation: null,
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
      ...account.business_profile,
      name,
    },
    settings: {
      branding: {icon: null, logo: null, primary_color: null, secondary_color: null},
      card_payments: {
        decline_on: {avs_failure: false, cvc_failure: true},
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      invoices: {default_account_tax_ids: null, hosted_payment_method_save: null},
      payments: {
        statement_descriptor: null,
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      ...given,
      dashboard: {display_name: given?.dashboard.display_name ?? name, timezone: timeZone},
    },
  };
}

/** The name that invoices show. */
export function accountName({account}: Store): string {
  return account.business_profile?.name ?? account.settings?.dashboard.display_name ?? 'Workbench';
}
