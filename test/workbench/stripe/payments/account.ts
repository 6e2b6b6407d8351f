/** An account whose time the test moves, asked as a client over HTTP would. */
import {createStripeSandbox} from '../../../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../../../workbench/worlds/world.ts';
import {at, dataOf, nowUnixMs} from '../ask.ts';

type Params = Readonly<Record<string, unknown>>;

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface Account {
  post(path: string, params?: Params): Reply;
  get(path: string, params?: Params): Reply;
  /** The answer's body. @throws Error for a refusal */
  made(path: string, params?: Params): unknown;
  read(path: string, params?: Params): unknown;
  passDays(days: number): void;
  /** Types of all events so far, oldest first. */
  eventTypes(): readonly unknown[];
  /** Types of the events since the last time this was asked. */
  newEventTypes(): readonly unknown[];
  /** A customer of the world: a buyer without anything. */
  readonly customer: string;
}

const buyer = {id: 'cus_Buyer000000001', object: 'customer', created: 1_790_000_000, email: 'pay@buyer.test'};

export function openAccount(objects: readonly object[] = []): Account {
  const world = parseWorld(JSON.stringify({objects: [buyer, ...objects]}));
  const sandbox = createStripeSandbox({objects: world.objects, keys: [worldKey], timeZone: world.timeZone});
  let now = nowUnixMs;
  let seen = 0;

  function send(method: 'GET' | 'POST', path: string, params: Params): Reply {
    const form = formOf(params).join('&');
    const response = sandbox.handle(
      {
        method,
        url: method === 'GET' && form !== '' ? `${path}?${form}` : path,
        headers: {Authorization: `Bearer ${worldKey}`, 'Content-Type': 'application/x-www-form-urlencoded'},
        body: method === 'GET' ? null : form,
      },
      now,
    );
    return {status: response.status, body: JSON.parse(response.body)};
  }

  function bodyOf(reply: Reply, what: string): unknown {
    if (reply.status !== 200) throw new Error(`${what} was refused: ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  const account: Account = {
    post: (path, params = {}) => send('POST', path, params),
    get: (path, params = {}) => send('GET', path, params),
    made: (path, params = {}) => bodyOf(send('POST', path, params), path),
    read: (path, params = {}) => bodyOf(send('GET', path, params), path),
    passDays(days) {
      now += days * 86_400_000;
    },
    eventTypes: () =>
      dataOf(account.read('/v1/events', {limit: 100}))
        .map((event) => at(event, 'type'))
        .toReversed(),
    newEventTypes() {
      const types = account.eventTypes();
      const fresh = types.slice(seen);
      seen = types.length;
      return fresh;
    },
    customer: buyer.id,
  };
  return account;
}

function formOf(value: unknown, name = ''): string[] {
  if (typeof value !== 'object' || value === null) {
    return [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    formOf(inner, name === '' ? key : `${name}[${key}]`),
  );
}
