// Stryker's own Jest runner starts Jest anew for each of some 2,000 mutants: seconds each, hours in all. This one hands
// the same tests to the same parts of Jest in a process that stays, where a mutant takes some milliseconds.
import {createRequire} from 'node:module';
import {Script} from 'node:vm';
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import {collectTests, provideGlobals} from './run-tests.mjs';
import {testBundle} from './test-bundle.mjs';

/** @import {InstrumenterContext} from '@stryker-mutator/api/core' */
/** @import {DryRunResult, TestRunner} from '@stryker-mutator/api/test-runner' */

/**
 * Where Stryker and the mutated code meet: which mutant is on, and which code a test reaches.
 * @type {{[Name in keyof InstrumenterContext]: InstrumenterContext[Name] | undefined}}
 */
const context = {};

/** @returns {TestRunner} */
function createTestRunner() {
  Object.assign(globalThis, {__stryker__: context});
  provideGlobals();
  // The same cases for every mutant, and fewer: what a mutant breaks is broken in most. A counterexample is not made
  // smaller, as all that counts here is that there is one.
  fc.configureGlobal({seed: 1, numRuns: 25, endOnFailure: true});

  /** @type {(require: NodeJS.Require) => void} */
  let load;
  return {
    capabilities: () => ({reloadEnvironment: true}),

    async init() {
      load = new Script(await testBundle(process.cwd())).runInThisContext();
    },

    async dryRun() {
      context.mutantCoverage = {static: {}, perTest: {}};
      const result = await runAll({load, isWanted: () => true, stopsAtFailure: false});
      return {...result, mutantCoverage: context.mutantCoverage};
    },

    async mutantRun({activeMutant, disableBail, hitLimit, mutantActivation, testFilter}) {
      const wanted = testFilter && new Set(testFilter);
      context.hitLimit = hitLimit;
      context.hitCount = hitLimit === undefined ? undefined : 0;
      // A mutant of code that runs once, at load, is on while the sources load; any other is on for the tests only.
      context.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
      const result = await runAll({
        load,
        isWanted: (name) => wanted?.has(name) ?? true,
        stopsAtFailure: !disableBail,
        beforeTests: () => {
          context.activeMutant = activeMutant.id;
        },
      });
      context.activeMutant = undefined;
      return toMutantRunResult(determineHitLimitReached(context.hitCount, hitLimit) ?? result, disableBail);
    },
  };
}
createTestRunner.inject = /** @type {const} */ ([]);

/**
 * @param {object} options
 * @param {(require: NodeJS.Require) => void} options.load
 * @param {(name: string) => boolean} options.isWanted
 * @param {boolean} options.stopsAtFailure
 * @param {() => void} [options.beforeTests]
 * @returns {Promise<Extract<DryRunResult, {tests: unknown}>>}
 */
async function runAll({load, isWanted, stopsAtFailure, beforeTests}) {
  let run;
  try {
    run = collectTests(() => load(createRequire(import.meta.url)));
  } catch (error) {
    // Tests that cannot even be loaded fail.
    const test = {
      id: 'load',
      name: 'load',
      timeSpentMs: 0,
      status: TestStatus.Failed,
      failureMessage: String(error),
    };
    return {status: DryRunStatus.Complete, tests: [test]};
  }
  beforeTests?.();
  const tests = await run({
    isWanted,
    stopsAtFailure,
    onCurrent: (name) => {
      context.currentTestId = name;
    },
  });
  return {
    status: DryRunStatus.Complete,
    tests: tests.map(({name, result, failure, durationMs}) => {
      const test = {id: name, name, timeSpentMs: durationMs};
      if (result === 'failed') return {...test, status: TestStatus.Failed, failureMessage: failure};
      return {...test, status: result === 'passed' ? TestStatus.Success : TestStatus.Skipped};
    }),
  };
}

/** Stryker looks for runners in an export of this name, and for the one to use by the name within. */
export const strykerPlugins = [{kind: 'TestRunner', name: 'jest-in-one-process', factory: createTestRunner}];
