import type {StoredPrice, WirePrice} from './objects.ts';

/** As an answer shows it: without what is sent only on request. */
export function renderPrice(row: StoredPrice): WirePrice {
  const {currency_options: _options, tiers: _tiers, withdrawn: _withdrawn, ...price} = row;
  return price;
}
