/**
 * The address, when it is https at stripe.com or a host below it; null for every other, which is not made a link. A link
 * in an answer is text from outside.
 */
export function stripeAddress(address: string): string | null {
  try {
    const {protocol, hostname, username, href} = new URL(address);
    const isStripe = hostname === 'stripe.com' || hostname.endsWith('.stripe.com');
    return protocol === 'https:' && isStripe && username === '' ? href : null;
  } catch {
    return null;
  }
}
