// @ts-check
// How many tests passed and failed, from the exit code of a check or the report of a test runner.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run-program.mjs';

// Not in test-results/, which Playwright empties when it starts.
export const REPORTS = join(root, 'node_modules', '.pixelpool-reports');
export const UNIT_REPORT = join(REPORTS, 'unit.json');
export const E2E_REPORT = join(REPORTS, 'e2e.json');

/**
 * `flaky` is the number of passed tests that passed only at the second try.
 * @typedef {{ passed: number, failed: number, skipped: number, flaky: number }} Counts
 */
/**
 * The part of Vitest's report that is used here.
 * @typedef {object} UnitReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 */
/**
 * The part of Playwright's report that is used here; `errors` are those outside any test.
 * @typedef {object} E2eReport
 * @property {{ expected: number, flaky: number, unexpected: number, skipped: number }} stats
 * @property {unknown[]} errors
 */
/** @type {Counts} */
export const ONE_FAILED = { passed: 0, failed: 1, skipped: 0, flaky: 0 };

/**
 * @param {number} code
 * @returns {Counts}
 */
export function countCheck(code) {
  return code === 0 ? { passed: 1, failed: 0, skipped: 0, flaky: 0 } : ONE_FAILED;
}

/**
 * @param {string} path
 * @returns {unknown} undefined if there is no complete report
 */
function readReport(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // A truncated report counts as none.
    return undefined;
  }
}

/**
 * A runner that failed has at least one failure, even if none of its tests has (an error outside
 * the tests, a server that does not start).
 * @param {Counts} counts
 * @param {number} code
 * @returns {Counts}
 */
function withRunnerFailure(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * Test files that could not be loaded: none of their tests failed, but each counts as a failure.
 * @param {UnitReport} report
 */
function unloadableFiles({ testResults }) {
  const failedFiles = testResults.filter((file) => file.status === 'failed');
  return failedFiles.filter((file) => file.assertionResults.every((t) => t.status !== 'failed'));
}

/**
 * @param {number} code
 * @returns {Counts}
 */
export function countUnit(code) {
  const report = /** @type {UnitReport | undefined} */ (readReport(UNIT_REPORT));
  if (report === undefined) return ONE_FAILED;
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadableFiles(report).length,
    skipped: report.numPendingTests + report.numTodoTests,
    flaky: 0,
  };
  return withRunnerFailure(counts, code);
}

/**
 * @param {number} code
 * @returns {Counts}
 */
export function countE2e(code) {
  const report = /** @type {E2eReport | undefined} */ (readReport(E2E_REPORT));
  if (report === undefined) return ONE_FAILED;
  const { expected, flaky, unexpected, skipped } = report.stats;
  const counts = {
    passed: expected + flaky,
    failed: unexpected + report.errors.length,
    skipped,
    flaky,
  };
  return withRunnerFailure(counts, code);
}
