// @ts-check
// Starts other programs, and ends with them. All messages from here go to stderr, because stdout
// belongs to the command that was called.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ToolError } from './find-browser.mjs';

export { ToolError };

/** The repository's own folder: commands work from any current directory. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const ORPHAN_CHECK_MS = 500;

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Ends this process when npm, which started it, has ended. A signal sent to npm alone kills only
 * the shell between npm and this process, which would otherwise keep running unsupervised.
 */
function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, ORPHAN_CHECK_MS);
  watch.unref();
}

/**
 * Runs a command's main function. Its result becomes the exit code, and of a ToolError only the
 * message is shown.
 * @param {() => Promise<number>} main
 */
export async function runTool(main) {
  endWithNpm();
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops forwarding signals
 */
function forwardSignals(child) {
  // A terminal sends Ctrl+C to the child as well, and many tools treat a second one as "quit at
  // once, without cleaning up"; so SIGINT is forwarded only if there is no terminal.
  const onInterrupt = () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  };
  const onTerminate = () => void child.kill('SIGTERM');
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return () => {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onTerminate);
  };
}

/**
 * The exit code of a child as a shell would report it.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function exitCodeOf(code, signal) {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/**
 * Runs a program to its end, forwarding SIGINT and SIGTERM to it, and returns its exit code: 127 if
 * the program cannot be started, as in a shell.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @param {(child: import('node:child_process').ChildProcess) => void} [onStart]
 * @returns {Promise<number>}
 */
export function runProgram(program, args, options = {}, onStart = () => {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    const stopForwarding = forwardSignals(child);
    /** @param {number} code */
    const end = (code) => {
      stopForwarding();
      resolve(code);
    };
    child.on('error', (error) => {
      say(`${program} could not be started: ${error.message}.`);
      end(127);
    });
    child.on('close', (code, signal) => end(exitCodeOf(code, signal)));
    onStart(child);
  });
}

/**
 * Like runProgram, in the repository's folder, with all output on stderr.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function runSetupStep(program, args, env = process.env) {
  const code = await runProgram(program, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  stopIfInterrupted(code);
  return code;
}

/**
 * Throws if a signal stopped the step: it has not failed, but the next one must not start.
 * @param {number} code
 */
export function stopIfInterrupted(code) {
  const { SIGINT, SIGTERM } = constants.signals;
  if (code === 128 + SIGINT || code === 128 + SIGTERM) throw new ToolError('Stopped.', code);
}

/**
 * The command line that runs npm. It runs npm's own script with this very Node, which works on
 * Windows too: `npm` is a batch file there, which cannot be started without a shell.
 * @param {readonly string[]} args
 * @returns {{ program: string, args: string[] }}
 */
export function npmCommand(args) {
  const nodeFolder = dirname(process.execPath);
  const scripts = [
    process.env['npm_execpath'] ?? '',
    join(nodeFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(nodeFolder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  // The name is checked because npm_execpath is another program under yarn or pnpm.
  const script = scripts.find((path) => basename(path) === 'npm-cli.js' && existsSync(path));
  return script === undefined
    ? { program: 'npm', args: [...args] }
    : { program: process.execPath, args: [script, ...args] };
}
