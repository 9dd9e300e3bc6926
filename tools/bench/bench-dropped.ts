import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { RunParameters } from '../../src/core/recipe/recipe-parameters.ts';
import { addressWith, planFolder, runPlan } from '../drive/drive-page.ts';
import { generateFiles } from './generate-files.ts';
import { launchProfile } from '../drive/launch-browser.ts';
import {
  imagesDone,
  memoryNow,
  memorySlope,
  watchMemory,
  type MemoryPoint,
  type MemorySlope,
} from './memory-slope.ts';
import { pageHeapBytes } from './page-heap.ts';
import { serveDist } from '../drive/serve-dist.ts';
import { untilMeasured } from './until-measured.ts';
import { longestOf, readLongTasks, watchLongTasks } from './watch-tasks.ts';

const SAMPLE_INTERVAL_MS = 500;
/** A few hundred bytes each: files are measured here, not pixels. */
const IMAGES = ['orange.jpg', 'quadrants.jpg', 'teal.jpg', 'quadrants.png'];

/** Files that are really there, really dropped, and really decoded. */
export interface DroppedFigures {
  readonly files: number;
  readonly listMs: number;
  /** Until every file's size was known too. */
  readonly measuredMs: number;
  readonly wallMs: number;
  readonly imagesPerSecond: number;
  readonly heapBytes: { readonly listed: number; readonly run: number };
  readonly longestTaskMs: { readonly listing: number; readonly running: number };
  readonly memory: {
    readonly idle: MemoryPoint;
    readonly listed: MemoryPoint;
    readonly run: MemoryPoint;
    readonly points: readonly MemoryPoint[];
  };
  readonly slope: MemorySlope | null;
}

/** Drops generated files on the built page and runs them with its own decoders. */
export async function measureDropped(
  files: number,
  parameters: RunParameters,
): Promise<DroppedFigures> {
  const contents = await Promise.all(IMAGES.map((name) => readFile(fixture(name))));
  const folder = await generateFiles(files, (i) => contents[i % contents.length] ?? '');
  const served = await serveDist();
  const profile = await launchProfile();
  try {
    const { browser } = profile;
    const page = await profile.context.newPage();
    await page.goto(addressWith(served.address, parameters));
    await page.getByRole('heading', { level: 1 }).waitFor();
    const idleBytes = await pageHeapBytes(page);
    const idle = await memoryNow(browser, 0);
    await watchLongTasks(page);
    const droppedAt = performance.now();
    await planFolder(page, folder);
    const listMs = await untilMeasured(page);
    const measuredMs = Math.round(performance.now() - droppedAt);
    const listingTaskMs = longestOf(await readLongTasks(page));
    const listedBytes = await pageHeapBytes(page);
    const listed = await memoryNow(browser, 0);
    await readLongTasks(page); // collecting garbage is one
    const end = new AbortController();
    const [receipt, points] = await Promise.all([
      runPlan(page).finally(() => end.abort()),
      watchMemory(browser, () => imagesDone(page), SAMPLE_INTERVAL_MS, end.signal),
    ]);
    const { wallMs } = receipt.timings;
    const runningTaskMs = longestOf(await readLongTasks(page));
    const runBytes = await pageHeapBytes(page);
    return {
      files,
      listMs,
      measuredMs,
      wallMs,
      imagesPerSecond: files / (wallMs / 1000),
      heapBytes: {
        listed: (listedBytes - idleBytes) / files,
        run: (runBytes - idleBytes) / files,
      },
      longestTaskMs: { listing: listingTaskMs, running: runningTaskMs },
      memory: { idle, listed, run: await memoryNow(browser, files), points },
      slope: memorySlope(points),
    };
  } finally {
    await profile.close();
    await served.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`../../test/fixtures/images/${name}`, import.meta.url));
}
