// npm run -s soak: one run that nobody disturbs and one that everybody does have to end the same
import { mkdirSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { exitWith } from '../drive/exit-with.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { soak, type SoakOptions } from './soak.ts';

const USAGE =
  'npm run -s soak -- [--short] [--seed S] [--files N] [--kill-every N] [--silent-every N]\n' +
  '  [--reloads N] [--crashes N] [--side N] [--workers N] [--slow MS] [--keep DIR]\n' +
  '  --kill-every: images between two kills of a worker; --silent-every: kills of which one is\n' +
  '  without a word; --slow: what each KiB of a read takes more; --keep: leaves the files and both\n' +
  '  results there. 0 is none of them.';

/** Whole numbers, as `--name N`; a short soak is slowed down, or it would be over at once. */
const DEFAULTS = {
  files: 35_000,
  killEvery: 500,
  silentEvery: 8,
  reloads: 3,
  crashes: 1,
  side: 32,
  slow: 0,
};
const SHORT = {
  ...DEFAULTS,
  files: 900,
  killEvery: 100,
  silentEvery: 0,
  reloads: 1,
  side: 16,
  slow: 60,
};

function readOptions(): SoakOptions & { readonly keep: string | null } {
  const number = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      keep: { type: 'string' },
      files: number,
      'kill-every': number,
      'silent-every': number,
      reloads: number,
      crashes: number,
      side: number,
      slow: number,
      workers: { type: 'string', default: '2' },
    },
  });
  const defaults = values.short ? SHORT : DEFAULTS;
  return {
    seed: values.seed,
    keep: values.keep === undefined ? null : emptyFolder(values.keep),
    workers: wholeNumber('workers', values.workers),
    files: wholeNumber('files', values.files, defaults.files),
    killEvery: wholeNumber('kill-every', values['kill-every'], defaults.killEvery),
    silentEvery: wholeNumber('silent-every', values['silent-every'], defaults.silentEvery),
    reloads: wholeNumber('reloads', values.reloads, defaults.reloads),
    crashes: wholeNumber('crashes', values.crashes, defaults.crashes),
    side: wholeNumber('side', values.side, defaults.side),
    slow: wholeNumber('slow', values.slow, defaults.slow),
  };
}

/** The folder must not hold other files. */
function emptyFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  if (readdirSync(path).length > 0) throw new UsageError(`--keep=${path} is not empty.`);
  return resolve(path);
}

function wholeNumber(name: string, text: string | undefined, fallback = 0): number {
  if (text === undefined) return fallback;
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`--${name}=${text} is no whole number.`);
}

const startedAt = performance.now();

function log(line: string): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stderr.write(`${seconds.padStart(7)} s  ${line}\n`);
}

/** Works in a folder for temporary files, or in the one of --keep. */
async function soakIn(options: SoakOptions, keep: string | null): Promise<readonly string[]> {
  const scratch = keep ?? (await mkdtemp(join(tmpdir(), 'pixelpool-soak-')));
  try {
    return await soak(options, scratch, log);
  } finally {
    if (keep === null) await rm(scratch, { recursive: true, force: true });
  }
}

try {
  const { keep, ...options } = readOptions();
  const faults = await soakIn(options, keep);
  for (const fault of faults) process.stderr.write(`soak: ${fault}\n`);
  const verdict = faults.length === 0 ? 'as if nothing had happened' : 'not as undisturbed';
  process.stdout.write(`${options.files} images, seed ${options.seed}: ${verdict}\n`);
  if (faults.length > 0) process.exitCode = 1;
} catch (error) {
  exitWith('soak', error, USAGE);
}
