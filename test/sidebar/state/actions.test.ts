import {type ActionsAction, initialActions, reduceActions} from '../../../sidebar/state/actions.ts';
import {creditPreview, ids, openOffer, voided, voidPreview} from '../support/action-states.ts';

const stateAfter = (...actions: readonly ActionsAction[]) => actions.reduce(reduceActions, initialActions);
const opened: ActionsAction = {type: 'actions-opened', invoiceIds: [ids[0]]};
const offered: ActionsAction = {type: 'actions-offered', offers: [openOffer]};
const request = (name: 'void' | 'send') => ({
  invoiceIds: ids,
  action: {name},
  reasonCode: '',
  reason: '',
});
const previewed = (preview = voidPreview, name: 'void' | 'send' = 'void'): ActionsAction => ({
  type: 'actions-previewed',
  previewed: {request: request(name), preview},
});
const failure = {code: 'STRIPE_UNREACHABLE', fact: 'F.', nextStep: 'N.', requestId: null};

describe('reduceActions()', () => {
  test('ticks one, all and none, and a message about PDFs goes with the next tick', () => {
    const some = stateAfter(
      {type: 'actions-pdfs', pdfs: {kind: 'told', message: 'M.', leftOut: []}},
      {type: 'actions-ticked', invoiceIds: ['in_2'], isTicked: true},
      {type: 'actions-ticked', invoiceIds: ids, isTicked: true},
    );
    expect(some).toMatchObject({ticked: ids, pdfs: {kind: 'idle'}});
    expect(reduceActions(some, {type: 'actions-ticked', invoiceIds: ids, isTicked: false}).ticked).toEqual(
      [],
    );
  });

  test('another action begins with an empty form', () => {
    const typed = stateAfter(
      opened,
      offered,
      {type: 'actions-chosen', name: 'credit'},
      {
        type: 'actions-typed',
        change: {emailsCustomer: true, reasonCode: 'Duplicate'},
      },
    );
    expect(typed.open?.form).toMatchObject({emailsCustomer: true});
    const other = reduceActions(typed, {type: 'actions-chosen', name: 'void'});
    expect(other.open?.form).toMatchObject({emailsCustomer: false, reasonCode: ''});
  });

  test('a problem goes with the next thing typed', () => {
    const refused = stateAfter(
      opened,
      offered,
      {type: 'actions-chosen', name: 'void'},
      {
        type: 'actions-refused',
        problems: [{field: 'reason-code', message: 'Choose a reason.'}],
      },
    );
    expect(refused.open?.step).toMatchObject({problems: [{field: 'reason-code'}]});
    expect(reduceActions(refused, {type: 'actions-typed', change: {reason: 'x'}}).open?.step).toMatchObject({
      problems: [],
    });
  });

  test('goes back from a preview to what was typed, or to the choice where nothing was', () => {
    const filled = stateAfter(opened, offered, {type: 'actions-chosen', name: 'void'}, previewed());
    expect(reduceActions(filled, {type: 'actions-back'}).open?.step).toMatchObject({
      kind: 'filling',
      name: 'void',
    });
    const straight = stateAfter(
      opened,
      offered,
      {type: 'actions-chosen', name: 'send'},
      previewed(voidPreview, 'send'),
    );
    expect(reduceActions(straight, {type: 'actions-back'}).open?.step.kind).toBe('choosing');
  });

  test('begins with the digest that was previewed and counts those not refused; with no digest it does not', () => {
    expect(stateAfter(opened, offered, previewed(), {type: 'actions-began'}).open?.step).toMatchObject({
      kind: 'working',
      work: {digest: 'digest_void', total: 2},
    });
    const nothing = stateAfter(opened, previewed({...voidPreview, digest: null}), {type: 'actions-began'});
    expect(nothing.open?.step.kind).toBe('previewed');
  });

  test('says when a preview looked at again has become another', () => {
    const first = stateAfter(opened, offered, {type: 'actions-chosen', name: 'void'}, previewed());
    expect(first.open?.step).toMatchObject({hasChanged: false});
    expect(reduceActions(first, previewed()).open?.step).toMatchObject({hasChanged: false});
    expect(reduceActions(first, previewed({...voidPreview, digest: 'x'})).open?.step).toMatchObject({
      hasChanged: true,
    });
  });

  test('closed while it waits for an approval, it is kept once; after it was done, it is not', () => {
    const waiting = stateAfter(opened, previewed(creditPreview), {type: 'actions-closed'});
    expect(waiting).toMatchObject({open: null, kept: [{label: 'Void INV-0042', work: null}]});
    const twice = [opened, previewed(creditPreview), {type: 'actions-closed'} as const].reduce(
      reduceActions,
      waiting,
    );
    expect(twice.kept).toHaveLength(1);
    const [kept] = waiting.kept;
    if (kept === undefined) throw new Error('One is kept.');
    const resumed = reduceActions(waiting, {type: 'actions-resumed', kept});
    expect(resumed).toMatchObject({kept: [], open: {step: {kind: 'previewed'}, invoiceIds: ids}});
    expect(reduceActions(waiting, {type: 'actions-forgotten', kept}).kept).toEqual([]);
    expect(stateAfter(opened, previewed(), {type: 'actions-closed'}).kept).toEqual([]);
    expect(
      stateAfter(
        opened,
        previewed(),
        {type: 'actions-began'},
        {type: 'actions-worked', work: {type: 'work-done', result: voided}},
        {type: 'actions-closed'},
      ).kept,
    ).toEqual([]);
  });

  test('stopped half-way and closed, it is kept with how far it was', () => {
    const stopped = stateAfter(
      opened,
      previewed(),
      {type: 'actions-began'},
      {type: 'actions-worked', work: {type: 'work-stopped', failure}},
    );
    expect(stopped.open?.step).toMatchObject({kind: 'stopped', failure});
    const closed = reduceActions(stopped, {type: 'actions-closed'});
    expect(closed.kept).toMatchObject([{label: 'Void 2 invoices', work: {digest: 'digest_void'}}]);
    const [kept] = closed.kept;
    if (kept === undefined) throw new Error('One is kept.');
    expect(
      [{type: 'actions-resumed', kept} as const, {type: 'actions-began'} as const].reduce(
        reduceActions,
        closed,
      ).open?.step,
    ).toMatchObject({kind: 'working', work: {digest: 'digest_void', total: 2}});
  });

  test('a failure stays at its step, and goes when it is asked again', () => {
    const failed = stateAfter(opened, {type: 'actions-failed', failure});
    expect(failed.open).toMatchObject({failure, isAsking: false, step: {kind: 'choosing'}});
    expect(reduceActions(failed, {type: 'actions-asked'}).open).toMatchObject({
      failure: null,
      isAsking: true,
    });
  });

  test('what is answered after it was closed changes nothing', () => {
    expect(stateAfter(offered)).toEqual(initialActions);
  });
});
