import {metadataOf} from '../../../sidebar/state/metadata-lines.ts';

describe('metadataOf()', () => {
  test('reads a key and a value of each line; an empty value deletes its key', () => {
    expect(metadataOf(' order : A:17 \n\nowner:\n')).toEqual({
      metadata: {order: 'A:17', owner: ''},
      problem: null,
    });
  });

  test.each([
    ['', 'Type at least one line, as key: value.'],
    ['order', '"order" is no line of the form key: value.'],
    [': x', '": x" is no line of the form key: value.'],
    ['a: 1\na: 2', 'The key a stands there twice.'],
    ['a[b]: 1', 'The key a[b] must have at most 40 characters and no square brackets.'],
    [
      `${'k'.repeat(41)}: 1`,
      `The key ${'k'.repeat(41)} must have at most 40 characters and no square brackets.`,
    ],
    [`a: ${'v'.repeat(501)}`, 'The value of a has more than 500 characters.'],
    [Array.from({length: 51}, (_, at) => `k${at}: v`).join('\n'), 'These are 51 keys, and Stripe keeps 50.'],
  ])('refuses %j', (typed, problem) => {
    expect(metadataOf(typed).problem).toBe(problem);
  });

  test('takes as much as Stripe keeps', () => {
    const most = Array.from({length: 50}, (_, at) => `${String(at).padStart(40, 'k')}: ${'v'.repeat(500)}`);
    expect(metadataOf(most.join('\n')).problem).toBeNull();
  });
});
