// npm run -s runtimes -- FOLDER: one array from Chromium and from Node, and whether they are the same
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { driveFolder } from '../drive/drive-folder.ts';
import { exitWith } from '../drive/exit-with.ts';
import { folderArgument } from '../drive/folder-argument.ts';
import { readRecipeOptions, RECIPE_ARGUMENTS } from '../../src/cli/recipe-arguments.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { arrayInNode } from './array-in-node.ts';

const USAGE = 'npm run -s runtimes -- FOLDER [the recipe options of drive]';

async function runtimes(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: RECIPE_ARGUMENTS,
  });
  const folder = folderArgument(positionals);
  const parameters = readRecipeOptions(values);
  if (parameters.recipe.decode === 'canvas') throw new UsageError('--decode: Node has no canvas.');
  const scratch = await mkdtemp(join(tmpdir(), 'pixelpool-runtimes-'));
  try {
    const out = join(scratch, 'array.npy');
    const files = { out, manifest: undefined, report: undefined, verify: undefined };
    await driveFolder({ folder, ...files, parameters: { ...parameters, failed: 'drop' } });
    const sums = {
      Chromium: sha256(await readFile(out)),
      Node: sha256(await arrayInNode(folder, parameters)),
    };
    for (const [name, sum] of Object.entries(sums)) console.log(`${sum}  ${name}`);
    return new Set(Object.values(sums)).size === 1 ? 0 : 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

try {
  process.exitCode = await runtimes(process.argv.slice(2));
} catch (error) {
  exitWith('runtimes', error, USAGE);
}
