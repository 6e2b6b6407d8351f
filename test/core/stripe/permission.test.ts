import {missingPermission} from '../../../src/core/stripe/permission.ts';

describe('missingPermission()', () => {
  test.each([
    [
      "Having the 'rak_invoice_read' permission would allow this request to continue.",
      {name: 'rak_invoice_read', row: 'Invoices', level: 'Read'},
    ],
    [
      "Having the 'rak_credit_note_write' permission would allow this request to continue.",
      {name: 'rak_credit_note_write', row: 'Credit notes', level: 'Write'},
    ],
    [
      "Having the 'rak_charges_read' permission would allow this request to continue.",
      {name: 'rak_charges_read', row: 'Charges', level: 'Read'},
    ],
    [
      "Enabling Invoices Read ('invoice_read') permissions on this key would allow this request to continue.",
      {name: 'rak_invoice_read', row: 'Invoices', level: 'Read'},
    ],
    [
      "Enabling Payment Intents Write ('rak_payment_intent_write') permissions on this key would allow it.",
      {name: 'rak_payment_intent_write', row: 'Payment Intents', level: 'Write'},
    ],
  ])('reads %j', (message, expected) => {
    expect(missingPermission(message)).toEqual(expected);
  });

  test.each([
    '',
    'This account is closed.',
    "Having the 'rak_invoice' permission would help.",
    "Having the 'rak_invoice_reader' permission would help.",
    "Having the 'brak_invoice_read' permission would help.",
    'Enabling Invoices would help.',
  ])('finds none in %j', (message) => {
    expect(missingPermission(message)).toBeNull();
  });
});
