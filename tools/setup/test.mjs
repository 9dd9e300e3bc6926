// @ts-check
// `npm test` runs every check: the tests of the page in a browser, and all others beside them. A failing
// step does not hide the others. The last line on stdout is the count: "N passed, N failed".
import { mkdirSync, rmSync } from 'node:fs';
import {
  E2E_REPORT,
  ONE_FAILED,
  REPORTS,
  UNIT_REPORT,
  countCheck,
  countE2e,
  countUnit,
} from './count-tests.mjs';
import { ensureOtherBrowsers, ensureTestBrowser } from './ensure-browser.mjs';
import {
  ToolError,
  npmCommand,
  root,
  runProgram,
  runTool,
  stopIfInterrupted,
} from './run-program.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

/** @typedef {import('./count-tests.mjs').Counts} Counts */
/** @typedef {{ name: string, result: string, seconds: number, counts: Counts }} Row */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} script the npm script that does it
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {(code: number) => Counts} count
 */

/**
 * @param {string} name
 * @param {string} script
 * @param {Partial<Step>} [others]
 * @returns {Step}
 */
function step(name, script, others = {}) {
  return { name, script, args: [], env: {}, count: countCheck, ...others };
}

const CHECKS = [
  step('format', 'format:check'),
  step('lint', 'lint'),
  step('types', 'types'),
  step('english', 'english'),
];

const UNIT = step('unit', 'test:unit', {
  args: ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
  count: countUnit,
});

const E2E = step('e2e', 'test:e2e', {
  args: ['--reporter=list,json'],
  env: { PLAYWRIGHT_JSON_OUTPUT_NAME: E2E_REPORT },
  count: countE2e,
});

const SOAK = step('soak', 'soak', { args: ['--short'] });

/**
 * The last line, which other programs read: only these two numbers.
 * @param {Counts} counts
 */
function summarise({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** @param {Counts} counts */
function describe(counts) {
  const { skipped, flaky } = counts;
  const more = [skipped > 0 && `${skipped} skipped`, flaky > 0 && `${flaky} at the second try`];
  return [summarise(counts), ...more.filter((text) => text !== false)].join(', ');
}

/**
 * @param {Step} task
 * @param {boolean} [isParallel] its output is shown only when it has ended
 * @returns {Promise<Row>}
 */
async function runStep({ name, script, args, env, count }, isParallel = false) {
  const title = `\n== ${name} (npm run ${script}) ==`;
  if (!isParallel) console.log(title);
  const npm = npmCommand(['run', '-s', script, ...(args.length > 0 ? ['--', ...args] : [])]);
  /** @type {Buffer[]} */
  const output = [];
  const start = performance.now();
  const code = await runProgram(
    npm.program,
    npm.args,
    {
      cwd: root,
      env: { ...process.env, ...env },
      ...(isParallel ? { stdio: ['ignore', 'pipe', 'pipe'] } : {}),
    },
    (child) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk) => output.push(chunk));
      }
    },
  );
  if (isParallel) console.log(`${title}\n${Buffer.concat(output).toString()}`);
  stopIfInterrupted(code);
  const seconds = (performance.now() - start) / 1000;
  const counts = count(code);
  const plain = counts.failed > 0 ? 'failed' : 'passed';
  return { name, result: count === countCheck ? plain : describe(counts), seconds, counts };
}

/**
 * Runs a step that needs the page and a browser, or says why it could not run.
 * @param {Step} task
 * @param {boolean} isBuilt
 * @param {string | ToolError} browser
 * @param {boolean} [isParallel]
 * @returns {Promise<Row>}
 */
async function runInBrowser(task, isBuilt, browser, isParallel = false) {
  if (isBuilt && typeof browser === 'string') {
    const env = { ...task.env, PIXELPOOL_BROWSER: browser };
    return runStep({ ...task, env }, isParallel);
  }
  const reason = isBuilt ? 'there is no browser' : 'the build failed';
  console.log(`\n== ${task.name} ==\nThis was not run, because ${reason}.`);
  return { name: task.name, result: `not run: ${reason}`, seconds: 0, counts: ONE_FAILED };
}

/** @returns {Promise<Row>} */
async function build() {
  console.log('\n== build ==');
  const start = performance.now();
  let code = 0;
  try {
    await ensureBuilt();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    console.error(error.message);
    code = error.exitCode;
  }
  const seconds = (performance.now() - start) / 1000;
  return {
    name: 'build',
    result: code === 0 ? 'passed' : 'failed',
    seconds,
    counts: countCheck(code),
  };
}

/**
 * @param {Row[]} rows
 * @param {number} wallSeconds
 */
function printTable(rows, wallSeconds) {
  const width = Math.max(...rows.map((row) => row.result.length), 'Result'.length);
  console.log(`\n${'Step'.padEnd(8)}${'Result'.padEnd(width)}  Seconds`);
  for (const { name, result, seconds } of rows) {
    console.log(`${name.padEnd(8)}${result.padEnd(width)}  ${seconds.toFixed(1).padStart(7)}`);
  }
  console.log(`${'all'.padEnd(8)}${''.padEnd(width)}  ${wallSeconds.toFixed(1).padStart(7)}`);
}

/**
 * A missing browser fails only the steps that need one. A wrong PIXELPOOL_BROWSER must
 * be corrected first, so it throws.
 * @returns {Promise<string | ToolError>}
 */
async function browserOrReason() {
  try {
    return await ensureTestBrowser();
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
  await ensureOtherBrowsers();
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const built = await build(); // the unit tests need it too: it compiles the kernel
  const isBuilt = built.counts.failed === 0;
  const besideE2e = async () => {
    const rows = [];
    for (const task of [...CHECKS, UNIT]) rows.push(await runStep(task, true));
    return [...rows, await runInBrowser(SOAK, isBuilt, browser, true)];
  };
  const [others, inPage] = await Promise.all([besideE2e(), runInBrowser(E2E, isBuilt, browser)]);
  return [built, ...others, inPage];
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
    const start = performance.now();
    const rows = await runAll();
    printTable(rows, (performance.now() - start) / 1000);
    const counts = total(rows);
    if (counts.skipped > 0) console.log(`\n${counts.skipped} skipped: a requirement is missing.`);
    if (counts.flaky > 0) console.log(`\n${counts.flaky} passed at the second try: see "flaky".`);
    console.log(`\n${summarise(counts)}`);
    return counts.failed > 0 ? 1 : 0;
  } catch (error) {
    // There is always a last line to read, whatever happened.
    console.log(summarise(ONE_FAILED));
    throw error;
  }
});
