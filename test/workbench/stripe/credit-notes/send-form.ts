/** Asks a sandbox to change something, as a client's form would. */
import type {StripeSandbox} from '../../../../workbench/stripe/sandbox.ts';
import {worldKey} from '../../../../workbench/worlds/world.ts';
import {encodeForm} from '../../../contracts/conformance/form.ts';
import {at, nowUnixMs} from '../ask.ts';

type Params = Readonly<Record<string, unknown>>;

export interface FormClient {
  /** @throws Error with the answer, where it is a refusal */
  post(path: string, params?: Params): Params;
  get(path: string, params?: Params): Params;
  /** The `error` of the refusal. @throws Error where it is none */
  refused(method: 'GET' | 'POST', path: string, params?: Params): Params;
  /** Types, oldest first, of the events since the last time they were asked for. */
  newEvents(): readonly string[];
  passSeconds(seconds: number): void;
}

export function formClient(sandbox: StripeSandbox): FormClient {
  let now = nowUnixMs;
  let seen = 0;

  function ask(method: 'GET' | 'POST', path: string, params: Params) {
    const form = encodeForm(params);
    const {status, body} = sandbox.handle(
      {
        method,
        url: method === 'GET' && form !== '' ? `${path}?${form}` : path,
        headers: {Authorization: `Bearer ${worldKey}`},
        body: method === 'GET' ? null : form,
      },
      now,
    );
    const answer: Params = JSON.parse(body);
    return {status, answer};
  }

  function accepted(method: 'GET' | 'POST', path: string, params: Params): Params {
    const {status, answer} = ask(method, path, params);
    if (status === 200) return answer;
    throw new Error(`${method} ${path} was answered ${status} ${JSON.stringify(answer)}.`);
  }

  return {
    post: (path, params = {}) => accepted('POST', path, params),
    get: (path, params = {}) => accepted('GET', path, params),
    refused(method, path, params = {}) {
      const {status, answer} = ask(method, path, params);
      if (status >= 400) return {status, ...Object(answer['error'])};
      throw new Error(`${method} ${path} was not refused: ${JSON.stringify(answer)}.`);
    },
    newEvents() {
      const {data} = accepted('GET', '/v1/events', {limit: 100});
      const all = Array.isArray(data) ? data.map((event) => String(at(event, 'type'))).toReversed() : [];
      const fresh = all.slice(seen);
      seen = all.length;
      return fresh;
    },
    passSeconds(seconds) {
      now += seconds * 1000;
    },
  };
}
