import { join } from 'node:path';

import type { BrowserContext } from '@playwright/test';

import { DEFAULT_RECIPE, rowBytesOf } from '../../src/core/recipe/recipe.ts';
import { addressWith } from '../drive/drive-page.ts';
import { launchProfile } from '../drive/launch-browser.ts';
import { imagesDone, memorySlope, watchMemory, type MemorySlope } from '../bench/memory-slope.ts';
import { serveDist } from '../drive/serve-dist.ts';
import { planDisturbances } from './disturbances.ts';
import { driveRun, type EndedSoakRun, type SoakRun } from './drive-run.ts';
import { makeFolder } from './make-folder.ts';
import { slowReading } from './slow-reading.ts';
import { differencesOf, faultsOf, saveResult } from './soak-result.ts';

const SAMPLE_INTERVAL_MS = 500;

/** Receives a line for each step. */
export type Log = (line: string) => void;

export interface SoakOptions {
  readonly seed: string;
  readonly files: number;
  /** Height and width of a row. */
  readonly side: number;
  readonly workers: number;
  /** Images between two kills of a worker; 0: none is killed. */
  readonly killEvery: number;
  /** One in this many kills is silent, so that only the page's deadline notices it; 0: none is. */
  readonly silentEvery: number;
  readonly reloads: number;
  readonly crashes: number;
  /** Milliseconds that every KiB of a read takes more. */
  readonly slow: number;
}

type Disturbed = Pick<SoakRun, 'disturbances' | 'killEvery' | 'silentEvery' | 'log'>;

/** One run in a browser of its own, from an empty profile to its files on this machine. */
async function soakOnce<T>(
  address: string,
  folder: string,
  options: SoakOptions,
  disturbed: Disturbed,
  onEnd: (ended: EndedSoakRun & { readonly slope: MemorySlope | null }) => Promise<T>,
): Promise<T> {
  const { files, seed, side, workers } = options;
  const recipe = { ...DEFAULT_RECIPE, width: side, height: side };
  const profile = await launchProfile();
  try {
    const { context, browser } = profile;
    await slowReading(context, options.slow);
    const end = new AbortController();
    const run: SoakRun = {
      ...disturbed,
      context,
      address: addressWith(address, { recipe, workers, failed: 'drop', hidden: 'in' }),
      folder,
      files,
      seed,
    };
    const [ended, points] = await Promise.all([
      driveRun(run).finally(() => end.abort()),
      disturbed.killEvery === 0 && process.platform === 'linux'
        ? watchMemory(browser, () => imagesNow(context), SAMPLE_INTERVAL_MS, end.signal)
        : [],
    ]);
    return await onEnd({ ...ended, slope: memorySlope(points) });
  } finally {
    await profile.close();
  }
}

/**
 * Runs the same files twice, in an existing folder: once undisturbed, and once with the disturbances of
 * the options. Returns the faults of the results; an empty list if there are none.
 */
export async function soak(
  options: SoakOptions,
  scratch: string,
  log: Log,
): Promise<readonly string[]> {
  const { files, seed, side } = options;
  const made = await makeFolder(join(scratch, 'soak'), files, seed);
  log(
    `seed ${seed}: ${made.listed} files, ${made.bad} of them damaged, ${made.ignored} left behind`,
  );
  const served = await serveDist();
  try {
    const rowBytes = rowBytesOf({ ...DEFAULT_RECIPE, width: side, height: side });
    const calm: Disturbed = { disturbances: [], killEvery: 0, silentEvery: 0, log };
    const first = await soakOnce(served.address, made.path, options, calm, async (ended) => {
      const { slope } = ended;
      log(`undisturbed: memory of the tab, MiB / 1,000 images: ${slope?.tab.toFixed(2) ?? '–'}`);
      return saveResult(ended.page, scratch, 'undisturbed');
    });
    const faults = await faultsOf(first, made, rowBytes);
    const rough: Disturbed = {
      disturbances: planDisturbances(files, options.reloads, options.crashes, seed),
      killEvery: options.killEvery,
      silentEvery: options.silentEvery,
      log,
    };
    const second = await soakOnce(served.address, made.path, options, rough, async (ended) => {
      log(`disturbed: ${rough.disturbances.length} pages left, ${ended.kills} workers killed`);
      return saveResult(ended.page, scratch, 'disturbed');
    });
    log(`array ${first.arraySha256} and ${second.arraySha256}`);
    log(`manifest ${first.manifestSha256} and ${second.manifestSha256}`);
    return [
      ...faults.map((fault) => `undisturbed: ${fault}`),
      ...(await faultsOf(second, made, rowBytes)).map((fault) => `disturbed: ${fault}`),
      ...differencesOf(first, second),
    ];
  } finally {
    await served.close();
  }
}

/** Null if there is no page yet, or it is still loading. */
async function imagesNow(context: BrowserContext): Promise<number | null> {
  const page = context.pages().at(-1);
  return page === undefined ? null : imagesDone(page).catch(() => null);
}
