// npm run -s bench -- FOLDER: pixelpool's modes and the native peers on the same folder
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { DECODE_MODES, type DecodeMode } from '../../src/core/recipe/recipe.ts';
import { listGeneratedFiles } from './bench-listing.ts';
import { measureMemory } from './bench-memory.ts';
import { median, type Contender, type Measured } from './contender.ts';
import { exitWith } from '../drive/exit-with.ts';
import { measureScale, type ScaleOptions } from './measure-scale.ts';
import { openMeasuredPage } from './measure-page.ts';
import { measurePeers } from './measure-peers.ts';
import { folderArgument, UsageError } from '../drive/recipe-options.ts';

const USAGE =
  'npm run -s bench -- FOLDER [--modes exact,canvas] [--workers 1,2] [--rounds 3] [--seconds 5] [--json F]\n' +
  'npm run -s bench -- --list 100000 [--json F]\n' +
  'npm run -s bench -- --memory FOLDER [--workers 1,2] [--json F]\n' +
  'npm run -s bench -- --scale [--sizes 1000,10000,100000,1000000] [--files 100000] [--side 8]\n' +
  '  [--workers 2] [--rounds 3] [--json F]';

function positive(text: string, name: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new UsageError(`--${name}=${text} is no number above 0.`);
  return value;
}

/** Every contender once a round, so that a machine that slows down slows all of them. */
async function race(
  contenders: readonly Contender[],
  rounds: number,
  seconds: number,
): Promise<readonly Measured[]> {
  const figures = contenders.map(({ mode, isNative, workers }) => {
    const busy: (number | null)[] = [];
    return { mode, isNative, workers, imagesPerSecond: [] as number[], busy };
  });
  for (let round = 0; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const { imagesPerSecond: perSecond, busy } = await contender.measure(seconds);
      figures[i]?.imagesPerSecond.push(perSecond);
      figures[i]?.busy.push(busy);
      const label = `${contender.mode}, ${contender.workers} workers`;
      process.stderr.write(`round ${round + 1}: ${label}: ${perSecond.toFixed(1)} images/s\n`);
    }
  }
  return figures;
}

function table(figures: readonly Measured[]): string {
  const lines = ['| mode | workers | images/s | min … max | ratio to the fastest native | busy |'];
  lines.push('|---|--:|--:|--:|--:|--:|');
  for (const { mode, workers, imagesPerSecond, busy } of figures) {
    const natives = figures
      .filter((other) => other.isNative && other.workers === workers)
      .map((other) => median(other.imagesPerSecond));
    const own = median(imagesPerSecond);
    const ratio = natives.length === 0 ? '–' : (own / Math.max(...natives)).toFixed(2);
    const range = `${Math.min(...imagesPerSecond).toFixed(1)} … ${Math.max(...imagesPerSecond).toFixed(1)}`;
    const share = busyText(busy);
    lines.push(`| ${mode} | ${workers} | ${own.toFixed(1)} | ${range} | ${ratio} | ${share} |`);
  }
  return `${lines.join('\n')}\n`;
}

function busyText(shares: readonly (number | null)[]): string {
  const known = shares.filter((share) => share !== null);
  return known.length === 0 ? '–' : `${Math.round(median(known) * 100)} %`;
}

function readModes(text: string | undefined): readonly DecodeMode[] {
  if (text === undefined) return DECODE_MODES;
  return text.split(',').map((name) => {
    const mode = DECODE_MODES.find((ready) => ready === name);
    if (mode !== undefined) return mode;
    throw new UsageError(`--modes=${name} is none of ${DECODE_MODES.join(', ')}.`);
  });
}

function readWorkerCounts(text: string): readonly number[] {
  return text.split(',').map((count) => positive(count, 'workers'));
}

/** `--sizes ''` and `--files 0` leave a half of it out. */
function readScale(options: {
  readonly sizes: string;
  readonly files: string;
  readonly side: string;
  readonly workers: string;
  readonly rounds: string;
}): ScaleOptions {
  const { sizes, files, side } = options;
  return {
    sizes: sizes === '' ? [] : sizes.split(',').map((size) => positive(size, 'sizes')),
    files: files === '0' ? 0 : positive(files, 'files'),
    side: positive(side, 'side'),
    workers: Math.max(...readWorkerCounts(options.workers)),
    rounds: positive(options.rounds, 'rounds'),
  };
}

async function benchFolder(
  folder: string,
  options: {
    readonly modes?: string | undefined;
    readonly workers: string;
    readonly rounds: string;
    readonly seconds: string;
  },
): Promise<readonly Measured[]> {
  const workerCounts = readWorkerCounts(options.workers);
  const rounds = positive(options.rounds, 'rounds');
  const seconds = positive(options.seconds, 'seconds');
  const page = await openMeasuredPage(folder, readModes(options.modes), workerCounts);
  try {
    const contenders = [...page.contenders, ...(await measurePeers(folder, workerCounts))];
    return await race(contenders, rounds, seconds);
  } finally {
    await page.close();
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      modes: { type: 'string' },
      workers: { type: 'string', default: '1,2' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      list: { type: 'string' },
      memory: { type: 'boolean', default: false },
      scale: { type: 'boolean', default: false },
      sizes: { type: 'string', default: '1000,10000,100000,1000000' },
      files: { type: 'string', default: '100000' },
      side: { type: 'string', default: '8' },
      json: { type: 'string' },
    },
  });
  const { list, memory, workers, scale } = values;
  const measuring = memory
    ? measureMemory(folderArgument(positionals), readWorkerCounts(workers))
    : scale
      ? measureScale(readScale(values))
      : list === undefined
        ? benchFolder(folderArgument(positionals), values)
        : listGeneratedFiles(positive(list, 'list'));
  const figures = await measuring;
  process.stdout.write('text' in figures ? figures.text : table(figures));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(figures)}\n`);
} catch (error) {
  exitWith('bench', error, USAGE);
}
