/** The body of every refusal: https://docs.stripe.com/api/errors */

type Kind = 'text' | 'object';

const fields: Readonly<Record<string, Kind>> = {
  advice_code: 'text',
  charge: 'text',
  code: 'text',
  decline_code: 'text',
  doc_url: 'text',
  message: 'text',
  network_advice_code: 'text',
  network_decline_code: 'text',
  param: 'text',
  payment_intent: 'object',
  payment_method: 'object',
  payment_method_type: 'text',
  request_log_url: 'text',
  setup_intent: 'object',
  source: 'object',
  type: 'text',
};

/** Which types go with a status; a rate limit is an invalid request to Stripe's test mode. */
const typesOf: Readonly<Record<number, readonly string[]>> = {
  400: ['invalid_request_error', 'idempotency_error'],
  401: ['invalid_request_error'],
  402: ['card_error'],
  403: ['invalid_request_error'],
  404: ['invalid_request_error'],
  409: ['idempotency_error', 'invalid_request_error'],
  429: ['invalid_request_error'],
  500: ['api_error'],
  503: ['api_error'],
};

/** Sentences, empty for a refusal in Stripe's form. */
export function checkRefusal(status: number, body: unknown): readonly string[] {
  const error = errorOf(body);
  if (error === null) return ['the body of a refusal must be {"error": {…}} and nothing else'];
  const unknown = Object.entries(error).filter(
    ([name, value]) => fields[name] === undefined || !isOf(fields[name], value),
  );
  const type = String(error['type']);
  return [
    ...unknown.map(([name, value]) => `error.${name} is ${JSON.stringify(value)}, which no refusal has`),
    ...(typesOf[status]?.includes(type) ? [] : [`error.type is ${type} with status ${status}`]),
    ...(typeof error['message'] === 'string' && error['message'] !== '' ? [] : ['error.message is missing']),
  ];
}

function errorOf(body: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof body !== 'object' || body === null || Object.keys(body).join() !== 'error') return null;
  const [error]: readonly unknown[] = Object.values(body);
  return typeof error === 'object' && error !== null ? {...error} : null;
}

const isOf = (kind: Kind, value: unknown): boolean =>
  kind === 'text' ? typeof value === 'string' : typeof value === 'object' && value !== null;
