import {defaultSettings} from '../../../src/core/settings.ts';
import {decodeInvoice} from '../../../src/core/stripe/invoice.ts';
import {purchaseOrderOf} from '../../../src/core/stripe/purchase-order.ts';
import {invoiceWire} from './invoice-wire.ts';

const settings = {
  ...defaultSettings,
  purchaseOrder: {customFields: ['PO', 'Order'], metadataKeys: ['po', 'order']},
};

type Fields = readonly {readonly name: string; readonly value: string}[];

describe('purchaseOrderOf()', () => {
  test.each<
    [says: string, fields: Fields, metadata: Readonly<Record<string, string>>, expected: string | null]
  >([
    ['the custom field', [{name: 'PO', value: '4711'}], {}, '4711'],
    [
      'the field that the settings name first, wherever it stands on the invoice',
      [
        {name: 'Order', value: 'second'},
        {name: 'PO', value: 'first'},
      ],
      {},
      'first',
    ],
    [
      'the next field where the first is blank',
      [
        {name: 'PO', value: '  '},
        {name: 'Order', value: 'second'},
      ],
      {},
      'second',
    ],
    ['a field rather than metadata', [{name: 'Order', value: 'field'}], {po: 'metadata'}, 'field'],
    ['metadata where no field of these names is there', [{name: 'po', value: 'x'}], {po: '42'}, '42'],
    ['the metadata key that the settings name first', [], {order: 'second', po: 'first'}, 'first'],
    ['the next key where the first is blank', [], {po: ' ', order: 'second'}, 'second'],
    ['it without the blanks around it', [{name: 'PO', value: ' 4711 '}], {}, '4711'],
    ['metadata without the blanks around it', [], {po: ' 42\n'}, '42'],
    ['null where nothing of it is filled', [{name: 'PO', value: ''}], {po: '', erp: '42'}, null],
  ])('reads %s', (_says, custom_fields, metadata, expected) => {
    expect(purchaseOrderOf(decodeInvoice(invoiceWire({custom_fields, metadata})), settings)).toBe(expected);
  });
});
