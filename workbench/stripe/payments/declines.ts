/** Why an issuer says no, in Stripe's words. https://docs.stripe.com/declines/codes */

/** The issuer's reason, by its decline code. */
export type Decline =
  | 'authentication_required'
  | 'card_velocity_exceeded'
  | 'expired_card'
  | 'fraudulent'
  | 'generic_decline'
  | 'incorrect_cvc'
  | 'insufficient_funds'
  | 'lost_card'
  | 'processing_error'
  | 'stolen_card';

/** What Stripe makes of a reason. */
export interface DeclineFacts {
  /** The error's `code`. */
  readonly code: string;
  /** The error's `decline_code`; null for the codes that have none of their own. */
  readonly declineCode: string | null;
  readonly message: string;
  readonly adviceCode: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later' | null;
  /** What the card network answered; null where it was not asked. */
  readonly networkDeclineCode: string | null;
  readonly sellerMessage: string;
}

const declined = 'Your card was declined.';
const noDetails = 'The bank did not return any further details with this decline.';

const factsOf: Readonly<Record<Decline, DeclineFacts>> = {
  authentication_required: {
    code: 'authentication_required',
    declineCode: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
    adviceCode: null,
    networkDeclineCode: null,
    sellerMessage: 'The bank returned the decline code `authentication_required`.',
  },
  card_velocity_exceeded: {
    code: 'card_declined',
    declineCode: 'card_velocity_exceeded',
    message:
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    adviceCode: 'try_again_later',
    networkDeclineCode: '61',
    sellerMessage: 'The bank returned the decline code `card_velocity_exceeded`.',
  },
  expired_card: {
    code: 'expired_card',
    declineCode: 'expired_card',
    message: 'Your card has expired.',
    adviceCode: 'confirm_card_data',
    networkDeclineCode: '54',
    sellerMessage: 'The bank returned the decline code `expired_card`.',
  },
  fraudulent: {
    code: 'card_declined',
    declineCode: 'fraudulent',
    message: declined,
    adviceCode: 'do_not_try_again',
    networkDeclineCode: null,
    sellerMessage: 'Stripe blocked this payment as too risky.',
  },
  generic_decline: {
    code: 'card_declined',
    declineCode: 'generic_decline',
    message: declined,
    adviceCode: 'try_again_later',
    networkDeclineCode: '01',
    sellerMessage: noDetails,
  },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    adviceCode: 'confirm_card_data',
    networkDeclineCode: 'N7',
    sellerMessage: 'The bank returned the decline code `incorrect_cvc`.',
  },
  insufficient_funds: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    adviceCode: 'try_again_later',
    networkDeclineCode: '51',
    sellerMessage: 'The bank returned the decline code `insufficient_funds`.',
  },
  lost_card: {
    code: 'card_declined',
    declineCode: 'lost_card',
    message: declined,
    adviceCode: 'do_not_try_again',
    networkDeclineCode: '41',
    sellerMessage: 'The bank returned the decline code `lost_card`.',
  },
  processing_error: {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    adviceCode: 'try_again_later',
    networkDeclineCode: '96',
    sellerMessage: 'The bank returned the decline code `processing_error`.',
  },
  stolen_card: {
    code: 'card_declined',
    declineCode: 'stolen_card',
    message: declined,
    adviceCode: 'do_not_try_again',
    networkDeclineCode: '43',
    sellerMessage: 'The bank returned the decline code `stolen_card`.',
  },
};

/** Stripe's codes and words for the reason. */
export function declineFacts(decline: Decline): DeclineFacts {
  return factsOf[decline];
}
