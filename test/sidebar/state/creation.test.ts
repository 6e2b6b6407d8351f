import {initialCreation, reduceCreation} from '../../../sidebar/state/creation.ts';
import {
  createLabel,
  initialForm,
  requestOf,
  typedProblem,
  whyNotYet,
} from '../../../sidebar/state/creation-form.ts';
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
      chargeCards: true,
      typed: {EUR: {invoices: '1', total: '14,280'}},
    };
    const typed = reduceCreation(initialCreation, {type: 'creation-typed', form});
    expect(typed.form).toBe(form);
    expect(reduceCreation(typed, {type: 'drafts-answered', asked: 'preview', reply: previewed}).form).toEqual(
      {goal: 'finalize', chargeCards: false, typed: {}},
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

describe('requestOf()', () => {
  test('says how far they go, and charges cards only where finalizing was chosen with it', () => {
    expect(requestOf(previewed, initialForm)).toEqual(request);
    expect(requestOf(previewed, {...initialForm, chargeCards: true})).toEqual(request);
    expect(requestOf(previewed, {...initialForm, goal: 'deliver', chargeCards: true})).toEqual({
      digest,
      finalize: true,
      deliver: true,
      chargeCards: true,
    });
    expect(
      requestOf({...previewed, charges: []}, {...initialForm, goal: 'finalize', chargeCards: true}),
    ).toMatchObject({chargeCards: false});
  });

  test('hands on in live mode what was typed', () => {
    expect(requestOf({...previewed, mustTypeTotals: true}, initialForm)?.expected).toEqual([
      {currency: 'EUR', invoices: 1, total: 14_280},
      {currency: 'USD', invoices: 1, total: 48_200},
    ]);
  });

  test('is nothing where nothing is ready', () => {
    expect(requestOf(nothingReady, initialForm)).toBeNull();
  });
});

test('createLabel() says what is pressed', () => {
  expect(createLabel(1, 'drafts')).toBe('Create 1 draft');
  expect(createLabel(10, 'finalize')).toBe('Create and finalize 10 invoices');
  expect(createLabel(1_200, 'deliver')).toBe('Create, finalize and send 1,200 invoices');
});
