import {doneOf, mustBePreviewedAgain, reduceWork, workOf} from '../../../sidebar/state/work.ts';
import {continues, voided} from '../support/action-states.ts';

const failure = (code: string) => ({code, fact: 'F.', nextStep: 'N.', requestId: null});

describe('reduceWork()', () => {
  const work = workOf('digest_1', 10);

  test('counts down from what the preview counted', () => {
    const reply = continues(4, 6);
    if (reply.status !== 'continues') throw new Error('It continues.');
    const step = reduceWork(work, {type: 'work-answered', reply});
    expect(step).toMatchObject({kind: 'working', work: {remaining: 6, digest: 'digest_1'}});
    expect(doneOf(work)).toBe(0);
    expect(doneOf({...work, remaining: 6})).toBe(4);
    expect(doneOf({...work, remaining: 12})).toBe(0);
  });

  test('stops with what was done, and forgets that it was asked to', () => {
    const stopping = reduceWork(work, {type: 'work-stop-asked'});
    expect(stopping).toMatchObject({kind: 'working', work: {isStopping: true}});
    expect(reduceWork({...work, isStopping: true}, {type: 'work-stopped', failure: null})).toMatchObject({
      kind: 'stopped',
      work: {isStopping: false},
    });
  });

  test('ends with its results', () => {
    expect(reduceWork(work, {type: 'work-done', result: voided})).toEqual({kind: 'done', result: voided});
  });
});

test('mustBePreviewedAgain() is true where going on would do what nobody has seen', () => {
  expect(mustBePreviewedAgain(failure('PREVIEW_STALE'))).toBe(true);
  expect(mustBePreviewedAgain(failure('APPROVAL_NEEDED'))).toBe(true);
  expect(mustBePreviewedAgain(failure('STRIPE_UNREACHABLE'))).toBe(false);
  expect(mustBePreviewedAgain(null)).toBe(false);
});
