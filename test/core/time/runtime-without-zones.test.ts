import {jest} from '@jest/globals';

const honest = Intl.DateTimeFormat;

afterEach(() => {
  Intl.DateTimeFormat = honest;
});

/** A runtime that accepts every zone and then shows its own. */
function showOnly(timeZone: string): void {
  const forgetful = function DateTimeFormat(locale?: string, options?: Intl.DateTimeFormatOptions) {
    return new honest(locale, {...options, timeZone});
  };
  Intl.DateTimeFormat = Object.assign(forgetful, honest);
}

describe('a runtime that ignores time zones', () => {
  test.each(['UTC', 'America/New_York', 'Asia/Kolkata'])(
    'assertTimeZone() stops where everything is %s',
    async (own) => {
      jest.resetModules();
      const {assertTimeZone} = await import('../../../src/core/time/zone.ts');
      showOnly(own);

      expect(() => assertTimeZone('Europe/London')).toThrow('keeps the clocks of New York and Kolkata apart');
    },
  );
});
