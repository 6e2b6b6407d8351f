import {googleFailure} from '../../sidebar/google-failure.ts';

describe('googleFailure()', () => {
  test.each([
    ['NetworkError: Connection failure due to HTTP 0', 'GOOGLE_UNREACHABLE'],
    ['Authorization is required to perform that action.', 'GOOGLE_NOT_AUTHORISED'],
    [
      'We’re sorry, a server error occurred while reading from storage. Error code PERMISSION_DENIED.',
      'GOOGLE_NOT_AUTHORISED',
    ],
    ['You do not have permission to call UrlFetchApp.fetch', 'GOOGLE_NOT_AUTHORISED'],
    ['Exceeded maximum execution time', 'GOOGLE_TIME_UP'],
    ['Service invoked too many times for one day: urlfetch.', 'GOOGLE_QUOTA'],
    ['We’re sorry, a server error occurred. Please wait a bit and try again.', 'GOOGLE_FAILED'],
  ])('of %j is %s, with a next step', (message, code) => {
    const failure = googleFailure(new Error(message));
    expect(failure.code).toBe(code);
    expect(failure.fact).toMatch(/\.$/);
    expect(failure.nextStep).toMatch(/[Tt]ry again|Reload/);
  });

  test('never repeats a key', () => {
    const failure = googleFailure(new Error('Bad value rk_live_51CanaryCanary and sk_test_51Canary'));
    expect(failure.fact).toBe('Google failed: Bad value [key] and [key].');
  });

  test('takes what is no Error, and what has no words', () => {
    expect(googleFailure('ScriptError').fact).toBe('Google failed: ScriptError.');
    expect(googleFailure(new Error('')).fact).toBe('Google failed and did not say why.');
  });
});
