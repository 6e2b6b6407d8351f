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
    ['a: 1\n: x', '": x" is no line of the form key: value.'],
    ['a: 1\na: 2', 'The key a stands there twice.'],
  ])('refuses %j', (typed, problem) => {
    expect(metadataOf(typed).problem).toBe(problem);
  });
});
