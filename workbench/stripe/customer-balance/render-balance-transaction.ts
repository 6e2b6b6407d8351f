import type {Store} from '../engine/store.ts';
import type {StoredCustomerBalanceTransaction, WireCustomerBalanceTransaction} from './objects.ts';

export function renderCustomerBalanceTransaction(
  row: StoredCustomerBalanceTransaction,
  {livemode}: Pick<Store, 'livemode'>,
): WireCustomerBalanceTransaction {
  return {...row, livemode};
}
