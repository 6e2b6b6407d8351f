import {doAction} from '../../../../src/core/invoice-actions/do-action.ts';
import {previewAction} from '../../../../src/core/invoice-actions/preview-action.ts';
import {creationDesk} from '../support/creation-desk.ts';
import {nordwindRow} from '../support/sandbox-drafts.ts';

test.each([
  ['Hold', false],
  ['We send', true],
])('a draft whose rows say %s, finalized on its own later, is left to Stripe: %s', (deliver, isAdvanced) => {
  const desk = creationDesk([{...nordwindRow, Deliver: deliver}]);
  desk.createNow();
  const [draft] = desk.invoices();
  const request = {
    invoiceIds: [draft?.id ?? ''],
    action: {name: 'finalize'},
    reasonCode: '',
    reason: '',
  } as const;
  const deadline = {deadlineUnixMs: desk.ports.clock.nowUnixMs() + 60_000};
  const {digest} = previewAction(desk.ports, request, deadline);
  expect(doAction(desk.ports, {...request, digest: digest ?? ''}, deadline)).toMatchObject({done: 1});
  expect(desk.invoices()).toMatchObject([{status: 'open', auto_advance: isAdvanced}]);
});
