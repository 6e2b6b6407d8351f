import {parseWorld} from '../../../workbench/worlds/parse-world.ts';
import {describeWith} from '../../contracts/stripe/support/material.ts';
import {at, get, sandboxOf} from './ask.ts';

/** Names of today's invoices that are younger than the recordings, by the version that brought them. */
const younger: Readonly<Record<string, string>> = {customer_account: '2025-12-15.clover'};
const youngerOnLines: Readonly<Record<string, string>> = {
  quantity_decimal: '2026-03-25.dahlia',
  // The stripe package's change log does not say which.
  subscription: 'later than 2025-11-17.clover',
  subtotal: '2025-12-15.clover',
};

type Fields = Readonly<Record<string, unknown>>;

const byKind = new Map<string, Fields[]>();

function keepByKind(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const fields: Fields = {...value};
  const kind = fields['object'];
  if (typeof kind === 'string') byKind.get(kind)?.push(fields) ?? byKind.set(kind, [fields]);
  for (const inner of Object.values(value)) keepByKind(inner);
}

function objectsOf(kind: string): readonly Fields[] {
  return byKind.get(kind) ?? [];
}

/** The fields with a wanted name. */
function fieldsOf(value: unknown, wanted: (name: string) => boolean): Fields {
  return Object.fromEntries(Object.entries(Object(value)).filter(([name]) => wanted(name)));
}

const sandbox = sandboxOf([{id: 'in_1', customer: 'cus_1', status: 'open', amount_due: 900}]);
const names = (value: unknown) => Object.keys(Object(value)).sort();

/** Recorded answers of Stripe's test mode. */
describeWith('recorded objects', 'recordings-2025-11-17.clover.json.gz', (read) => {
  beforeAll(() => keepByKind(read()));

  describe('rendered objects have the names of recorded ones', () => {
    test('invoices', () => {
      const ours = names(get(sandbox, '/v1/invoices/in_1').body).filter((name) => !(name in younger));
      const invoices = objectsOf('invoice');
      expect(invoices.length).toBeGreaterThan(700);
      for (const invoice of invoices) expect(names(invoice)).toEqual(ours);
    });

    test('lines', () => {
      const ours = names(at(get(sandbox, '/v1/invoices/in_1').body, 'lines', 'data', 0));
      const lines = objectsOf('line_item');
      expect(lines.length).toBeGreaterThan(100);
      for (const line of lines) expect(names(line)).toEqual(ours.filter((name) => !(name in youngerOnLines)));
    });

    test('customers', () => {
      const ours = names(get(sandbox, '/v1/customers/cus_1').body).filter((name) => !(name in younger));
      for (const customer of objectsOf('customer')) expect(names(customer)).toEqual(ours);
    });

    test('invoice payments', () => {
      const {body} = get(sandbox, '/v1/invoices/in_1?expand[]=payments');
      const ours = names(at(body, 'payments', 'data', 0));
      for (const payment of objectsOf('invoice_payment')) expect(names(payment)).toEqual(ours);
    });
  });

  describe('a world of recorded objects', () => {
    test('loads without an unknown field and is answered as it was recorded', () => {
      // The recordings' ids are replaced by marks that repeat, so each object gets one of its own.
      const invoices = objectsOf('invoice').map((invoice, index) => ({
        ...invoice,
        id: `in_${index}`,
        customer: 'cus_1',
        lines: {...Object(invoice['lines']), data: []},
      }));
      const world = parseWorld(JSON.stringify({objects: invoices}));
      expect(world.unknownFieldNames).toEqual([]);
      const replay = sandboxOf(invoices);
      for (const invoice of invoices) {
        const {body} = get(replay, `/v1/invoices/${invoice.id}`);
        const told = (name: string) => name in invoice && name !== 'lines';
        expect(fieldsOf(body, told)).toEqual(fieldsOf(invoice, told));
      }
    });

    test('follows from status and amounts alone as it was recorded', () => {
      const derived = [
        'amount_remaining',
        'amount_overpaid',
        'ending_balance',
        'rendering',
        'webhooks_delivered_at',
      ];
      const invoices = objectsOf('invoice').map((invoice, index) => ({
        id: `in_${index}`,
        recorded: invoice,
        written: {
          id: `in_${index}`,
          object: 'invoice',
          customer: 'cus_1',
          ...Object.fromEntries(
            ['status', 'amount_due', 'amount_paid', 'created', 'collection_method', 'status_transitions'].map(
              (name) => [name, invoice[name]],
            ),
          ),
        },
      }));
      const replay = sandboxOf(invoices.map(({written}) => written));
      for (const {id, recorded: invoice} of invoices) {
        const {body} = get(replay, `/v1/invoices/${id}`);
        const follows = (name: string) => derived.includes(name);
        expect([id, fieldsOf(body, follows)]).toEqual([id, fieldsOf(invoice, follows)]);
      }
    });
  });
});
