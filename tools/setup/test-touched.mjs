// @ts-check
// `npm run test:touched [-- COMMIT]`: the checks, and the unit tests of what differs from a commit.
import { execFileSync } from 'node:child_process';
import { npmCommand, root, runProgram, runTool } from './run-program.mjs';

/** The kernel's sources are compiled, so no import leads to them: who loads the result does. */
const ASSEMBLY = 'src/kernel/assembly/';
const LOADER = 'test/kernel/load-kernel.ts';

/**
 * Files that differ from a commit, new ones included; of the kernel's sources, who loads the kernel.
 * @param {string} commit
 * @returns {string[]} paths, relative to the root
 */
function touchedFiles(commit) {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
  const paths = [
    ...git('diff', '--name-only', '--diff-filter=d', commit),
    ...git('ls-files', '--others', '--exclude-standard'),
  ];
  return [...new Set(paths.map((path) => (path.startsWith(ASSEMBLY) ? LOADER : path)))];
}

await runTool(async () => {
  const [commit = 'HEAD'] = process.argv.slice(2);
  /** @param {string[]} args */
  const npm = (...args) => {
    const command = npmCommand(args);
    return runProgram(command.program, command.args, { cwd: root });
  };
  const files = touchedFiles(commit);
  const code = await npm('run', '-s', 'check');
  if (code !== 0 || files.length === 0) return code;
  return npm('exec', '--', 'vitest', 'related', '--run', '--passWithNoTests', ...files);
});
