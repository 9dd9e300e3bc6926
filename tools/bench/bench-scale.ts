import type { Browser, BrowserContext, Page } from '@playwright/test';

import type { ScaleWindow } from './scale/scale-window.ts';
import { median } from '../../src/core/statistics.ts';
import { addressWith, runPlan } from '../drive/drive-page.ts';
import { launchProfile } from '../drive/launch-browser.ts';
import {
  imagesDone,
  memorySlope,
  watchMemory,
  type MemoryPoint,
  type MemorySlope,
} from './memory-slope.ts';
import { pageHeapBytes } from './page-heap.ts';
import { untilMeasured } from './until-measured.ts';
import { longestOf, readLongTasks, watchLongTasks, type LongTask } from './watch-tasks.ts';
import type { RunParameters } from '../../src/core/recipe/recipe-parameters.ts';

const SAMPLE_INTERVAL_MS = 250;
/** Short runs are repeated until this number of images is reached, at most this many times. */
const TIMED_IMAGES = 30_000;
const MAX_ROUNDS = 30;

/** What a number of slots costs the page: nothing is read or decoded. */
export interface ScaleFigures {
  readonly slots: number;
  readonly listMs: number;
  /** Bytes of the page's heap a slot, above a page without a plan. */
  readonly heapBytes: { readonly listed: number; readonly run: number };
  /** The longest tasks on the page's thread, one a run; 0 if there was none over 50 ms. */
  readonly longestTaskMs: {
    readonly listing: number;
    readonly running: readonly number[];
    /** From the last report of a decode worker to the result. */
    readonly ending: readonly number[];
  };
  /** The page's own clock, first dispatch to last report: one a run, the first run left out. */
  readonly wallMs: readonly number[];
  /** Over the first run; null if it was too short. */
  readonly slope: MemorySlope | null;
  readonly memory: readonly MemoryPoint[];
}

/** Runs made-up slots on a fresh page, several times. */
export async function measureSlots(
  { context, browser }: { readonly context: BrowserContext; readonly browser: Browser },
  address: string,
  slots: number,
  parameters: RunParameters,
  rounds: number,
): Promise<ScaleFigures> {
  const page = await context.newPage();
  try {
    await page.goto(addressWith(address, parameters));
    await page.getByRole('heading', { level: 1 }).waitFor();
    const idleBytes = await pageHeapBytes(page);
    await watchLongTasks(page);
    await page.evaluate((files) => window.scale?.dropFiles(files), slots);
    const listMs = await untilMeasured(page);
    const listing = longestOf(await readLongTasks(page));
    const listedBytes = await pageHeapBytes(page);
    await readLongTasks(page); // collecting garbage is one
    const first = await runWatched(browser, page);
    const tasks = [first.tasks];
    const wallMs: number[] = [];
    const timed = Math.min(MAX_ROUNDS, Math.max(rounds, Math.ceil(TIMED_IMAGES / slots)));
    for (let round = 0; round < timed; round++) {
      const run = await runOnce(page);
      tasks.push(run.tasks);
      wallMs.push(run.wallMs);
    }
    const runBytes = await pageHeapBytes(page);
    return {
      slots,
      listMs,
      heapBytes: {
        listed: (listedBytes - idleBytes) / slots,
        run: (runBytes - idleBytes) / slots,
      },
      longestTaskMs: {
        listing,
        running: tasks.map(({ running }) => longestOf(running)),
        ending: tasks.map(({ ending }) => longestOf(ending)),
      },
      wallMs,
      slope: memorySlope(first.memory),
      memory: first.memory,
    };
  } finally {
    await page.close();
  }
}

interface RunTasks {
  readonly running: readonly LongTask[];
  readonly ending: readonly LongTask[];
}

async function runOnce(page: Page): Promise<{ readonly wallMs: number; readonly tasks: RunTasks }> {
  const { timings } = await runPlan(page);
  const tasks = await readLongTasks(page);
  const { lastReportMs } = await page.evaluate(() => ({ ...window.scale }) as ScaleWindow);
  const isRunning = ({ startMs }: LongTask) => startMs < lastReportMs;
  return {
    wallMs: timings.wallMs,
    tasks: {
      running: tasks.filter(isRunning),
      ending: tasks.filter((task) => !isRunning(task)),
    },
  };
}

async function runWatched(browser: Browser, page: Page) {
  const end = new AbortController();
  // a tab that crashes fails the samples, where the run would never end
  const [run, memory] = await Promise.all([
    runOnce(page).finally(() => end.abort()),
    watchMemory(browser, () => imagesDone(page), SAMPLE_INTERVAL_MS, end.signal),
  ]);
  return { ...run, memory };
}

/** Runs every number of slots, the smallest first, in one browser with a profile. */
export async function measureSizes(
  address: string,
  sizes: readonly number[],
  parameters: RunParameters,
  rounds: number,
): Promise<readonly ScaleFigures[]> {
  const profile = await launchProfile();
  const figures: ScaleFigures[] = [];
  try {
    for (const slots of sizes.toSorted((a, b) => a - b)) {
      const measured = await measureSlots(profile, address, slots, parameters, rounds);
      figures.push(measured);
      const wallMs = median(measured.wallMs).toFixed(0);
      process.stderr.write(
        `${slots} slots: listed in ${measured.listMs} ms, run in ${wallMs} ms\n`,
      );
    }
  } finally {
    await profile.close();
  }
  return figures;
}
