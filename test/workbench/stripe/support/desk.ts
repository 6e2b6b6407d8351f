/** A sandbox under the hand of a test: asked over forms, with a clock that the test moves. */
import {
  createStripeSandbox,
  type StripeSandbox,
  type StripeSandboxOptions,
} from '../../../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../../../workbench/worlds/world.ts';
import {encodeForm} from '../../../contracts/conformance/form.ts';
import {at, dataOf, nowUnixMs} from '../ask.ts';

type Params = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string>>;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** As it came. */
  readonly text: string;
  readonly body: unknown;
  readonly latencyMs: number;
  readonly isLost: boolean;
}

export interface Desk {
  readonly sandbox: StripeSandbox;
  send(method: string, path: string, params?: Params, headers?: Headers): Reply;
  /** The answer's body. @throws Error for a refusal */
  post(path: string, params?: Params): Params;
  get(path: string, params?: Params): Params;
  remove(path: string): Params;
  /** The `error` of the refusal, with its status. @throws Error where it is none */
  refused(method: string, path: string, params?: Params): Params;
  /** Events since the last time they were asked for, oldest first. */
  newEvents(): readonly {readonly type: unknown; readonly previous: unknown; readonly object: unknown}[];
  newEventTypes(): readonly unknown[];
  passSeconds(seconds: number): void;
  readonly nowUnixS: number;
}

export function openDesk(
  objects: readonly object[] = [],
  options: Partial<StripeSandboxOptions> & {readonly startUnixMs?: number} = {},
): Desk {
  const world = parseWorld(JSON.stringify({objects}));
  const {startUnixMs = nowUnixMs, ...more} = options;
  const sandbox = createStripeSandbox({
    objects: world.objects,
    keys: [worldKey],
    timeZone: world.timeZone,
    ...more,
  });
  let now = startUnixMs;
  const seen = new Set<unknown>();

  function send(method: string, path: string, params: Params = {}, headers: Headers = {}): Reply {
    const form = encodeForm(params);
    const inQuery = method !== 'POST' && form !== '';
    const response = sandbox.handle(
      {
        method,
        url: inQuery ? `${path}?${form}` : path,
        headers: {Authorization: `Bearer ${worldKey}`, ...headers},
        body: method === 'POST' ? form : null,
      },
      now,
    );
    const {status, headers: answered, body: text, latencyMs, isLost} = response;
    return {status, headers: answered, text, body: parsed(text), latencyMs, isLost};
  }

  function accepted(method: string, path: string, params: Params): Params {
    const {status, body, text} = send(method, path, params);
    if (status === 200) return Object(body);
    throw new Error(`${method} ${path} was answered ${status} ${text}.`);
  }

  function newEvents() {
    const fresh = dataOf(accepted('GET', '/v1/events', {limit: 100})).filter(
      (event) => !seen.has(at(event, 'id')),
    );
    for (const event of fresh) seen.add(at(event, 'id'));
    return fresh.toReversed().map((event) => ({
      type: at(event, 'type'),
      previous: at(event, 'data', 'previous_attributes'),
      object: at(event, 'data', 'object'),
    }));
  }

  return {
    sandbox,
    send,
    post: (path, params = {}) => accepted('POST', path, params),
    get: (path, params = {}) => accepted('GET', path, params),
    remove: (path) => accepted('DELETE', path, {}),
    refused(method, path, params = {}) {
      const {status, body, text} = send(method, path, params);
      if (status >= 400) return {status, ...Object(at(body, 'error'))};
      throw new Error(`${method} ${path} was not refused: ${text}.`);
    },
    newEvents,
    newEventTypes: () => newEvents().map(({type}) => type),
    passSeconds(seconds) {
      now += seconds * 1000;
    },
    get nowUnixS() {
      return Math.floor(now / 1000);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A body that is cut off, or a proxy's page, is what some tests are about.
    return null;
  }
}
