// @ts-check
// `npm test`: every check there is, one after the other. A failing step does not hide the ones
// after it. The last line on stdout is the count: "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './ensure-browser.mjs';
import { ToolError, npmCommand, root, runProgram, runTool } from './run-program.mjs';
import { ensureInstalled } from './setup.mjs';

// Not in test-results/, which Playwright empties when it starts.
const REPORTS = join(root, 'node_modules', '.pixelpool-reports');
const UNIT_REPORT = join(REPORTS, 'unit.json');
const E2E_REPORT = join(REPORTS, 'e2e.json');

/**
 * `flaky`: those of the passed that passed at their second try.
 * @typedef {{ passed: number, failed: number, skipped: number, flaky: number }} Counts
 */
/** @typedef {{ name: string, result: string, seconds: number, counts: Counts }} Row */
/**
 * The part of Vitest's report that is read here.
 * @typedef {object} UnitReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 */
/**
 * The part of Playwright's report that is read here; `errors` are those outside any test.
 * @typedef {object} E2eReport
 * @property {{ expected: number, flaky: number, unexpected: number, skipped: number }} stats
 * @property {unknown[]} errors
 */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} script the npm script that does it
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {(code: number) => Counts} count
 */

/** @type {Counts} */
const ONE_FAILED = { passed: 0, failed: 1, skipped: 0, flaky: 0 };

/**
 * @param {number} code
 * @returns {Counts}
 */
function countCheck(code) {
  return code === 0 ? { passed: 1, failed: 0, skipped: 0, flaky: 0 } : ONE_FAILED;
}

/**
 * @param {string} path
 * @returns {unknown} undefined if there is no whole report
 */
function readReport(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // A report that was cut off says as little as none.
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
 * A test file that could not even be loaded has no test that failed, but counts as one.
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
function countUnit(code) {
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
function countE2e(code) {
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

/**
 * @param {string} name
 * @param {string} script
 * @param {Partial<Step>} [rest]
 * @returns {Step}
 */
function step(name, script, rest = {}) {
  return { name, script, args: [], env: {}, count: countCheck, ...rest };
}

/** @type {Step[]} */
const STEPS = [
  step('format', 'format:check'),
  step('lint', 'lint'),
  step('types', 'types'),
  step('unit', 'test:unit', {
    args: ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
    count: countUnit,
  }),
  step('build', 'build'),
];

/** @param {string} browser */
function e2eStep(browser) {
  return step('e2e', 'test:e2e', {
    args: ['--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: E2E_REPORT, PIXELPOOL_BROWSER: browser },
    count: countE2e,
  });
}

/** @param {string} browser */
function soakStep(browser) {
  return step('soak', 'soak', { args: ['--short'], env: { PIXELPOOL_BROWSER: browser } });
}

/**
 * The last line, which other programs read: nothing but these two numbers.
 * @param {Counts} counts
 */
function summarise({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** @param {Counts} counts */
function describe(counts) {
  const { skipped, flaky } = counts;
  const others = [skipped > 0 && `${skipped} skipped`, flaky > 0 && `${flaky} at the second try`];
  return [summarise(counts), ...others.filter((text) => text !== false)].join(', ');
}

/** @param {number} code */
function stopIfInterrupted(code) {
  const { SIGINT, SIGTERM } = constants.signals;
  if (code === 128 + SIGINT || code === 128 + SIGTERM) {
    throw new ToolError('The tests were stopped before their end.', code);
  }
}

/**
 * @param {Step} task
 * @returns {Promise<Row>}
 */
async function runStep({ name, script, args, env, count }) {
  console.log(`\n== ${name} (npm run ${script}) ==`);
  const npm = npmCommand(['run', '-s', script, ...(args.length > 0 ? ['--', ...args] : [])]);
  const start = performance.now();
  const code = await runProgram(npm.program, npm.args, {
    cwd: root,
    env: { ...process.env, ...env },
  });
  stopIfInterrupted(code);
  const seconds = (performance.now() - start) / 1000;
  const counts = count(code);
  const plain = counts.failed > 0 ? 'failed' : 'passed';
  return { name, result: count === countCheck ? plain : describe(counts), seconds, counts };
}

/**
 * A step that needs the page and a browser, or why it could not run.
 * @param {(browser: string) => Step} stepOf
 * @param {string} name
 * @param {boolean} built
 * @param {string | ToolError} browser
 * @returns {Promise<Row>}
 */
async function runInBrowser(stepOf, name, built, browser) {
  if (built && typeof browser === 'string') return runStep(stepOf(browser));
  const reason = built ? 'there is no browser' : 'the build failed';
  console.log(`\n== ${name} ==\nThis was not run, because ${reason}.`);
  return { name, result: `not run: ${reason}`, seconds: 0, counts: ONE_FAILED };
}

/** @param {Row[]} rows */
function printTable(rows) {
  const width = Math.max(...rows.map((row) => row.result.length), 'Result'.length);
  console.log(`\n${'Step'.padEnd(8)}${'Result'.padEnd(width)}  Seconds`);
  for (const { name, result, seconds } of rows) {
    console.log(`${name.padEnd(8)}${result.padEnd(width)}  ${seconds.toFixed(1).padStart(7)}`);
  }
}

/**
 * A browser that cannot be had fails the end-to-end tests only; a wrong PIXELPOOL_BROWSER is a
 * mistake to correct first.
 * @returns {Promise<string | ToolError>}
 */
async function browserOrReason() {
  try {
    return await ensureBrowser();
  } catch (error) {
    if (!(error instanceof ToolError) || error.exitCode !== 1) throw error;
    console.error(error.message);
    return error;
  }
}

/** @returns {Promise<Row[]>} */
async function runAll() {
  await ensureInstalled();
  const browser = await browserOrReason();
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  /** @type {Row[]} */
  const rows = [];
  for (const task of STEPS) rows.push(await runStep(task));
  const built = rows.at(-1)?.counts.failed === 0;
  rows.push(await runInBrowser(e2eStep, 'e2e', built, browser));
  rows.push(await runInBrowser(soakStep, 'soak', built, browser));
  return rows;
}

/** @param {Row[]} rows */
function total(rows) {
  const all = rows.map((row) => row.counts);
  const keys = /** @type {const} */ (['passed', 'failed', 'skipped', 'flaky']);
  const [passed = 0, failed = 0, skipped = 0, flaky = 0] = keys.map((key) =>
    all.reduce((n, c) => n + c[key], 0),
  );
  return { passed, failed, skipped, flaky };
}

await runTool(async () => {
  try {
    const rows = await runAll();
    printTable(rows);
    const counts = total(rows);
    if (counts.skipped > 0) console.log(`\n${counts.skipped} skipped: what they need is not here.`);
    if (counts.flaky > 0) console.log(`\n${counts.flaky} passed at the second try: see "flaky".`);
    console.log(`\n${summarise(counts)}`);
    return counts.failed > 0 ? 1 : 0;
  } catch (error) {
    // Whoever reads the last line gets one, whatever happened.
    console.log(summarise(ONE_FAILED));
    throw error;
  }
});
