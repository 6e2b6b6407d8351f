import {reduceReversal, reversalLabel, reversalProblems, takenBack} from '../../../sidebar/state/reversal.ts';
import {batches, decided, undecided} from '../support/reversal-states.ts';

const opened = reduceReversal(null, {type: 'reversal-opened'});
const chosen = reduceReversal(opened, {type: 'reversal-chosen', batchId: 'batch_2'});

describe('reduceReversal()', () => {
  test('stays what it is when it is opened again, and goes when it is closed', () => {
    expect(reduceReversal(chosen, {type: 'reversal-opened'})).toBe(chosen);
    expect(reduceReversal(chosen, {type: 'reversal-closed'})).toBeNull();
    expect(reduceReversal(null, {type: 'reversal-listed', batches})).toBeNull();
  });

  test('another batch begins without the decisions and the reason of the one before', () => {
    const typed = reduceReversal(chosen, {
      type: 'reversal-typed',
      change: {reasonCode: 'Other', reason: 'x', paidPartGoesTo: 'refund'},
    });
    const before = reduceReversal(typed, {
      type: 'reversal-decided',
      invoiceId: 'in_tax',
      decision: 'void',
    });
    expect(before?.request).toMatchObject({decisions: {in_tax: 'void'}, reasonCode: 'Other'});
    expect(reduceReversal(before, {type: 'reversal-chosen', batchId: 'batch_1'})?.request).toEqual({
      batchId: 'batch_1',
      decisions: {},
      paidPartGoesTo: 'customer balance',
      reasonCode: '',
      reason: '',
    });
  });

  test('begins with the digest that was previewed, and with none it does not', () => {
    const previewed = (preview: typeof decided) =>
      reduceReversal(chosen, {type: 'reversal-previewed', step: 'previewed', preview});
    expect(reduceReversal(previewed(decided), {type: 'reversal-began'})?.step).toMatchObject({
      kind: 'working',
      work: {digest: 'digest_reversal', total: 4},
    });
    expect(reduceReversal(previewed(undecided), {type: 'reversal-began'})?.step.kind).toBe('previewed');
  });

  test('goes back from the preview to the decisions, and from them to the batches', () => {
    const previewed = reduceReversal(chosen, {
      type: 'reversal-previewed',
      step: 'previewed',
      preview: decided,
    });
    const deciding = reduceReversal(previewed, {type: 'reversal-back'});
    expect(deciding?.step.kind).toBe('deciding');
    expect(reduceReversal(deciding, {type: 'reversal-back'})?.step.kind).toBe('choosing');
  });
});

test('takenBack() leaves out what nobody has decided and what the books keep', () => {
  expect(takenBack(undecided).map(({invoiceId}) => invoiceId)).toEqual(['in_draft', 'in_open', 'in_sent']);
});

test('reversalLabel() says all that the button does', () => {
  expect(reversalLabel(decided)).toBe('Delete 1 draft, void 1 invoice, credit 2 invoices');
  expect(reversalLabel({...decided, invoices: decided.invoices.slice(1, 2)})).toBe('Void 1 invoice');
});

test('reversalProblems() wants a reason, and words for Other', () => {
  const request = {batchId: 'batch_2', decisions: {}, reasonCode: '', reason: ''};
  expect(reversalProblems(request, undecided)).toEqual([{field: 'reason-code', message: 'Choose a reason.'}]);
  expect(reversalProblems({...request, reasonCode: 'Other', reason: ' '}, undecided)).toEqual([
    {field: 'reason', message: 'Say in words why.'},
  ]);
  expect(reversalProblems({...request, reasonCode: 'Wrong prices'}, undecided)).toEqual([]);
});
