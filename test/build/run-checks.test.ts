import {closingLine} from '../../scripts/run-checks.mjs';

const report = {
  numPassedTests: 40,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 1,
};

describe('closingLine()', () => {
  test('counts a suite that could not start as a failure', () => {
    expect(closingLine(report)).toBe('40 passed, 2 failed, 3 skipped');
  });

  test('calls a run without a report a failure', () => {
    expect(closingLine(null)).toBe('0 passed, 1 failed, 0 skipped');
  });
});
