/**
 * Countries and territories without a value-added tax or a goods and services tax of their own. Everywhere else a
 * finalized invoice is a document of tax law, which is corrected by another document and never taken back.
 * Source: https://www.oecd.org/en/topics/consumption-tax-trends.html; sales taxes of states are neither of the two.
 */
const without = new Set('US PR VI GU AS MP UM HK MO KW QA BN BM KY VG TC GI GG GL FK LY SY KP AQ'.split(' '));

/** Of an ISO 3166 code such as `DE`. A code that is not known is taken for a country that has one. */
export function hasValueAddedTax(country: string): boolean {
  return !without.has(country.toUpperCase());
}
