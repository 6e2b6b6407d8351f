import {jestExpect} from '@jest/expect';
import * as circus from 'jest-circus';

/**
 * @typedef {object} RunTest one test and what came of it
 * @property {string} name the names of its blocks and its own
 * @property {'passed' | 'failed' | 'skipped'} result
 * @property {string} failure empty unless it failed
 * @property {number} durationMs
 */

/**
 * @typedef {object} RunOptions
 * @property {(name: string) => boolean} isWanted
 * @property {boolean} stopsAtFailure
 * @property {(name: string | undefined) => void} onCurrent told which test runs now, and undefined between two
 */

/** Gives the tests the globals they use, which are Jest's own. */
export function provideGlobals() {
  const {describe, test, beforeAll, beforeEach, afterEach, afterAll} = circus;
  Object.assign(globalThis, {describe, test, beforeAll, beforeEach, afterEach, afterAll, expect: jestExpect});
}

/**
 * Collects the tests that `load` declares and returns a function that runs them once.
 * @param {() => void} load
 * @returns {(options: RunOptions) => Promise<readonly RunTest[]>}
 */
export function collectTests(load) {
  circus.resetState();
  load();
  const tests = testsOf(circus.getState().rootDescribeBlock, '');

  return async ({isWanted, stopsAtFailure, onCurrent}) => {
    const names = new Map(tests.map(({name, test}) => [test, name]));
    let hasFailed = false;
    /** @type {Parameters<typeof circus.addEventHandler>[0]} */
    const follow = (event) => {
      if (event.name === 'test_start') {
        const name = names.get(event.test) ?? '';
        if (!isWanted(name) || (hasFailed && stopsAtFailure)) event.test.mode = 'skip';
        onCurrent(name);
      }
      if (event.name === 'test_done') hasFailed ||= event.test.errors.length > 0;
      if (event.name === 'test_done' || event.name === 'test_skip') onCurrent(undefined);
    };

    circus.addEventHandler(follow);
    try {
      await circus.run();
    } finally {
      circus.removeEventHandler(follow);
    }
    return tests.map(({name, test}) => ({
      name,
      result: test.errors.length > 0 ? 'failed' : test.status === 'done' ? 'passed' : 'skipped',
      failure: test.errors.flat().map(String).join('\n'),
      durationMs: test.duration ?? 0,
    }));
  };
}

/** @typedef {ReturnType<typeof circus.getState>['rootDescribeBlock']} Block */

/**
 * @param {Block} block
 * @param {string} prefix
 * @returns {{name: string, test: Extract<Block['children'][number], {type: 'test'}>}[]}
 */
function testsOf(block, prefix) {
  return block.children.flatMap((child) =>
    child.type === 'test'
      ? [{name: `${prefix}${child.name}`, test: child}]
      : testsOf(child, `${prefix}${child.name} `),
  );
}
