import type Stripe from 'stripe';
import {type Endpoint, endpoint} from '../engine/endpoint.ts';
import {renderAccount} from './render-account.ts';

export const accountEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.AccountRetrieveParams>({
    method: 'GET',
    path: '/v1/account',
    evidence: 'modelled',
    permission: 'rak_accounts_kyc_basic_read',
    expansion: {shape: 'object', of: 'account'},
    answer: ({store}) => renderAccount(store),
  }),
];
