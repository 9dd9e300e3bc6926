// npm run -s fuzz: thousands of damaged files, as pixelpool and as Pillow read them
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { DEFAULT_SEED, kindOfPath } from './damage/damaged-files.ts';
import { writeDamage } from './damage/write-damage.ts';
import { exitWith } from '../drive/exit-with.ts';
import { findPython } from './find-python.ts';
import { isException, judgeFiles, wordsOn, type JudgedFile } from './judge-files.ts';
import { readRecipeOptions, RECIPE_ARGUMENTS } from '../../src/cli/recipe-arguments.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { countDifferences, runBoth } from './run-both.ts';
import { groupFiles, percent, tallyFiles, type Tally } from './tally-files.ts';

const USAGE =
  'npm run -s fuzz -- [--seed N] [--short] [--only GLOB] [--keep DIR] [--write DIR] ' +
  '[the recipe options of drive]\n' +
  '  --only: damaged files whose path fits, * being anything; --keep: writes them there, and\n' +
  '  leaves them; --write: writes them there, and does no more';

/** The share of verdicts on damaged files that must be Pillow's. */
const MIN_VERDICT_PARITY = 0.995;

const OPTIONS = {
  ...RECIPE_ARGUMENTS,
  seed: { type: 'string', default: String(DEFAULT_SEED) },
  short: { type: 'boolean', default: false },
  only: { type: 'string' },
  keep: { type: 'string' },
  write: { type: 'string' },
} as const;

async function fuzz(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new UsageError(`--seed=${values.seed} is no number.`);
  const parameters = { ...readRecipeOptions(values), failed: 'drop' as const };
  const options = { seed, isShort: values.short };
  if (values.write !== undefined) {
    const paths = await writeDamage(await emptyFolder(values.write), options, values.only);
    process.stderr.write(`${paths.length} files in ${values.write}\n`);
    return 0;
  }
  const python = await findPython();
  const scratch = await mkdtemp(join(tmpdir(), 'pixelpool-fuzz-'));
  try {
    const folder = await emptyFolder(values.keep ?? join(scratch, 'damage'));
    const paths = await writeDamage(folder, options, values.only);
    if (paths.length === 0) throw new UsageError(`--only=${values.only ?? ''} fits no file.`);
    const runs = await runBoth(folder, parameters, python, scratch);
    const files = await judgeFiles(runs, parameters.recipe);
    const { unaccounted, unsound } = await countDifferences(runs, python, scratch);
    const tally = tallyFiles(files);
    process.stdout.write(tableOf(files));
    for (const file of files.filter(isException)) process.stdout.write(`  ${describe(file)}\n`);
    process.stdout.write(`${summaryOf(tally)}, unaccounted ${unaccounted}, unsound ${unsound}\n`);
    const isParity = tally.verdictEqual >= MIN_VERDICT_PARITY * tally.files;
    return isParity && tally.differUnflagged + unaccounted + unsound === 0 ? 0 : 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** An empty folder: any other files in it would be judged, too. */
async function emptyFolder(path: string): Promise<string> {
  const folder = resolve(path);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new UsageError(`${path} is not empty.`);
  return folder;
}

const COLUMNS = ['files', 'verdict =', 'both rows', 'bytes =', 'flagged', 'unflagged'];

function tableOf(files: readonly JudgedFile[]): string {
  const groups = groupFiles(files, ({ path }) => {
    const { kind, format } = kindOfPath(path);
    return `${kind} ${format}`;
  });
  const lines = [...groups].map(([kind, group]) => lineOf(kind, tallyFiles(group)));
  const head = 'damage'.padEnd(18) + COLUMNS.map((column) => column.padStart(11)).join('');
  return [head, ...lines, lineOf('all', tallyFiles(files)), ''].join('\n');
}

function lineOf(kind: string, tally: Tally): string {
  const { files, verdictEqual, both, byteEqual, differFlagged, differUnflagged } = tally;
  const counts = [files, verdictEqual, both, byteEqual, differFlagged, differUnflagged];
  return kind.padEnd(18) + counts.map((count) => String(count).padStart(11)).join('');
}

function describe(file: JudgedFile): string {
  const { pillow, ours } = wordsOn(file);
  const max = file.maxDifference === null ? '' : ` (by up to ${file.maxDifference})`;
  return `${file.path}: Pillow: ${pillow}; pixelpool: ${ours}${max}`;
}

function summaryOf({ files, verdictEqual, both, byteEqual, differUnflagged }: Tally): string {
  const verdicts = `verdict parity ${verdictEqual}/${files} (${percent(verdictEqual, files)})`;
  const bytes = `byte parity ${byteEqual}/${both}`;
  return `${verdicts}, ${bytes}, ${differUnflagged} differ without being flagged`;
}

try {
  process.exitCode = await fuzz(process.argv.slice(2));
} catch (error) {
  exitWith('fuzz', error, USAGE);
}
