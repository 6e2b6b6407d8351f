// Stryker's own Jest runner starts Jest anew for each of some 2,000 mutants: seconds each, hours in all. This one hands
// the same tests to the same parts of Jest in a process that stays, where a mutant takes some milliseconds.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {Script} from 'node:vm';
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import {collectTests, provideGlobals, runTests} from './run-tests.mjs';
import {testBundle} from './test-bundle.mjs';

/** @import {InstrumenterContext, MutantCoverage} from '@stryker-mutator/api/core' */
/** @import {TestResult, TestRunner} from '@stryker-mutator/api/test-runner' */
/** @import {TestOutcome} from './run-tests.mjs' */
/** @typedef {ReturnType<typeof collectTests>} Tests */

/**
 * Where Stryker and the mutated code meet: which mutant is on, and which code a test reaches.
 * @type {{[Name in keyof InstrumenterContext]: InstrumenterContext[Name] | undefined}}
 */
const context = {};

/**
 * Stryker takes a hundred times what all tests together do with a piece of code for a loop without end, which takes a
 * minute to reach here; five times is one already.
 */
const endlessAfter = 20;

/** @returns {TestRunner} */
function createTestRunner() {
  Object.assign(globalThis, {__stryker__: context});
  provideGlobals();
  // The same cases for every mutant, and fewer: what a mutant breaks is broken in most. A counterexample is not made
  // smaller, as all that counts here is that there is one.
  fc.configureGlobal({seed: 1, numRuns: 20, endOnFailure: true});

  /** @type {() => Tests} */
  let load;
  /** @type {Tests} */
  let loaded;
  /** @type {readonly TestOutcome[]} */
  let unmutated;
  /** @type {MutantCoverage} */
  const mutantCoverage = {static: {}, perTest: {}};

  return {
    capabilities: () => ({reloadEnvironment: true}),

    async init() {
      const script = new Script(await testBundle(process.cwd())).runInThisContext();
      load = () => collectTests(() => script(createRequire(import.meta.url)));
      context.mutantCoverage = mutantCoverage;
      loaded = load();
      unmutated = await runTests([...loaded], {stopsAtFailure: false, onCurrent: setCurrentTest});
      context.mutantCoverage = undefined;
    },

    dryRun: async () => ({
      status: DryRunStatus.Complete,
      tests: unmutated.map(toTestResult),
      mutantCoverage,
    }),

    async mutantRun({activeMutant, disableBail, hitLimit, mutantActivation, sandboxFileName, testFilter}) {
      const isStatic = mutantActivation === 'static';
      const wanted = new Set(isStatic ? testsReaching(sandboxFileName, mutantCoverage) : testFilter);
      // Most mutants fail many tests: the quick ones go first.
      const names = unmutated
        .filter(({name}) => wanted.has(name))
        .toSorted((a, b) => a.durationMs - b.durationMs)
        .map(({name}) => name);

      context.hitLimit = hitLimit === undefined ? undefined : hitLimit / endlessAfter;
      context.hitCount = hitLimit === undefined ? undefined : 0;
      context.activeMutant = activeMutant.id;
      // What runs at load is loaded anew, with its mutant in it.
      const outcomes = await outcomesOf(isStatic ? load : () => loaded, names, !disableBail);
      context.activeMutant = undefined;

      const tooMany = determineHitLimitReached(context.hitCount, context.hitLimit);
      const tests = outcomes.map(toTestResult);
      return toMutantRunResult(tooMany ?? {status: DryRunStatus.Complete, tests}, disableBail);
    },
  };
}
createTestRunner.inject = /** @type {const} */ ([]);

/** @param {string | undefined} name */
function setCurrentTest(name) {
  context.currentTestId = name;
}

/**
 * @param {() => Tests} load
 * @param {readonly string[]} names
 * @param {boolean} stopsAtFailure
 * @returns {Promise<readonly TestOutcome[]>}
 */
async function outcomesOf(load, names, stopsAtFailure) {
  let tests;
  try {
    tests = load();
  } catch (error) {
    // Tests that cannot even be loaded fail.
    return [{name: 'load', result: 'failed', failure: String(error), durationMs: 0}];
  }
  const wanted = names.flatMap((name) => {
    const test = tests.get(name);
    return test === undefined ? [] : [/** @type {const} */ ([name, test])];
  });
  return runTests(wanted, {stopsAtFailure, onCurrent: setCurrentTest});
}

/**
 * The tests that reach anything of a file. Stryker would run all there are for a mutant of code that runs at load; but
 * what a file makes at load is used by its own functions.
 * @param {string} sandboxFileName
 * @param {MutantCoverage} coverage
 */
function testsReaching(sandboxFileName, {perTest}) {
  const instrumented = readFileSync(sandboxFileName, 'utf8');
  const mutants = [...instrumented.matchAll(/stryMutAct_\w+\("(\d+)"\)/g)].map(([, id]) => String(id));
  return Object.keys(perTest).filter((name) => mutants.some((id) => perTest[name]?.[id] !== undefined));
}

/**
 * @param {TestOutcome} outcome
 * @returns {TestResult}
 */
function toTestResult({name, result, failure, durationMs}) {
  const test = {id: name, name, timeSpentMs: durationMs};
  if (result === 'failed') return {...test, status: TestStatus.Failed, failureMessage: failure};
  return {...test, status: result === 'passed' ? TestStatus.Success : TestStatus.Skipped};
}

/** Stryker looks for runners in an export of this name, and for the one to use by the name within. */
export const strykerPlugins = [{kind: 'TestRunner', name: 'jest-in-one-process', factory: createTestRunner}];
