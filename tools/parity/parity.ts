// npm run -s parity -- FOLDER: pixelpool's array held against Pillow's, byte for byte
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { RunParameters } from '../../src/core/recipe/recipe-parameters.ts';
import { exitWith } from '../drive/exit-with.ts';
import { findPython } from './find-python.ts';
import { folderArgument } from '../drive/folder-argument.ts';
import { readRecipeOptions, RECIPE_ARGUMENTS } from '../../src/cli/recipe-arguments.ts';
import { compareRuns, runBoth } from './run-both.ts';
import { runProgram } from '../setup/run-program.mjs';

const USAGE =
  'npm run -s parity -- FOLDER [the recipe options of drive] [--formats jpeg,png,webp,gif,bmp]';

async function parity(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...RECIPE_ARGUMENTS, formats: { type: 'string' } },
  });
  const folder = folderArgument(positionals);
  // a failed slot has no row at the oracle's either
  const parameters: RunParameters = { ...readRecipeOptions(values), failed: 'drop' };
  const python = await findPython();
  const scratch = await mkdtemp(join(tmpdir(), 'pixelpool-parity-'));
  try {
    const runs = await runBoth(folder, parameters, python, scratch);
    const formats = values.formats === undefined ? [] : [`--formats=${values.formats}`];
    const judged = await compareRuns(runs, python, formats);
    if (runs.verify === undefined) return judged;
    // a second opinion: the script that a user of the page gets
    const options = ['--array', runs.ours.array, '--manifest', runs.ours.manifest, ...formats];
    const second = await runProgram(python, [runs.verify, folder, ...options], {
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
