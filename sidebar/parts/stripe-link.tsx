import {stripeAddress} from '../stripe-link.ts';

/** A link that leads to Stripe; where the address does not, the words alone. */
export function StripeLink({label, url}: {readonly label: string; readonly url: string}) {
  const address = stripeAddress(url);
  if (address === null) return <span>{label}</span>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {label}
      <span class="only-heard"> (opens Stripe in a new tab)</span>
    </a>
  );
}
