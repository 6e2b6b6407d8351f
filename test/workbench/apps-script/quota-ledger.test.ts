import {createClock} from '../../../workbench/apps-script/clock.ts';
import {consumerQuotaLimits, createQuotaLedger} from '../../../workbench/apps-script/quota-ledger.ts';

const hourMs = 3_600_000;

describe('createQuotaLedger()', () => {
  const limits = {urlfetch: 3, properties: 2, email: 1};

  test("spend() refuses in Google's words what does not fit, and counts none of it", () => {
    const ledger = createQuotaLedger({clock: createClock({startUnixMs: 0}), limits});
    ledger.spend('urlfetch', 2);
    expect(() => ledger.spend('urlfetch', 2)).toThrow(
      'Service invoked too many times for one day: urlfetch.',
    );
    expect(ledger.used('urlfetch')).toBe(2);
    ledger.spend('urlfetch', 1);
    ledger.spend('email', 1);
    expect(() => ledger.spend('email', 1)).toThrow('Service invoked too many times for one day: email.');
  });

  test('begins a new day 24 hours after the first use', () => {
    const clock = createClock({startUnixMs: 0});
    const ledger = createQuotaLedger({clock, limits});
    clock.advance(5 * hourMs);
    ledger.spend('urlfetch', 3);
    clock.advance(24 * hourMs - 1);
    expect(() => ledger.spend('urlfetch', 1)).toThrow('too many times');
    clock.advance(1);
    ledger.spend('urlfetch', 1);
    expect(ledger.used('urlfetch')).toBe(1);
  });

  test("has a consumer account's limits", () => {
    expect(consumerQuotaLimits).toEqual({urlfetch: 20_000, properties: 50_000, email: 100});
  });
});
