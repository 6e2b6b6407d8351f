import {refreshAsPerson} from '../../../src/core/receivables/refresh-as-person.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {fakePorts} from '../../support/fake-ports.ts';
import {fakeSchedule} from '../../support/fake-schedule.ts';

describe('refreshAsPerson()', () => {
  test.each([
    [5, '5'],
    [[], '[]'],
    [{x: 1}, '{"x":1}'],
    [{acceptCountChange: 'yes'}, '{"acceptCountChange":"yes"}'],
  ])('refuses %j, which is no request', (request, shown) => {
    const ports = {...fakePorts({invoices: [wireInvoice({id: 'in_1'})]}), schedule: fakeSchedule()};
    expect(() => refreshAsPerson(ports, request, ports.clock.nowUnixMs() + 300_000)).toThrow(
      `Cannot refresh the receivables: ${shown} is not a request. Give nothing, or {"acceptCountChange": true}.`,
    );
  });

  test.each([undefined, null, {}, {acceptCountChange: true}])('takes %j', (request) => {
    const ports = {...fakePorts({invoices: [wireInvoice({id: 'in_1'})]}), schedule: fakeSchedule()};
    expect(refreshAsPerson(ports, request, ports.clock.nowUnixMs() + 300_000)).toMatchObject({
      status: 'complete',
      invoices: 1,
      message: '1 invoice in 1 currency, every control total ties to Stripe.',
    });
  });
});
