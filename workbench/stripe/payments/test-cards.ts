/**
 * Stripe's test cards: by payment method, by token and by number. How a card behaves follows from its country
 * and last four digits, which differ between all cards that do not simply pay. https://docs.stripe.com/testing
 */
import type {Decline} from './declines.ts';

/** What happens to whoever pays with the card. */
type CardBehaviour =
  | {readonly kind: 'pays'; readonly atOnceAvailable?: true}
  /** `attachable`: only payments fail; others can neither be saved nor charged. */
  | {readonly kind: 'declines'; readonly decline: Decline; readonly attachable: boolean}
  /** `offSession: 'pays'`: somebody has authenticated before. `then`: what the bank says after authentication. */
  | {readonly kind: 'authenticates'; readonly offSession: 'pays' | 'declines'}
  | {readonly kind: 'disputes'; readonly reason: string; readonly inquiry: boolean};

/** One of Stripe's cards that pay no real money. */
export interface TestCard {
  /** As in `pm_card_visa` and `tok_visa`. */
  readonly names: readonly string[];
  readonly number: string;
  readonly brand: 'amex' | 'diners' | 'discover' | 'jcb' | 'mastercard' | 'unionpay' | 'visa';
  readonly funding: 'credit' | 'debit' | 'prepaid';
  readonly country: string;
  readonly behaviour: CardBehaviour;
}

const pays: CardBehaviour = {kind: 'pays'};
const declines = (decline: Decline): CardBehaviour => ({kind: 'declines', decline, attachable: false});

/** A visa credit card of the United States, with what differs. */
function card(names: string, number: string, given: Partial<TestCard> = {}): TestCard {
  return {
    names: names.split(' '),
    number,
    brand: 'visa',
    funding: 'credit',
    country: 'US',
    behaviour: pays,
    ...given,
  };
}

const testCards: readonly TestCard[] = [
  card('visa us', '4242424242424242'),
  card('visa_debit', '4000056655665556', {funding: 'debit'}),
  card('mastercard', '5555555555554444', {brand: 'mastercard'}),
  card('mastercard_debit', '5200828282828210', {brand: 'mastercard', funding: 'debit'}),
  card('mastercard_prepaid', '5105105105105100', {brand: 'mastercard', funding: 'prepaid'}),
  card('amex', '378282246310005', {brand: 'amex'}),
  card('discover', '6011111111111117', {brand: 'discover'}),
  card('diners', '3056930009020004', {brand: 'diners'}),
  card('jcb', '3566002020360505', {brand: 'jcb', country: 'JP'}),
  card('unionpay', '6200000000000005', {brand: 'unionpay', country: 'CN'}),
  card('au', '4000000360000006', {country: 'AU'}),
  card('br', '4000000760000002', {country: 'BR'}),
  card('ca', '4000001240000000', {country: 'CA'}),
  card('de', '4000002760000016', {country: 'DE'}),
  card('fr', '4000002500000003', {country: 'FR'}),
  card('gb', '4000008260000000', {country: 'GB'}),
  card('jp', '4000003920000003', {country: 'JP'}),
  card('mx', '4000004840008001', {country: 'MX'}),
  card('bypassPending', '4000000000000077', {behaviour: {kind: 'pays', atOnceAvailable: true}}),
  card('visa_chargeDeclined chargeDeclined', '4000000000000002', {behaviour: declines('generic_decline')}),
  card('visa_chargeDeclinedInsufficientFunds chargeDeclinedInsufficientFunds', '4000000000009995', {
    behaviour: declines('insufficient_funds'),
  }),
  card('visa_chargeDeclinedLostCard chargeDeclinedLostCard', '4000000000009987', {
    behaviour: declines('lost_card'),
  }),
  card('visa_chargeDeclinedStolenCard chargeDeclinedStolenCard', '4000000000009979', {
    behaviour: declines('stolen_card'),
  }),
  card('chargeDeclinedExpiredCard', '4000000000000069', {behaviour: declines('expired_card')}),
  card('chargeDeclinedIncorrectCvc', '4000000000000127', {behaviour: declines('incorrect_cvc')}),
  card('chargeDeclinedProcessingError', '4000000000000119', {behaviour: declines('processing_error')}),
  card('visa_chargeDeclinedVelocityLimitExceeded', '4000000000006975', {
    behaviour: declines('card_velocity_exceeded'),
  }),
  card('chargeDeclinedFraudulent radarBlock', '4100000000000019', {behaviour: declines('fraudulent')}),
  card('chargeCustomerFail', '4000000000000341', {
    behaviour: {kind: 'declines', decline: 'generic_decline', attachable: true},
  }),
  card('authenticationRequired', '4000002760003184', {
    behaviour: {kind: 'authenticates', offSession: 'declines'},
  }),
  card('authenticationRequiredOnSetup', '4000002500003155', {
    behaviour: {kind: 'authenticates', offSession: 'declines'},
  }),
  card('authenticationRequiredSetupForOffSession', '4000003800000446', {
    behaviour: {kind: 'authenticates', offSession: 'pays'},
  }),
  card('threeDSecure2Required threeDSecureRequired', '4000000000003220', {
    behaviour: {kind: 'authenticates', offSession: 'declines'},
  }),
  card('createDispute', '4000000000000259', {
    behaviour: {kind: 'disputes', reason: 'fraudulent', inquiry: false},
  }),
  card('createDisputeProductNotReceived', '4000000000002685', {
    behaviour: {kind: 'disputes', reason: 'product_not_received', inquiry: false},
  }),
  card('createDisputeInquiry', '4000000000001976', {
    behaviour: {kind: 'disputes', reason: 'fraudulent', inquiry: true},
  }),
];

const cardByName = new Map(testCards.flatMap((row) => row.names.map((name) => [name, row] as const)));
const cardByNumber = new Map(testCards.map((row) => [row.number, row]));
const unusual = new Map(
  testCards
    .filter((row) => row.behaviour !== pays)
    .map((row) => [`${row.country} ${row.number.slice(-4)}`, row.behaviour] as const),
);

/** `pm_card_visa`; undefined where Stripe has no such test payment method. */
export function testCardOfPaymentMethod(id: string): TestCard | undefined {
  return id.startsWith('pm_card_') ? cardByName.get(id.slice('pm_card_'.length)) : undefined;
}

/** `tok_visa`; undefined where Stripe has no such test token. */
export function testCardOfToken(token: string): TestCard | undefined {
  return token.startsWith('tok_') ? cardByName.get(token.slice('tok_'.length)) : undefined;
}

/** `4242 4242 4242 4242`; undefined for any other number. */
export function testCardOfNumber(number: string): TestCard | undefined {
  return cardByNumber.get(number.replaceAll(/[ -]/g, ''));
}

/** How a card behaves. Real cards, and those of worlds, pay. */
export function cardBehaviour(
  card: {readonly last4: string; readonly country: string | null},
  livemode: boolean,
): CardBehaviour {
  return livemode ? pays : (unusual.get(`${card.country ?? 'US'} ${card.last4}`) ?? pays);
}
