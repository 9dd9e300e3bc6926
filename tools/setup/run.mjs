// @ts-check
// `npm run drive`, `parity`, `fuzz`, `parity-report`, `runtimes`, `bench` and `soak`: runs one of the TypeScript
// tools, after installing and building whatever it needs.
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './ensure-browser.mjs';
import { ToolError, runProgram, runTool } from './run-program.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

/** The commands, each with its script below tools/. */
const SCRIPTS = new Map([
  ['drive', 'drive/drive.ts'],
  ['parity', 'parity/parity.ts'],
  ['fuzz', 'parity/fuzz.ts'],
  ['parity-report', 'parity/parity-report.ts'],
  ['runtimes', 'runtimes/runtimes.ts'],
  ['bench', 'bench/bench.ts'],
  ['soak', 'soak/main.ts'],
]);

await runTool(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const path = SCRIPTS.get(name);
  if (path === undefined) {
    const names = [...SCRIPTS.keys()].join(', ');
    throw new ToolError(`There is no tool named "${name}": choose ${names}.`, 2);
  }
  await ensureInstalled();
  await ensureBuilt();
  const env = { ...process.env, PIXELPOOL_BROWSER: await ensureBrowser() };
  // Full addresses, because the paths among the arguments are relative to the current directory,
  // which need not be the repository's.
  const script = fileURLToPath(new URL(`../${path}`, import.meta.url));
  return runProgram(process.execPath, ['--import', import.meta.resolve('tsx'), script, ...args], {
    env,
  });
});
