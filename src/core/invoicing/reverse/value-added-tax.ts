/**
 * Countries and territories that have, in our own reading, neither a value-added tax nor a goods and services tax; sales
 * taxes of states are neither of the two. Everywhere else a finalized invoice is a document of tax law, which is corrected
 * by another document and never taken back. The list is for a tax adviser to check.
 */
const without = new Set('US PR VI GU AS MP UM HK MO KW QA BN BM KY VG TC GI GG GL FK LY SY KP AQ'.split(' '));

/** Of an ISO 3166 code such as `DE`. Whatever is not on the list counts as having one. */
export function hasValueAddedTax(country: string): boolean {
  return !without.has(country.toUpperCase());
}
