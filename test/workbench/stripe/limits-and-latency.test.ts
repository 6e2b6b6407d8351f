import {testModeRateLimits} from '../../../workbench/stripe/engine/rate-limits.ts';
import {createStripeSandbox, type StripeSandbox} from '../../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../../workbench/worlds/parse-world.ts';
import {at} from './ask.ts';

const {objects} = parseWorld('[]');
const headers = {Authorization: 'Bearer sk_test_1'};

function ask(sandbox: StripeSandbox, url: string, nowUnixMs: number) {
  return sandbox.handle({method: 'GET', url, headers, body: null}, nowUnixMs);
}

describe('rate limits', () => {
  test('let 25 through in a second of test mode, then answer 429 with the reason until the next second', () => {
    const sandbox = createStripeSandbox({objects, keys: ['sk_test_1'], rateLimits: testModeRateLimits});
    for (let count = 0; count < 25; count += 1) {
      expect(ask(sandbox, '/v1/invoices', 5000 + count).status).toBe(200);
    }
    const refused = ask(sandbox, '/v1/account', 5999);
    expect(refused.status).toBe(429);
    expect(refused.headers['Stripe-Rate-Limited-Reason']).toBe('global-rate');
    expect(refused.headers).not.toHaveProperty('Retry-After');
    expect(at(JSON.parse(refused.body), 'error', 'code')).toBe('rate_limit');
    expect(ask(sandbox, '/v1/account', 6000).status).toBe(200);
  });

  test('count each endpoint by itself, and a list apart from its objects', () => {
    const rateLimits = {globalPerSecond: 100, endpointPerSecond: 2};
    const sandbox = createStripeSandbox({objects, keys: ['sk_test_1'], rateLimits});
    ask(sandbox, '/v1/invoices', 0);
    ask(sandbox, '/v1/invoices?limit=1', 0);
    expect(ask(sandbox, '/v1/invoices', 0).headers['Stripe-Rate-Limited-Reason']).toBe('endpoint-rate');
    expect(ask(sandbox, '/v1/invoices/in_1', 0).status).toBe(404);
  });

  test('are off unless asked for', () => {
    const sandbox = createStripeSandbox({objects, keys: ['sk_test_1']});
    const statuses = Array.from({length: 200}, () => ask(sandbox, '/v1/account', 0).status);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

describe('latency', () => {
  test('is 0 unless asked for', () => {
    const sandbox = createStripeSandbox({objects, keys: ['sk_test_1']});
    expect(ask(sandbox, '/v1/account', 0).latencyMs).toBe(0);
  });

  test('is the median each time without spread', () => {
    const sandbox = createStripeSandbox({objects, keys: ['sk_test_1'], latency: {medianMs: 250, sigma: 0}});
    expect(ask(sandbox, '/v1/account', 0).latencyMs).toBe(250);
  });

  test('spreads around its median, the same for the same seed', () => {
    const draw = (seed: number) => {
      const latency = {medianMs: 400, sigma: 0.5, seed};
      const sandbox = createStripeSandbox({objects, keys: ['sk_test_1'], latency});
      return Array.from({length: 401}, () => ask(sandbox, '/v1/account', 0).latencyMs);
    };
    const drawn = draw(3);
    expect(draw(3)).toEqual(drawn);
    expect(draw(4)).not.toEqual(drawn);
    const median = drawn.toSorted((a, b) => a - b)[200];
    expect(median).toBeGreaterThan(360);
    expect(median).toBeLessThan(440);
    expect(Math.min(...drawn)).toBeGreaterThan(0);
  });
});
