import {type RefreshStage, reduceRefresh, shareDone} from '../../../sidebar/state/refresh.ts';
import {sliceComplete, sliceContinues} from '../support/refresh-slices.ts';

const working: RefreshStage = {kind: 'working', progress: null, isStopping: false};

describe('reduceRefresh()', () => {
  test('shows how far it has come, and goes on', () => {
    expect(reduceRefresh(working, {type: 'refresh-answered', reply: sliceContinues(12)})).toEqual({
      kind: 'working',
      progress: {pages: 12, invoices: 1_200, expectedPages: 52, secondsLeft: 40},
      isStopping: false,
    });
  });

  test('remembers that Stop was pressed while a part is under way', () => {
    const stopping = reduceRefresh(working, {type: 'refresh-stop-asked'});
    expect(stopping).toMatchObject({kind: 'working', isStopping: true});
    expect(reduceRefresh(stopping, {type: 'refresh-answered', reply: sliceContinues(12)})).toMatchObject({
      isStopping: true,
    });
    expect(reduceRefresh({kind: 'idle'}, {type: 'refresh-stop-asked'})).toEqual({kind: 'idle'});
  });

  test('ends with the sentence of the script', () => {
    expect(reduceRefresh(working, {type: 'refresh-answered', reply: sliceComplete})).toEqual({
      kind: 'told',
      message: sliceComplete.message,
      isGood: true,
    });
    const elsewhere = {status: 'ended-elsewhere', message: 'Ben has finished it.'} as const;
    expect(reduceRefresh(working, {type: 'refresh-answered', reply: elsewhere})).toEqual({
      kind: 'told',
      message: 'Ben has finished it.',
      isGood: false,
    });
  });

  test('asks about a changed count, and tells every other failure', () => {
    const failure = {code: 'COUNT_CHANGED', fact: 'Half of them.', nextStep: 'Look.', requestId: null};
    expect(reduceRefresh(working, {type: 'refresh-failed', failure})).toEqual({
      kind: 'count-changed',
      failure,
    });
    const other = {...failure, code: 'STRIPE_UNREACHABLE'};
    expect(reduceRefresh(working, {type: 'refresh-failed', failure: other})).toEqual({
      kind: 'failed',
      failure: other,
    });
  });
});

test('shareDone() never fills the bar before the end, and draws none where nobody knows', () => {
  const progress = {pages: 26, invoices: 1, expectedPages: 52, secondsLeft: null};
  expect(shareDone(progress)).toBe(0.5);
  expect(shareDone({...progress, pages: 90})).toBe(0.98);
  expect(shareDone({...progress, expectedPages: null})).toBeNull();
  expect(shareDone({...progress, expectedPages: 0})).toBeNull();
});
