import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {stripeApiVersion} from '../../../src/core/stripe/api-version.ts';

describe('stripeApiVersion', () => {
  test('is the version that the installed stripe package declares', () => {
    const entry = createRequire(import.meta.url).resolve('stripe');
    const declared = readFileSync(entry.replace(/stripe\.cjs\.node\.js$/, 'apiVersion.js'), 'utf8');

    expect(declared).toContain(`exports.ApiVersion = '${stripeApiVersion}'`);
  });
});
