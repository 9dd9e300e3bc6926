// npm run -s drive -- FOLDER --out F.npy: the built page in a real browser, on a real folder
import { parseArgs } from 'node:util';

import { isPillowRecipe } from '../../src/core/recipe/pillow-steps.ts';
import type { Receipt } from '../../src/core/output/receipt.ts';
import { driveFolder, type DriveOptions } from './drive-folder.ts';
import { exitWith } from './exit-with.ts';
import { folderArgument } from './folder-argument.ts';
import { readRecipeOptions, RECIPE_ARGUMENTS } from '../../src/cli/recipe-arguments.ts';
import { UsageError } from '../../src/cli/usage-error.ts';

const USAGE =
  'npm run -s drive -- FOLDER --out F.npy [--manifest F.jsonl] [--report F.json] [--verify F.py]\n' +
  '  [--workers N] [--decode MODE] [--mode RGB|L|RGBA] [--resample FILTER] [--fit FIT] [--alpha drop|RRGGBB]\n' +
  '  [--orientation ignore|apply] [--pad RRGGBB] [--width N] [--height N] [--failed drop|zero] [--hidden in|out]\n' +
  '  [--browser chromium]';

function readOptions(args: readonly string[]): DriveOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...RECIPE_ARGUMENTS,
      out: { type: 'string' },
      manifest: { type: 'string' },
      report: { type: 'string' },
      verify: { type: 'string' },
      browser: { type: 'string', default: 'chromium' },
    },
  });
  const folder = folderArgument(positionals);
  if (values.out === undefined) throw new UsageError('Say where the array goes with --out F.npy.');
  if (values.browser !== 'chromium') {
    throw new UsageError(`--browser=${values.browser}: folders can be dropped in chromium only.`);
  }
  const { out, manifest, report, verify } = values;
  const parameters = readRecipeOptions(values);
  if (verify !== undefined && !isPillowRecipe(parameters.recipe)) {
    throw new UsageError('--verify: there is nothing to compare the rows of --decode=canvas with.');
  }
  return { folder, out, manifest, report, verify, parameters };
}

function summary({ counts, timings, shape, workers }: Receipt): string {
  const images = counts.ok + counts.warned + counts.failed;
  const perSecond = images === 0 ? 0 : images / (timings.wallMs / 1000);
  return (
    `(${shape.join(', ')}) uint8; ${counts.listed} listed: ${counts.ok} ok, ${counts.warned} warned, ` +
    `${counts.failed} failed, ${counts.ignored} ignored; ${(timings.wallMs / 1000).toFixed(2)} s ` +
    `with ${workers} workers, ${perSecond.toFixed(1)} images/s`
  );
}

try {
  const receipt = await driveFolder(readOptions(process.argv.slice(2)));
  process.stderr.write(`${summary(receipt)}\n`);
  if (!receipt.isComplete) process.exitCode = 1;
} catch (error) {
  exitWith('drive', error, USAGE);
}
