import {initialCreation, reduceCreation} from '../../../sidebar/state/creation.ts';
import {
  batchOf,
  type CreationForm,
  createLabel,
  initialForm,
  requestOf,
  typedProblem,
  whyNotYet,
} from '../../../sidebar/state/creation-form.ts';
import type {DraftsToFinalize, PreviewReply} from '../../../src/core/invoice-contract.ts';
import {createComplete, createContinues, digest, nothingReady, previewed} from '../support/invoice-states.ts';

const notNeeded = {kind: 'not-needed', policyLine: 'approval not needed in test mode'} as const;
const request = {digest, finalize: false, deliver: false, chargeCards: false};
const failure = {code: 'GOOGLE_SILENT', fact: 'F.', nextStep: 'N.', requestId: null};
const begun = reduceCreation(initialCreation, {
  type: 'creation-started',
  request,
  progress: {created: 0, invoices: 40},
});

describe('reduceCreation()', () => {
  test('counts what is created, of no fewer than it began with', () => {
    const after = reduceCreation(begun, {type: 'creation-answered', reply: createContinues(12, 28)});
    expect(after.stage).toMatchObject({kind: 'working', progress: {created: 12, invoices: 40}});
    const more = reduceCreation(after, {type: 'creation-answered', reply: createContinues(41, 3)});
    expect(more.stage).toMatchObject({progress: {created: 41, invoices: 41}});
  });

  test('counts of drafts those that are finalized: created they are already', () => {
    const finalizing = reduceCreation(initialCreation, {
      type: 'creation-started',
      request,
      progress: {created: 0, invoices: 10, isOfDrafts: true},
    });
    const after = reduceCreation(finalizing, {type: 'creation-answered', reply: createContinues(10, 7)});
    expect(after.stage).toMatchObject({progress: {created: 3, invoices: 10, isOfDrafts: true}});
  });

  test('keeps the request of what was stopped or has failed, to go on with the same', () => {
    const after = reduceCreation(begun, {type: 'creation-answered', reply: createContinues(12, 28)});
    const progress = {created: 12, invoices: 40};
    expect(reduceCreation(after, {type: 'creation-stopped'}).stage).toEqual({
      kind: 'stopped',
      request,
      progress,
    });
    expect(reduceCreation(after, {type: 'creation-failed', failure}).stage).toEqual({
      kind: 'failed',
      request,
      progress,
      failure,
    });
  });

  test('a stop that was asked for survives the answer of the part under way', () => {
    const stopping = reduceCreation(begun, {type: 'creation-stop-asked'});
    const after = reduceCreation(stopping, {type: 'creation-answered', reply: createContinues(12, 28)});
    expect(after.stage).toMatchObject({kind: 'working', isStopping: true});
  });

  test('the result stays until somebody checks or previews anew', () => {
    const complete = reduceCreation(begun, {type: 'creation-answered', reply: createComplete});
    expect(complete.stage).toEqual({kind: 'complete', reply: createComplete});
    expect(reduceCreation(complete, {type: 'drafts-told', message: 'M.'}).stage.kind).toBe('complete');
    expect(reduceCreation(complete, {type: 'drafts-asked', work: 'check'}).stage.kind).toBe('idle');
  });

  test('what was typed and ticked for one preview is not taken for another', () => {
    const form = {
      goal: 'finalize' as const,
      ofDrafts: true,
      chargeCards: true,
      typed: {EUR: {invoices: '1', total: '14,280'}},
    };
    const typed = reduceCreation(initialCreation, {type: 'creation-typed', form});
    expect(typed.form).toBe(form);
    expect(reduceCreation(typed, {type: 'drafts-answered', asked: 'preview', reply: previewed}).form).toEqual(
      {goal: 'finalize', ofDrafts: false, chargeCards: false, typed: {}},
    );
  });
});

describe('whyNotYet()', () => {
  const live = {...previewed, mustTypeTotals: true};
  const typed = (eur: string, usd: string) => ({
    ...initialForm,
    typed: {EUR: {invoices: '1', total: eur}, USD: {invoices: '1', total: usd}},
  });

  test('is nothing in test mode', () => {
    expect(whyNotYet(previewed, initialForm, notNeeded)).toBeNull();
  });

  test('is what the preview says where nothing is ready', () => {
    expect(whyNotYet(nothingReady, initialForm, notNeeded)).toBe('Nothing to create. 2 rows have problems.');
  });

  test.each([
    [{kind: 'needed', because: 'B.'}, 'Somebody else must approve it first.'],
    [{kind: 'declined'}, 'It was declined. Change the rows, then preview again.'],
    [{kind: 'lapsed'}, 'Its approval has lapsed. Preview again to ask for a new one.'],
    [{kind: 'approved-since', by: 'ben'}, null],
    [{kind: 'approved', by: 'ben', at: '', lapsesAt: ''}, null],
  ] as const)('with an approval that is %j', (standing, reason) => {
    expect(whyNotYet(previewed, initialForm, standing)).toBe(reason);
  });

  test('names the currency that is not typed, and the one that is typed otherwise', () => {
    expect(whyNotYet(live, initialForm, notNeeded)).toBe(
      'Type count and total of EUR, as the preview shows them.',
    );
    expect(whyNotYet(live, typed('14,280.00', '48,200.01'), notNeeded)).toBe(
      'What is typed for USD is not what the preview shows.',
    );
    expect(whyNotYet(live, typed('EUR 14,280', '48200'), notNeeded)).toBeNull();
  });
});

describe('typedProblem()', () => {
  const [eur] = previewed.totals;
  if (eur === undefined) throw new Error('The preview has totals.');

  test.each([
    ['1', '14,280.00', null],
    [' 1 ', '14280', null],
    ['2', '14,280.00', 'The preview has 1 invoice.'],
    ['one', '14,280.00', 'The preview has 1 invoice.'],
    ['1', '14,280.01', 'The preview comes to EUR 14,280.00.'],
    ['1', 'USD 14,280.00', expect.stringContaining('not in USD')],
    ['1', '14.280,00', expect.stringContaining('Type it as')],
  ])('of %j and %j', (invoices, total, problem) => {
    expect(typedProblem(eur, {invoices, total})).toEqual(problem);
  });

  test('takes a currency without decimals as it is', () => {
    const yen = {...eur, currency: 'JPY', total: 'JPY 1,200,000', totalMajor: 1_200_000};
    expect(typedProblem(yen, {invoices: '1', total: '1,200,000'})).toBeNull();
    expect(typedProblem(yen, {invoices: '1', total: '1,200,000.0'})).toBe('JPY has no decimals.');
  });
});

const ten: DraftsToFinalize = {digest: 'e'.repeat(64), invoices: 10, totals: previewed.totals, charges: []};
const withDrafts: PreviewReply = {...previewed, drafts: ten};
const onlyDrafts: PreviewReply = {...nothingReady, drafts: ten};
const asked = (preview: PreviewReply, change: Partial<CreationForm> = {}) => {
  const form = {...initialForm, ...change};
  return requestOf(batchOf(preview, form), form);
};

describe('batchOf()', () => {
  test('is what is ready, and drafts of earlier batches where a person wants them', () => {
    expect(batchOf(withDrafts, initialForm)).toEqual({
      preview: withDrafts,
      isOfDrafts: false,
      goal: 'drafts',
    });
    expect(batchOf(withDrafts, {...initialForm, ofDrafts: true})).toMatchObject({
      preview: {digest: ten.digest, ready: 10, approval: {kind: 'not-needed'}},
      isOfDrafts: true,
      goal: 'finalize',
    });
  });

  test('is the drafts where nothing else is ready, and never drafts that are not there', () => {
    expect(batchOf(onlyDrafts, initialForm)).toMatchObject({isOfDrafts: true, preview: {ready: 10}});
    expect(batchOf(nothingReady, {...initialForm, ofDrafts: true}).isOfDrafts).toBe(false);
  });
});

describe('requestOf()', () => {
  test('says how far they go, and charges cards only where finalizing was chosen with it', () => {
    expect(asked(previewed)).toEqual(request);
    expect(asked(previewed, {chargeCards: true})).toEqual(request);
    expect(asked(previewed, {goal: 'deliver', chargeCards: true})).toEqual({
      digest,
      finalize: true,
      deliver: true,
      chargeCards: true,
    });
    expect(asked({...previewed, charges: []}, {goal: 'finalize', chargeCards: true})).toMatchObject({
      chargeCards: false,
    });
  });

  test('names drafts by their own digest, and finalizes them at least', () => {
    expect(asked(onlyDrafts)).toMatchObject({digest: ten.digest, finalize: true, deliver: false});
    expect(asked(withDrafts, {ofDrafts: true, goal: 'deliver'})).toMatchObject({
      digest: ten.digest,
      deliver: true,
    });
  });

  test('hands on in live mode what was typed', () => {
    expect(asked({...previewed, mustTypeTotals: true})?.expected).toEqual([
      {currency: 'EUR', invoices: 1, total: 14_280},
      {currency: 'USD', invoices: 1, total: 48_200},
    ]);
  });

  test('is nothing where nothing is ready', () => {
    expect(asked(nothingReady)).toBeNull();
  });
});

test('createLabel() says what is pressed', () => {
  const label = (ready: number, goal: CreationForm['goal']) =>
    createLabel(batchOf({...previewed, ready}, {...initialForm, goal}));
  expect(label(1, 'drafts')).toBe('Create 1 draft');
  expect(label(10, 'finalize')).toBe('Create and finalize 10 invoices');
  expect(label(1_200, 'deliver')).toBe('Create, finalize and send 1,200 invoices');
  expect(createLabel(batchOf(onlyDrafts, initialForm))).toBe('Finalize 10 drafts');
  expect(createLabel(batchOf(onlyDrafts, {...initialForm, goal: 'deliver'}))).toBe(
    'Finalize and send 10 drafts',
  );
});
