import {derivedId, nextId, nextInvoicePrefix} from '../../../workbench/stripe/engine/ids.ts';
import {seededRandom} from '../../../workbench/stripe/engine/random.ts';

describe('nextId()', () => {
  test.each([
    ['in', 24],
    ['il', 24],
    ['inpay', 24],
    ['cus', 14],
    ['req', 14],
  ] as const)('writes %s_ and as many characters as Stripe, %i', (prefix, length) => {
    const random = seededRandom(1);
    for (let count = 0; count < 200; count += 1) {
      expect(nextId(prefix, random)).toMatch(new RegExp(`^${prefix}_[0-9A-Za-z]{${length}}$`));
    }
  });

  test('does not repeat itself in 100,000', () => {
    const random = seededRandom(1);
    const ids = Array.from({length: 100_000}, () => nextId('in', random));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('derivedId()', () => {
  test('is the same for the same text and another for another', () => {
    expect(derivedId('in', 'a')).toBe(derivedId('in', 'a'));
    expect(derivedId('in', 'a')).not.toBe(derivedId('in', 'b'));
    expect(derivedId('in', 'a').slice(3)).not.toBe(derivedId('il', 'a').slice(3));
  });
});

describe('nextInvoicePrefix()', () => {
  test('is eight capital letters and digits', () => {
    expect(nextInvoicePrefix(seededRandom(9))).toMatch(/^[0-9A-Z]{8}$/);
  });
});
