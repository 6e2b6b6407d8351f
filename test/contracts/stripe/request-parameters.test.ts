import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  requestParametersFile,
  requestParametersPath,
} from '../../../scripts/stripe-contract/request-parameters.mjs';
import {stripeApiVersion} from '../../../src/core/stripe/api-version.ts';
import {parametersOf, parametersVersion} from '../../../workbench/stripe/contract/request-parameters.ts';

const projectDir = join(import.meta.dirname, '../../..');

describe('request-parameters.json', () => {
  test('is what the generator makes of the installed types, byte for byte', async () => {
    const committed = readFileSync(join(projectDir, requestParametersPath), 'utf8');
    expect(await requestParametersFile()).toBe(committed);
  });

  test('is of the version that the client speaks', () => {
    expect(parametersVersion).toBe(stripeApiVersion);
  });

  test('says what paying an invoice may carry', () => {
    expect(parametersOf('POST /v1/invoices/{id}/pay')).toEqual({
      expand: {kind: 'list', of: {kind: 'text'}},
      forgive: {kind: 'boolean'},
      mandate: {kind: 'text', clearable: true},
      off_session: {kind: 'boolean'},
      paid_out_of_band: {kind: 'boolean'},
      payment_method: {kind: 'text'},
      source: {kind: 'text'},
    });
  });

  test('says what is required, what a closed set is, and what takes a word for a number', () => {
    expect(parametersOf('POST /v1/credit_notes')?.['invoice']).toEqual({kind: 'text', required: true});
    expect(parametersOf('GET /v1/invoices')?.['collection_method']).toEqual({
      kind: 'choice',
      choices: ['charge_automatically', 'send_invoice'],
    });
    expect(parametersOf('POST /v1/subscriptions')?.['trial_end']).toEqual({kind: 'integer', words: ['now']});
  });

  test('does not know operations that the SDK does not have', () => {
    expect(parametersOf('GET /v1/invoices/upcoming')).toBeNull();
    expect(parametersOf('toString')).toBeNull();
  });
});
