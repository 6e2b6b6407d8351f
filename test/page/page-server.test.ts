import {get, type IncomingHttpHeaders} from 'node:http';
import {jest} from '@jest/globals';
import {WebSocket} from 'ws';
import {createWorkbenchDir, type StartedWorkbench, startWorkbench} from './support/started-workbench.ts';

jest.setTimeout(60_000);

describe('the server of the page', () => {
  const place = createWorkbenchDir();
  let workbench: StartedWorkbench;
  beforeAll(async () => {
    workbench = await startWorkbench(place.dir, ['--world', 'tiny']);
  }, 90_000);
  afterAll(async () => {
    await workbench?.interrupt();
    place.remove();
  }, 30_000);

  test.each([
    ['its own address', {}, 200],
    ['another host', {host: 'workbench.example'}, 403],
    ['another host with its port', {host: '127.0.0.1.example:80'}, 403],
    ['a page from elsewhere', {origin: 'https://workbench.example'}, 403],
    ['a page without an origin of its own', {origin: 'null'}, 403],
    ['a page of another port', {origin: 'http://127.0.0.1:1'}, 403],
  ])('answers a request that names %s: %j gets %i', async (_who, headers, status) => {
    for (const path of ['/', '/plain', '/page.js', '/page.css']) {
      expect((await ask(workbench.url + path, headers)).status).toBe(status);
    }
  });

  test('serves the page with a policy under which nothing comes from elsewhere', async () => {
    const {headers} = await ask(workbench.url, {});
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'");
    const framesOfScripts = /frame-src http:\/\/127\.0\.0\.1:\d+/;
    expect(policy).toMatch(framesOfScripts);
    expect(policy.replace(framesOfScripts, '')).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('has the tabs as a plain page too', async () => {
    const {body, headers} = await ask(`${workbench.url}/plain?tab=AR%20Aging`, {});
    expect(body).toContain('<td>Control total USD</td>');
    expect(headers['content-security-policy']).not.toContain('script-src');
  });

  test('opens its socket for its own page alone', async () => {
    const token = await tokenOf(workbench.url);
    const own = {origin: workbench.url};
    await expect(openSocket(workbench.url, token, own)).resolves.toBe('open');
    await expect(openSocket(workbench.url, 'guessed', own)).resolves.toBe('refused');
    await expect(openSocket(workbench.url, token, {})).resolves.toBe('refused');
    await expect(openSocket(workbench.url, token, {origin: 'https://workbench.example'})).resolves.toBe(
      'refused',
    );
    await expect(openSocket(workbench.url, token, {...own, host: 'workbench.example'})).resolves.toBe(
      'refused',
    );
  });

  test('gives each start a token of its own', async () => {
    const other = await startWorkbench(place.dir, ['--world', 'tiny']);
    try {
      expect(await tokenOf(other.url)).not.toBe(await tokenOf(workbench.url));
    } finally {
      await other.interrupt();
    }
  }, 30_000);
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(url: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, {headers}, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({status: response.statusCode, headers: response.headers, body}));
    }).on('error', reject);
  });
}

async function tokenOf(url: string): Promise<string> {
  const {body} = await ask(url, {});
  return /name="workbench-token" content="([^"]+)"/.exec(body)?.[1] ?? '';
}

function openSocket(
  url: string,
  token: string,
  headers: Readonly<Record<string, string>>,
): Promise<'open' | 'refused'> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http:', 'ws:')}/socket`, ['workbench', token], {headers});
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('error', () => resolve('refused'));
  });
}
