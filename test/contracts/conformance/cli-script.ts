/**
 * Runs the request sequences with which Stripe's command line makes an event happen (`stripe trigger …`). A script
 * was written by Stripe for Stripe's test mode, so a sandbox that runs it to the end serves what the script asks.
 * https://docs.stripe.com/cli/fixtures
 */

import {encodeForm} from './form.ts';

interface CliStep {
  /** Later steps refer to this step's answer by it. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The `type` of the error the step must end in; null where it must succeed. */
  readonly expectedErrorType: string | null;
}

export interface CliScript {
  /** The event it makes happen, as `invoice.paid`. */
  readonly name: string;
  readonly steps: readonly CliStep[];
}

/** Sends one form-encoded request; resolves with whatever the answer is. */
export type SendForm = (request: {
  readonly method: string;
  /** With the query, where the method has no body. */
  readonly url: string;
  readonly form: string | null;
}) => Promise<{readonly status: number; readonly body: unknown}>;

/** @throws Error where the text is no script */
export function readCliScript(name: string, text: string): CliScript {
  const {fixtures}: {readonly fixtures?: unknown} = JSON.parse(text);
  if (!Array.isArray(fixtures)) throw new Error(`${name} is no script: it has no list of fixtures.`);
  const steps = fixtures.map((fixture: Readonly<Record<string, unknown>>) => ({
    name: String(fixture['name']),
    method: String(fixture['method']).toUpperCase(),
    path: String(fixture['path']),
    params: isObject(fixture['params']) ? fixture['params'] : {},
    expectedErrorType:
      fixture['expected_error_type'] === undefined ? null : String(fixture['expected_error_type']),
  }));
  return {name, steps};
}

/**
 * Runs all steps in order and returns the answers by step.
 *
 * @throws Error naming the step, its request and the answer, at the first step that ends otherwise than the script says
 */
export async function runCliScript(script: CliScript, send: SendForm): Promise<ReadonlyMap<string, unknown>> {
  const answers = new Map<string, unknown>();
  for (const step of script.steps) {
    const path = withAnswers(step.path, answers);
    const form = encodeForm(withAnswersInside(step.params, answers));
    const inQuery = step.method !== 'POST';
    const {status, body} = await send({
      method: step.method,
      url: inQuery && form !== '' ? `${path}?${form}` : path,
      form: inQuery ? null : form,
    });
    const errorType = isObject(body) && isObject(body['error']) ? body['error']['type'] : null;
    const asExpected =
      step.expectedErrorType === null
        ? status === 200
        : status >= 400 && errorType === step.expectedErrorType;
    if (!asExpected) {
      throw new Error(
        `${script.name}, step ${step.name}: ${step.method} ${path} with ${decodeURIComponent(form)} ` +
          `was answered ${status} ${JSON.stringify(body)}.`,
      );
    }
    answers.set(step.name, body);
  }
  return answers;
}

/** Puts in what `${step:path.to.0.value}` names of earlier answers. */
function withAnswers(text: string, answers: ReadonlyMap<string, unknown>): string {
  return text.replace(/\$\{([^:}]+):([^}]+)\}/g, (reference, step: string, path: string) => {
    const value = path.split('.').reduce<unknown>(property, answers.get(step));
    if (typeof value !== 'string') throw new Error(`${reference} names no text of the earlier answers.`);
    return value;
  });
}

function withAnswersInside(
  params: Readonly<Record<string, unknown>>,
  answers: ReadonlyMap<string, unknown>,
): Readonly<Record<string, unknown>> {
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return withAnswers(value, answers);
    if (Array.isArray(value)) return value.map(filled);
    return isObject(value) ? withAnswersInside(value, answers) : value;
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, filled(value)]));
}

function property(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)];
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
