import {jestExpect} from '@jest/expect';
import * as circus from 'jest-circus';

/** @typedef {ReturnType<typeof circus.getState>['rootDescribeBlock']} Block */
/** @typedef {Extract<Block['children'][number], {type: 'test'}>} Test */

/**
 * @typedef {object} TestOutcome
 * @property {string} name the names of its blocks and its own
 * @property {'passed' | 'failed' | 'skipped'} result
 * @property {string} failure empty unless it failed
 * @property {number} durationMs
 */

/** Gives the tests the globals they use, which are Jest's own. */
export function provideGlobals() {
  const {describe, test, beforeEach, afterEach} = circus;
  Object.assign(globalThis, {describe, test, beforeEach, afterEach, expect: jestExpect});
}

/**
 * The tests that `load` declares, by name; of several with one name each further one has its number.
 * @param {() => void} load
 * @returns {ReadonlyMap<string, Test>}
 */
export function collectTests(load) {
  circus.resetState();
  load();
  /** @type {Map<string, Test>} */
  const tests = new Map();
  for (const [name, test] of testsOf(circus.getState().rootDescribeBlock, '')) {
    let ownName = name;
    for (let count = 2; tests.has(ownName); count += 1) ownName = `${name} (${count})`;
    tests.set(ownName, test);
  }
  return tests;
}

/**
 * @param {Block} block
 * @param {string} prefix
 * @returns {(readonly [name: string, test: Test])[]}
 */
function testsOf(block, prefix) {
  return block.children.flatMap((child) =>
    child.type === 'test'
      ? [/** @type {const} */ ([`${prefix}${child.name}`, child])]
      : testsOf(child, `${prefix}${child.name} `),
  );
}

/**
 * Runs tests in the order given.
 * @param {readonly (readonly [name: string, test: Test])[]} tests
 * @param {object} options
 * @param {boolean} options.stopsAtFailure
 * @param {(name: string | undefined) => void} options.onCurrent told which test runs now, and undefined between two
 * @returns {Promise<readonly TestOutcome[]>}
 */
export async function runTests(tests, {stopsAtFailure, onCurrent}) {
  circus.resetState();
  // Jest writes the outcome into a test, so each run has its own copies.
  const copies = new Map(tests.map(([name, test]) => [{...test, errors: [...test.errors]}, name]));
  circus.getState().rootDescribeBlock.children.push(...copies.keys());

  let hasFailed = false;
  /** @param {import('jest-circus').Event} event */
  const follow = (event) => {
    if (event.name === 'test_start') {
      if (hasFailed && stopsAtFailure) event.test.mode = 'skip';
      onCurrent(copies.get(event.test));
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
  return [...copies].map(([test, name]) => ({
    name,
    result: test.errors.length > 0 ? 'failed' : test.status === 'done' ? 'passed' : 'skipped',
    failure: test.errors.flat().map(String).join('\n'),
    durationMs: test.duration ?? 0,
  }));
}
