import {createServer, type IncomingMessage} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {
  OutgoingRequest,
  SendResult,
} from '../../../../workbench/apps-script/services/url-fetch/exchange.ts';
import {messageOf, openScript, returnOf, run, type WorldOptions} from '../support/script-world.ts';

const address = 'https://api.stripe.com/v1/invoices';

/** Runs the body of a function against a Stripe of the test's own, and keeps what was sent. */
async function fetching(
  body: string,
  send: (request: OutgoingRequest) => SendResult,
  options: WorldOptions = {},
) {
  const sent: OutgoingRequest[] = [];
  const world = await openScript(`const url = '${address}'; function main() { ${body} }`, {
    route: {
      kind: 'in-process',
      send(request) {
        sent.push(request);
        return send(request);
      },
    },
    ...options,
  });
  return {world, sent, result: await run(world, 'main')};
}

const answer = (body: string, status = 200): SendResult => ({
  status,
  headers: {'Content-Type': 'application/json'},
  body,
});

describe('UrlFetchApp.fetch()', () => {
  test('hands over status, headers and body', async () => {
    const {result, sent} = await fetching(
      `const response = UrlFetchApp.fetch(url, {headers: {Authorization: 'Bearer k'}});
       return [response.getResponseCode(), JSON.parse(response.getContentText()), response.getHeaders(),
         response.getAllHeaders(), response.getContent().length, response.getBlob().getContentType()];`,
      () => ({
        status: 200,
        headers: [
          ['Request-Id', 'req_1'],
          ['Set-Cookie', 'a'],
          ['Set-Cookie', 'b'],
        ],
        body: '{"a":"é"}',
      }),
    );
    expect(returnOf(result)).toEqual([
      200,
      {a: 'é'},
      {'Request-Id': 'req_1', 'Set-Cookie': 'b'},
      {'Request-Id': 'req_1', 'Set-Cookie': ['a', 'b']},
      10,
      null,
    ]);
    expect(sent).toEqual([
      {
        method: 'GET',
        url: address,
        headers: {'User-Agent': expect.stringContaining('Google-Apps-Script'), Authorization: 'Bearer k'},
        body: null,
      },
    ]);
  });

  test.each([
    ["'a=1'", 'a=1', 'application/x-www-form-urlencoded'],
    ["{a: 'x y', 'b[c]': '&'}", 'a=x+y&b%5Bc%5D=%26', 'application/x-www-form-urlencoded'],
    ['[97, -61, -87]', Buffer.from('aé'), 'application/x-www-form-urlencoded'],
    ["Utilities.newBlob('z', 'text/csv')", Buffer.from('z'), 'text/csv'],
  ])('sends the payload %s', async (payload, body, contentType) => {
    const {sent, result} = await fetching(
      `UrlFetchApp.fetch(url, {method: 'post', payload: ${payload}});`,
      () => answer('{}'),
    );
    returnOf(result);
    expect(sent[0]?.method).toBe('POST');
    expect(sent[0]?.headers['Content-Type']).toBe(contentType);
    expect(Buffer.from(sent[0]?.body ?? '')).toEqual(Buffer.from(body));
  });

  test('takes contentType before the default', async () => {
    const {sent} = await fetching(
      `UrlFetchApp.fetch(url, {method: 'post', payload: '{}', contentType: 'application/json'});`,
      () => answer('{}'),
    );
    expect(sent[0]?.headers['Content-Type']).toBe('application/json');
  });

  test("throws Google's text for a status of 400 and above, unless muted", async () => {
    const long = `{"error": "${'x'.repeat(200)}"}`;
    const failing = await fetching('UrlFetchApp.fetch(url);', () => answer(long, 404));
    expect(messageOf(failing.result)).toBe(
      `Request failed for https://api.stripe.com returned code 404. Truncated server response: ${long.slice(0, 100)}... (use muteHttpExceptions option to examine full response)`,
    );
    const muted = await fetching(
      'return UrlFetchApp.fetch(url, {muteHttpExceptions: true}).getResponseCode();',
      () => answer(long, 404),
    );
    expect(returnOf(muted.result)).toBe(404);
  });

  test.each([
    ['address', 'Address unavailable: '],
    ['dns', 'DNS error: '],
    ['timeout', 'Timeout: '],
  ] as const)("throws Google's text for the fault %s, muted or not", async (fault, text) => {
    const {result} = await fetching('UrlFetchApp.fetch(url, {muteHttpExceptions: true});', () => ({fault}));
    expect(messageOf(result)).toBe(text + address);
  });

  test("follows redirects within Stripe's address, and none when told so", async () => {
    const send = ({url}: OutgoingRequest): SendResult =>
      url.endsWith('/new') ? answer('"arrived"') : {status: 302, headers: {location: '/new'}, body: ''};
    const followed = await fetching(
      `return UrlFetchApp.fetch(url, {method: 'post', payload: 'a=1'}).getContentText();`,
      send,
    );
    expect(returnOf(followed.result)).toBe('"arrived"');
    expect(followed.sent[1]).toMatchObject({method: 'GET', url: 'https://api.stripe.com/new', body: null});
    const stayed = await fetching(
      'return UrlFetchApp.fetch(url, {followRedirects: false}).getResponseCode();',
      send,
    );
    expect(returnOf(stayed.result)).toBe(302);
    expect(stayed.sent).toHaveLength(1);
  });

  test('follows no redirect to another machine', async () => {
    const {result, sent} = await fetching('UrlFetchApp.fetch(url);', () => ({
      status: 302,
      headers: {Location: 'https://evil.example/'},
      body: '',
    }));
    expect(messageOf(result)).toContain('the workbench sends nothing outside this machine');
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['https://api.stripe.com/v1/a b', 'Invalid argument: https://api.stripe.com/v1/a b'],
    ['https://api.stripe.com/v1?expand[]=a', 'Invalid argument: https://api.stripe.com/v1?expand[]=a'],
    ['https://api.stripe.com/v1?a|b', 'Invalid argument: https://api.stripe.com/v1?a|b'],
    ['nothing', 'Invalid argument: nothing'],
    ['http://api.stripe.com/v1', 'Use https.'],
    ['https://api.stripe.com.evil.example/', 'urlFetchWhitelist of appsscript.json lists no prefix of it'],
    [
      `https://api.stripe.com/${'a'.repeat(2_060)}`,
      'Limit Exceeded: URLFetch URL Length. 2083 characters; at most 2082.',
    ],
  ])('refuses the address %.50s', async (url, message) => {
    const {result, sent} = await fetching(`UrlFetchApp.fetch(${JSON.stringify(url)});`, () => answer('{}'));
    expect(messageOf(result)).toContain(message);
    expect(sent).toEqual([]);
  });

  test('takes brackets when they are percent-encoded', async () => {
    const {sent} = await fetching(`UrlFetchApp.fetch(url + '?expand%5B%5D=data.customer');`, () =>
      answer('{}'),
    );
    expect(sent[0]?.url).toBe(`${address}?expand%5B%5D=data.customer`);
  });

  test('sends nothing outside this machine, whatever the manifest allows', async () => {
    const {result} = await fetching(`UrlFetchApp.fetch('https://example.com/');`, () => answer('{}'), {
      urlFetchWhitelist: ['https://example.com/'],
    });
    expect(messageOf(result)).toContain('the workbench sends nothing outside this machine');
  });

  test("asks Stripe's keeper of documents where the manifest allows it", async () => {
    const document = 'https://pay.stripe.com/invoice/a/b/pdf';
    const {result, sent} = await fetching(
      `return UrlFetchApp.fetch('${document}').getContentText();`,
      () => answer('%PDF'),
      {urlFetchWhitelist: ['https://pay.stripe.com/']},
    );
    expect([returnOf(result), sent[0]?.url]).toEqual(['%PDF', document]);
  });

  test.each([
    ["{method: 'head'}", 'Attribute provided with invalid value: method'],
    ["{headers: {'Content-Length': '5'}}", 'Attribute provided with invalid value: Header:Content-Length'],
    ['{headers: {a: "x\\ny"}}', 'Attribute provided with invalid value: Header:a'],
    ["{headers: {a: 'x'.repeat(8192)}}", 'Limit Exceeded: URLFetch Header Size.'],
    [
      'Object({headers: Object.fromEntries(Array.from({length: 101}, (_, n) => ["h" + n, "x"]))})',
      'Limit Exceeded: URLFetch Header Count.',
    ],
    ["{payload: 'a=1'}", 'a GET request carries no payload'],
    ["{method: 'post', payload: 'x'.repeat(50 * 1024 * 1024 + 1)}", 'its payload is over 52428800 bytes'],
    ['{muteHttpException: true}', 'UrlFetchApp has no option "muteHttpException".'],
  ])('refuses the options %s', async (params, message) => {
    const {result, sent} = await fetching(`UrlFetchApp.fetch(url, ${params});`, () => answer('{}'));
    expect(messageOf(result)).toContain(message);
    expect(sent).toEqual([]);
  });

  test('advances the clock by the latency, up to the timeout', async () => {
    const slow = (): SendResult => ({status: 200, headers: {}, body: '', latencyMs: 2_500});
    const patient = await fetching('UrlFetchApp.fetch(url);', slow);
    expect(patient.result.simulatedMs).toBe(2_500);
    const hurried = await fetching('UrlFetchApp.fetch(url, {timeoutSeconds: 2});', slow);
    expect(messageOf(hurried.result)).toBe(`Timeout: ${address}`);
    expect(hurried.result.simulatedMs).toBe(2_000);
  });
});

describe('UrlFetchApp.fetchAll()', () => {
  test('answers in the order of the requests and takes the time of the slowest', async () => {
    const {result} = await fetching(
      `return UrlFetchApp.fetchAll([url + '?a', {url: url + '?b', method: 'post'}]).map((response) => response.getContentText());`,
      ({url, method}) => ({
        status: 200,
        headers: {},
        body: method + url.slice(-1),
        latencyMs: url.endsWith('a') ? 900 : 100,
      }),
    );
    expect(returnOf(result)).toEqual(['GETa', 'POSTb']);
    expect(result.simulatedMs).toBe(900);
  });

  test('throws for the whole wave when one connection fails', async () => {
    const {result, sent} = await fetching(
      `UrlFetchApp.fetchAll([{url: url + '?a', muteHttpExceptions: true}, {url: url + '?b', muteHttpExceptions: true}]);`,
      ({url}) => (url.endsWith('b') ? {fault: 'address'} : answer('{}')),
    );
    expect(messageOf(result)).toBe(`Address unavailable: ${address}?b`);
    expect(sent).toHaveLength(2);
  });

  test('counts each request against the day, and sends none of a wave that does not fit', async () => {
    const {result, sent} = await fetching(
      `UrlFetchApp.fetchAll([url, url]); UrlFetchApp.fetchAll([url, url]);`,
      () => answer('{}'),
      {quotaLimits: {urlfetch: 3, properties: 1, email: 1}},
    );
    expect(messageOf(result)).toBe('Service invoked too many times for one day: urlfetch.');
    expect(sent).toHaveLength(2);
  });

  test('sends nothing when one request is malformed', async () => {
    const {result, sent} = await fetching(`UrlFetchApp.fetchAll([url, url + '?a b']);`, () => answer('{}'));
    expect(messageOf(result)).toBe(`Invalid argument: ${address}?a b`);
    expect(sent).toEqual([]);
  });

  test('an empty wave is no call', async () => {
    const {result} = await fetching('return UrlFetchApp.fetchAll([]);', () => answer('{}'));
    expect(returnOf(result)).toEqual([]);
  });
});

describe('UrlFetchApp.getRequest()', () => {
  test('checks and shows the request without sending it', async () => {
    const {result, sent} = await fetching(
      `return UrlFetchApp.getRequest(url, {method: 'post', payload: 'a=1'});`,
      () => answer('{}'),
    );
    expect(returnOf(result)).toMatchObject({url: address, method: 'post', payload: 'a=1'});
    expect(sent).toEqual([]);
  });
});

describe('createUrlFetchService() with a base address', () => {
  test('sends to it and keeps the capitals of header names', async () => {
    const server = await serve((request, body) => ({
      status: request.url === '/v1/a?b=1' ? 200 : 500,
      headers: {'Request-Id': 'req_1', 'x-lower': 'yes'},
      body: `${request.method} ${request.headers['content-type']} ${body}`,
    }));
    const world = await openScript(
      `function main() {
        const response = UrlFetchApp.fetch('https://api.stripe.com/v1/a?b=1', {method: 'post', payload: {c: 'é'}});
        const headers = response.getHeaders();
        return [response.getContentText(), headers['Request-Id'], headers['x-lower']];
      }`,
      {route: {kind: 'base-url', baseUrl: `${server.url}/`}},
    );
    expect(returnOf(await run(world, 'main'))).toEqual([
      'POST application/x-www-form-urlencoded c=%C3%A9',
      'req_1',
      'yes',
    ]);
    await server.close();
  });

  test('asks it for documents too', async () => {
    const server = await serve((request) => ({status: 200, headers: {}, body: String(request.url)}));
    const world = await openScript(
      `function main() { return UrlFetchApp.fetch('https://pay.stripe.com/invoice/a/b/pdf?s=ap').getContentText(); }`,
      {
        route: {kind: 'base-url', baseUrl: server.url},
        urlFetchWhitelist: ['https://pay.stripe.com/'],
      },
    );
    expect(returnOf(await run(world, 'main'))).toBe('/invoice/a/b/pdf?s=ap');
    await server.close();
  });

  test('keeps bytes that are no text', async () => {
    const server = await serve(() => ({status: 200, headers: {}, body: Buffer.from([0, 255, 128, 10])}));
    const world = await openScript(
      `function main() { return UrlFetchApp.fetch('https://api.stripe.com/v1/a').getContent(); }`,
      {route: {kind: 'base-url', baseUrl: server.url}},
    );
    expect(returnOf(await run(world, 'main'))).toEqual([0, -1, -128, 10]);
    await server.close();
  });

  test('sends a wave at once', async () => {
    const waiting: (() => void)[] = [];
    const server = await serve(async () => {
      // Each answer waits for all three requests.
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 3) for (const go of waiting) go();
      });
      return {status: 200, headers: {}, body: 'x'};
    });
    const world = await openScript(
      `function main() { return UrlFetchApp.fetchAll([1, 2, 3].map((n) => 'https://api.stripe.com/v1/' + n)).length; }`,
      {route: {kind: 'base-url', baseUrl: server.url}},
    );
    expect(returnOf(await run(world, 'main'))).toBe(3);
    await server.close();
  });

  test('says that the address is unavailable when nobody listens', async () => {
    const server = await serve(() => ({status: 200, headers: {}, body: ''}));
    await server.close();
    const world = await openScript(`function main() { UrlFetchApp.fetch('https://api.stripe.com/v1/a'); }`, {
      route: {kind: 'base-url', baseUrl: server.url},
    });
    expect(messageOf(await run(world, 'main'))).toBe('Address unavailable: https://api.stripe.com/v1/a');
  });

  test('says the same when the answer breaks off', async () => {
    const server = await serve(() => ({
      status: 200,
      headers: {'Content-Length': '100'},
      body: 'short',
      cut: true,
    }));
    const world = await openScript(`function main() { UrlFetchApp.fetch('https://api.stripe.com/v1/a'); }`, {
      route: {kind: 'base-url', baseUrl: server.url},
    });
    expect(messageOf(await run(world, 'main'))).toBe('Address unavailable: https://api.stripe.com/v1/a');
    await server.close();
  });
});

interface Served {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
  /** Ends the connection after the body, however short it is. */
  readonly cut?: boolean;
}

/** A server on loopback. */
async function serve(handle: (request: IncomingMessage, body: string) => Served | Promise<Served>) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const served = await handle(request, body);
    response.writeHead(served.status, served.headers);
    if (served.cut) response.write(served.body, () => response.destroy());
    else response.end(served.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo; // A TCP server's address is always this.
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
