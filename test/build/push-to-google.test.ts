import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {whatComesFirst} from '../../scripts/push-to-google.mjs';

const claspSettings = JSON.parse(readFileSync(join(import.meta.dirname, '../../.clasp.json'), 'utf8'));

describe('whatComesFirst()', () => {
  test.each([
    [{scriptId: claspSettings.scriptId, isLoggedIn: true}, 'still holds the placeholder'],
    [{scriptId: claspSettings.scriptId, isLoggedIn: false}, 'clasp is not logged in'],
    [{scriptId: '1AbC', isLoggedIn: false}, 'clasp is not logged in'],
  ])('of %j names the reason and the two commands', (state, reason) => {
    const sentence = whatComesFirst(state) ?? '';
    expect(sentence).toContain(`Cannot push dist/ to Google: `);
    expect(sentence).toContain(reason);
    expect(sentence).toMatch(/^ {2}npx clasp login$/m);
    expect(sentence).toMatch(/^ {2}.*npx clasp create-script --type sheets .*--rootDir dist$/m);
  });

  test('is nothing for a script of one’s own and a login', () => {
    expect(whatComesFirst({scriptId: '1AbC', isLoggedIn: true})).toBeNull();
  });
});

test('.clasp.json pushes dist and nothing else', () => {
  expect(claspSettings.rootDir).toBe('dist');
});
