// npm run -s parity-report -- FOLDER --out docs/parity.md: how far rows are Pillow's, kind by kind,
// on a folder of images and on the files that `fuzz` damages
import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { DEFAULT_SEED } from './damage/damaged-files.ts';
import { writeDamage } from './damage/write-damage.ts';
import { exitWith } from '../drive/exit-with.ts';
import { kindOfBytes } from './file-kind.ts';
import { findPython, readVersions } from './find-python.ts';
import { judgeFiles } from './judge-files.ts';
import { markdownOf, type ReportedSet } from './parity-markdown.ts';
import { folderArgument } from '../drive/folder-argument.ts';
import { readRecipeOptions, RECIPE_ARGUMENTS } from '../../src/cli/recipe-arguments.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { countDifferences, runBoth } from './run-both.ts';

const USAGE =
  'npm run -s parity-report -- FOLDER --out F.md [--name NAME] [--seed N] [--short] ' +
  '[the recipe options of drive]\n  --name: what FOLDER is called in the report';

const OPTIONS = {
  ...RECIPE_ARGUMENTS,
  out: { type: 'string' },
  name: { type: 'string', default: 'Images as they are found' },
  seed: { type: 'string', default: String(DEFAULT_SEED) },
  short: { type: 'boolean', default: false },
} as const;

async function report(args: readonly string[]): Promise<void> {
  const options = { args: [...args], allowPositionals: true, options: OPTIONS };
  const { values, positionals } = parseArgs(options);
  const folder = folderArgument(positionals);
  const { out } = values;
  if (out === undefined) throw new UsageError('Say where the report goes with --out F.md.');
  const parameters = { ...readRecipeOptions(values), failed: 'drop' as const };
  const python = await findPython();
  const scratch = await mkdtemp(join(tmpdir(), 'pixelpool-report-'));
  try {
    const seed = Number(values.seed);
    if (!Number.isSafeInteger(seed)) throw new UsageError(`--seed=${values.seed} is no number.`);
    const damaged = join(scratch, 'damaged');
    await writeDamage(damaged, { seed, isShort: values.short }, undefined);
    const sets: ReportedSet[] = [];
    const userAgents = new Set<string>();
    for (const set of [
      { name: values.name, folder },
      { name: `Damaged files (seed ${seed})`, folder: damaged },
    ]) {
      const runs = await runBoth(set.folder, parameters, python, scratch);
      const judged = await judgeFiles(runs, parameters.recipe);
      const { unaccounted, unsound } = await countDifferences(runs, python, scratch);
      const files = [];
      for (const file of judged) {
        const kind = kindOfBytes(await readFile(join(set.folder, file.path)));
        files.push(Object.assign(file, kind));
      }
      sets.push({ name: set.name, files, unaccounted, unsound });
      userAgents.add(runs.receipt.userAgent);
    }
    const versions = [...(await readVersions(python)), ...userAgents];
    await writeFile(out, markdownOf(sets, parameters.recipe, versions));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

try {
  await report(process.argv.slice(2));
} catch (error) {
  exitWith('parity-report', error, USAGE);
}
