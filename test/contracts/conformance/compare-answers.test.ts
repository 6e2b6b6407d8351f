import {runCliScript} from './cli-script.ts';
import {disagreements} from './compare-answers.ts';
import {liveStory} from './live-story.ts';
import {openTarget} from './target.ts';

describe('disagreements()', () => {
  test('finds none between two accounts that answer alike, whatever they call things', async () => {
    const one = await openTarget();
    const other = await openTarget('tiny');
    other.passSeconds(12_345);
    const answers = [
      await runCliScript(liveStory, one.send),
      await runCliScript(liveStory, other.send),
    ] as const;
    await one.close();
    await other.close();
    expect(disagreements(...answers)).toEqual([]);
  });

  test('names the place, and what each of them says', () => {
    const ours = new Map([['paid', {id: 'in_1AAAAAAAAAAAA', amount_due: 100, lines: [{a: 1}], same: null}]]);
    const theirs = new Map([
      ['paid', {id: 'in_1BBBBBBBBBBBB', amount_due: 90, lines: [{a: 2}], same: null, more: true}],
    ]);
    expect(disagreements(ours, theirs)).toEqual([
      'paid.amount_due: sandbox says 100, Stripe says 90',
      'paid.lines.0.a: sandbox says 1, Stripe says 2',
      'paid.more: sandbox says nothing, Stripe says true',
    ]);
  });

  test('finds a reference to another object', () => {
    const answers = (second: string) =>
      new Map([
        ['one', {id: 'in_1AAAAAAAAAAAA'}],
        ['two', {id: second}],
      ]);
    expect(disagreements(answers('in_1AAAAAAAAAAAA'), answers('in_1CCCCCCCCCCCC'))).toEqual([
      'two.id: sandbox says "<in 1>", Stripe says "<in 2>"',
    ]);
  });
});
