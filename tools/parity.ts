// npm run -s parity -- FOLDER: pixelpool's array held against Pillow's, byte for byte
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { isPillowRecipe } from '../src/core/pillow-steps.ts';
import type { RunParameters } from '../src/core/recipe-parameters.ts';
import { driveFolder } from './drive-folder.ts';
import { exitWith } from './exit-with.ts';
import { findPython } from './find-python.ts';
import { folderArgument, readRecipeOptions, RECIPE_OPTIONS } from './recipe-options.ts';
import { runProgram } from './run-program.mjs';

const USAGE =
  'npm run -s parity -- FOLDER [the recipe options of drive] [--formats jpeg,png,webp,gif,bmp]';

const oracleScript = fileURLToPath(new URL('./oracle/oracle.py', import.meta.url));
const compareScript = fileURLToPath(new URL('./oracle/compare.py', import.meta.url));

/** A recipe as the oracle's options; canvas has no meaning there and is held against exact. */
function oracleOptions({ recipe, workers }: RunParameters): readonly string[] {
  const decode = recipe.decode === 'canvas' ? 'exact' : recipe.decode;
  const options = { ...recipe, decode, workers };
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

async function parity(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...RECIPE_OPTIONS, formats: { type: 'string' } },
  });
  const folder = folderArgument(positionals);
  // a failed slot has no row at the oracle's either
  const parameters: RunParameters = { ...readRecipeOptions(values), failed: 'drop' };
  const python = await findPython();
  const scratch = await mkdtemp(join(tmpdir(), 'pixelpool-parity-'));
  const at = (name: string): string => join(scratch, name);
  try {
    const verify = isPillowRecipe(parameters.recipe) ? at('verify.py') : undefined;
    const ours = { out: at('ours.npy'), manifest: at('ours.jsonl'), report: undefined, verify };
    await driveFolder({ folder, ...ours, parameters });
    const theirs = ['--out', at('theirs.npy'), '--report', at('theirs.jsonl')];
    const oracle = [oracleScript, folder, ...theirs, ...oracleOptions(parameters)];
    const code = await runProgram(python, oracle);
    if (code !== 0) throw new Error(`The oracle ended with exit code ${code}.`);
    const formats = values.formats === undefined ? [] : [`--formats=${values.formats}`];
    const arrays = [at('theirs.npy'), at('theirs.jsonl'), ours.out, ours.manifest];
    const judged = await runProgram(python, [compareScript, ...arrays, ...formats]);
    if (verify === undefined) return judged;
    // a second opinion: the script that a user of the page gets
    const options = ['--array', ours.out, '--manifest', ours.manifest, ...formats];
    const second = await runProgram(python, [verify, folder, ...options], {
      stdio: ['ignore', 2, 2],
    });
    return judged === 0 && second !== 0 ? 1 : judged;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await parity(process.argv.slice(2));
} catch (error) {
  exitWith('parity', error, USAGE);
}
