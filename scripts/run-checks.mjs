import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {ensureBuilt} from './ensure-built.mjs';
import {inProject, projectDir} from './project.mjs';
import {runJest} from './run-jest.mjs';

const jestReport = inProject('test-results', 'jest.json');

/**
 * @typedef {{passed: boolean, output: string}} StepResult
 * @type {readonly {name: string, run: () => StepResult | Promise<StepResult>}[]}
 */
const steps = [
  {
    name: 'format and lint',
    run: () => runTool('@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', '--colors=off']),
  },
  {name: 'types', run: () => runTool('typescript/bin/tsc', ['-b'])},
  {name: 'unused code', run: () => runTool('knip/bin/knip.js', ['--no-progress'])},
  {name: 'build', run: buildAll},
  {name: 'tests', run: runTests},
];

/**
 * Everything a change has to pass. Every step runs, so that one run names all there is to mend.
 * @returns {Promise<number>} the exit code
 */
export async function runChecks() {
  rmSync(jestReport, {force: true});
  let allPassed = true;
  for (const {name, run} of steps) {
    const startedUnixMs = Date.now();
    const {passed, output} = await run();
    const seconds = ((Date.now() - startedUnixMs) / 1000).toFixed(1);
    console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
    if (!passed) console.log(output.trimEnd());
    allPassed &&= passed;
  }
  console.log(closingLine(readReport()));
  return allPassed ? 0 : 1;
}

/**
 * @param {string} program inside node_modules
 * @param {readonly string[]} args
 * @returns {StepResult}
 */
function runTool(program, args) {
  const result = spawnSync(process.execPath, [inProject('node_modules', program), ...args], {
    cwd: projectDir,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return {passed: result.status === 0, output: `${result.stdout}${result.stderr}${result.error ?? ''}`};
}

/** @returns {Promise<StepResult>} */
async function buildAll() {
  try {
    await ensureBuilt();
    return {passed: true, output: ''};
  } catch (error) {
    return {passed: false, output: String(error instanceof Error ? error.message : error)};
  }
}

/** @returns {StepResult} */
function runTests() {
  mkdirSync(inProject('test-results'), {recursive: true});
  const {exitCode, output} = runJest(['--json', `--outputFile=${jestReport}`, '--silent'], {capture: true});
  return {passed: exitCode === 0, output};
}

/** @returns {JestReport | null} null when Jest did not get as far as to write one */
function readReport() {
  return existsSync(jestReport) ? JSON.parse(readFileSync(jestReport, 'utf8')) : null;
}

/**
 * How many tests there were. A suite that could not even start counts as a failure, and so does a run without a report.
 * @typedef {object} JestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {number} numRuntimeErrorTestSuites
 *
 * @param {JestReport | null} report
 */
export function closingLine(report) {
  if (report === null) return '0 passed, 1 failed, 0 skipped';
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const skipped = report.numPendingTests + report.numTodoTests;
  return `${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
}
