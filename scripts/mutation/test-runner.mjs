// Stryker's own Jest runner starts Jest anew for each of some 2,000 mutants: seconds each, hours in all. This one hands
// the same tests to the same parts of Jest in a process that stays, where a mutant takes some milliseconds.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {Script} from 'node:vm';
import {DryRunStatus, TestStatus, toMutantRunResult} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import {collectTests, provideGlobals, runTests} from './run-tests.mjs';
import {testBundle} from './test-bundle.mjs';

/** @import {MutantCoverage} from '@stryker-mutator/api/core' */
/** @import {TestResult, TestRunner} from '@stryker-mutator/api/test-runner' */
/** @import {TestOutcome} from './run-tests.mjs' */
/** @typedef {ReturnType<typeof collectTests>} Tests */

/**
 * Mutated code asks at every step which mutant is on: a test that asks so much more often than it does without a mutant
 * is in a loop without end. Stryker's own count misses loops that do not pass through the mutant itself.
 */
const steps = {
  taken: 0,
  max: Number.POSITIVE_INFINITY,
  /** @type {Map<string, number>} */
  unmutated: new Map(),
};

/** @type {string | undefined} */
let activeMutant;

/** Where Stryker and the mutated code meet: which mutant is on, and which code a test reaches. */
const context = {
  get activeMutant() {
    steps.taken += 1;
    if (steps.taken > steps.max) throw new Error('This mutant loops without end.');
    return activeMutant;
  },
  /** @type {MutantCoverage | undefined} */
  mutantCoverage: undefined,
  /** @type {string | undefined} */
  currentTestId: undefined,
};

/** @param {string | undefined} name */
function measureSteps(name) {
  if (context.currentTestId !== undefined) steps.unmutated.set(context.currentTestId, steps.taken);
  steps.taken = 0;
  context.currentTestId = name;
}

/** @returns {TestRunner} */
function createTestRunner() {
  Object.assign(globalThis, {__stryker__: context});
  provideGlobals();
  // The same cases for every mutant, and fewer: what a mutant breaks is broken in most. A counterexample is not made
  // smaller, as all that counts here is that there is one.
  fc.configureGlobal({seed: 1, numRuns: 20, endOnFailure: true});

  /** @type {() => Tests} */
  let load;
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
      unmutated = await runTests([...load()], {stopsAtFailure: false, onCurrent: measureSteps});
      context.mutantCoverage = undefined;
    },

    dryRun: async () => ({
      status: DryRunStatus.Complete,
      tests: unmutated.map(toTestResult),
      mutantCoverage,
    }),

    async mutantRun({activeMutant: mutant, disableBail, mutantActivation, sandboxFileName, testFilter}) {
      const isStatic = mutantActivation === 'static';
      const wanted = new Set(
        isStatic ? testsReaching(sandboxFileName, mutantCoverage, unmutated) : testFilter,
      );
      // Most mutants fail many tests: the quick ones go first.
      const names = unmutated
        .filter(({name}) => wanted.has(name))
        .toSorted((a, b) => a.durationMs - b.durationMs)
        .map(({name}) => name);

      // A mutant of what runs at load is on at load. Any other starts from sources and tests that no mutant has touched.
      activeMutant = isStatic ? mutant.id : undefined;
      const {outcomes, isEndless} = await outcomesOf(load, names, {
        stopsAtFailure: !disableBail,
        beforeTests: () => {
          activeMutant = mutant.id;
        },
      });
      activeMutant = undefined;

      if (isEndless)
        return toMutantRunResult({status: DryRunStatus.Timeout, reason: 'It loops without end.'});
      const tests = outcomes.map(toTestResult);
      return toMutantRunResult({status: DryRunStatus.Complete, tests}, disableBail);
    },
  };
}
createTestRunner.inject = /** @type {const} */ ([]);

/**
 * @param {() => Tests} load
 * @param {readonly string[]} names
 * @param {object} options
 * @param {boolean} options.stopsAtFailure
 * @param {() => void} options.beforeTests
 * @returns {Promise<{outcomes: readonly TestOutcome[], isEndless: boolean}>}
 */
async function outcomesOf(load, names, {stopsAtFailure, beforeTests}) {
  let isEndless = false;
  /** @param {string} [name] */
  const limitSteps = (name) => {
    isEndless ||= steps.taken > steps.max;
    steps.taken = 0;
    steps.max = 10 * (steps.unmutated.get(name ?? '') ?? 0) + 200_000;
  };

  let tests;
  try {
    steps.taken = 0;
    tests = load();
  } catch (error) {
    // Tests that cannot even be loaded fail.
    return {outcomes: [{name: 'load', result: 'failed', failure: String(error), durationMs: 0}], isEndless};
  }
  const wanted = names.flatMap((name) => {
    const test = tests.get(name);
    return test === undefined ? [] : [/** @type {const} */ ([name, test])];
  });
  beforeTests();
  const outcomes = await runTests(wanted, {stopsAtFailure, onCurrent: limitSteps});
  return {outcomes, isEndless};
}

/**
 * The tests that reach anything of a file. Stryker would run all there are for a mutant of code that runs at load; but
 * what a file makes at load is used by its own functions, where it has any.
 * @param {string} sandboxFileName
 * @param {MutantCoverage} coverage
 * @param {readonly TestOutcome[]} unmutated
 */
function testsReaching(sandboxFileName, {perTest}, unmutated) {
  const instrumented = readFileSync(sandboxFileName, 'utf8');
  const mutants = [...instrumented.matchAll(/stryMutAct_\w+\("(\d+)"\)/g)].map(([, id]) => String(id));
  const names = Object.keys(perTest);
  const reaching = names.filter((name) => mutants.some((id) => perTest[name]?.[id] !== undefined));
  return reaching.length > 0 ? reaching : unmutated.map(({name}) => name);
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
