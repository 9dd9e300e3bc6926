import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { DECODE_MODES, type DecodeMode } from '../../src/core/recipe/recipe.ts';
import { folderArgument } from '../drive/folder-argument.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { COMPARISON_SECONDS } from '../../src/core/comparison/plan-comparison.ts';
import type { PanelOptions } from './bench-panel.ts';
import type { WarmOptions } from './bench-warm.ts';
import { PEER_NAMES } from './find-peers.ts';
import type { ScaleOptions } from './measure-scale.ts';
import { requireProcessMemory } from './process-memory.ts';
import type { RowsOptions } from './bench-rows.ts';
import type { PathOptions } from './user-path/path-options.ts';

/** The values of the options as they are given, with the defaults of all uses. */
export type BenchValues = ReturnType<typeof parseBenchArgs>['values'];

export function parseBenchArgs(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      modes: { type: 'string' },
      workers: { type: 'string', default: '1,2' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      pages: { type: 'string', default: 'dist' },
      pss: { type: 'boolean', default: false },
      cli: { type: 'boolean', default: false },
      'cli-memory': { type: 'boolean', default: false },
      warm: { type: 'boolean', default: false },
      panel: { type: 'boolean', default: false },
      'panel-seconds': { type: 'string', default: '120' },
      smoke: { type: 'boolean', default: false },
      list: { type: 'string' },
      memory: { type: 'boolean', default: false },
      rows: { type: 'string' },
      scale: { type: 'boolean', default: false },
      sizes: { type: 'string', default: '1000,10000,100000,1000000' },
      files: { type: 'string', default: '100000' },
      side: { type: 'string', default: '8' },
      json: { type: 'string' },
    },
  });
}

/** The options of the user's path; throws a UsageError if one is invalid. */
export function readPathOptions(values: BenchValues, positionals: readonly string[]): PathOptions {
  const { modes, workers, rounds, seconds, only, pages, pss } = values;
  if (pss) requireProcessMemory('--pss');
  return {
    folder: folderArgument(positionals),
    modes: modes === undefined ? ['exact', 'turbo'] : readModes(modes),
    workerCounts: readWorkerCounts(workers),
    rounds: positive(rounds, 'rounds'),
    seconds: seconds === undefined ? 10 : positive(seconds, 'seconds'),
    pages: pages.split(',').map((folder) => resolve(folder)),
    isWanted: readOnly(only),
    samplesMemory: pss,
  };
}

export function readWarmOptions(values: BenchValues, positionals: readonly string[]): WarmOptions {
  const { modes, workers, rounds, seconds, only } = values;
  return {
    folder: folderArgument(positionals),
    modes: modes === undefined ? DECODE_MODES : readModes(modes),
    workerCounts: readWorkerCounts(workers),
    rounds: positive(rounds, 'rounds'),
    seconds: seconds === undefined ? 5 : positive(seconds, 'seconds'),
    isWanted: readOnly(only),
  };
}

/** Bench's own figures are of the page alone. */
export function readPanelOptions(
  values: BenchValues,
  positionals: readonly string[],
): PanelOptions {
  const panelSeconds = COMPARISON_SECONDS.find((time) => String(time) === values['panel-seconds']);
  if (panelSeconds === undefined) {
    throw new UsageError(`--panel-seconds has to be one of ${COMPARISON_SECONDS.join(', ')}.`);
  }
  return {
    ...readWarmOptions(values, positionals),
    isWanted: (name) => name === 'pixelpool',
    panelSeconds,
  };
}

/** Numbers of files; none of an empty text. */
export function readSizes({ sizes }: BenchValues): readonly number[] {
  return sizes === '' ? [] : sizes.split(',').map((size) => positive(size, 'sizes'));
}

/** `--sizes ''` and `--files 0` leave a half of it out. */
export function readScaleOptions(values: BenchValues): ScaleOptions {
  const { files, side, workers, rounds } = values;
  return {
    sizes: readSizes(values),
    files: files === '0' ? 0 : positive(files, 'files'),
    side: positive(side, 'side'),
    workers: Math.max(...readWorkerCounts(workers)),
    rounds: positive(rounds, 'rounds'),
  };
}

export function readRowsOptions(values: BenchValues): RowsOptions {
  const { rows, side, workers, rounds } = values;
  return {
    slots: positive(rows ?? '', 'rows'),
    side: positive(side, 'side'),
    workers: Math.max(...readWorkerCounts(workers)),
    rounds: rounds === '0' ? 0 : positive(rounds, 'rounds'),
  };
}

export function readWorkerCounts(text: string): readonly number[] {
  return text.split(',').map((count) => positive(count, 'workers'));
}

export function positive(text: string, name: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new UsageError(`--${name}=${text} is no number above 0.`);
  return value;
}

/** What `--only` may name: the page in all modes, the page that only reads in all ways, and peers. */
const CONTENDERS = ['pixelpool', 'reading', ...PEER_NAMES];

function readOnly(text: string | undefined): (name: string) => boolean {
  const wanted = text?.split(',') ?? CONTENDERS;
  const unknown = wanted.find((name) => !CONTENDERS.includes(name));
  if (unknown === undefined) return (name) => wanted.includes(name);
  throw new UsageError(`--only=${unknown} is none of ${CONTENDERS.join(', ')}.`);
}

function readModes(text: string): readonly DecodeMode[] {
  return text.split(',').map((name) => {
    const mode = DECODE_MODES.find((ready) => ready === name);
    if (mode !== undefined) return mode;
    throw new UsageError(`--modes=${name} is none of ${DECODE_MODES.join(', ')}.`);
  });
}
