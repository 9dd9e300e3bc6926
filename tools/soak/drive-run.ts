import { setTimeout } from 'node:timers/promises';

import type { BrowserContext, Page } from '@playwright/test';

import { seededRandom } from '../parity/damage/seeded-random.ts';
import type { Disturbance } from './disturbances.ts';
import { killDecodeWorker } from './kill-worker.ts';
import {
  crashPage,
  glanceAtRun,
  openPage,
  resumeRun,
  startRun,
  wordsOf,
  type RunGlance,
} from './soak-page.ts';

export interface SoakRun {
  readonly context: BrowserContext;
  readonly address: string;
  readonly folder: string;
  readonly files: number;
  readonly seed: string;
  readonly disturbances: readonly Disturbance[];
  /** Images between two kills of a decode worker; 0: none is killed. */
  readonly killEvery: number;
  /** One in this many kills is silent, so that only the page's deadline notices it; 0: none is. */
  readonly silentEvery: number;
  readonly log: (line: string) => void;
}

export interface EndedSoakRun {
  /** The page that shows the result. */
  readonly page: Page;
  readonly kills: number;
}

const GLANCE_MS = 40;
/** A run without progress for this long hangs: the longest deadline of an image is shorter. */
const STALL_MS = 150_000;
/**
 * Images that may be with a worker that is killed: two batches of 64. The page runs them one by one
 * in the end; a worker that dies with one alone fails it by name, as it should, and as it should not
 * happen here.
 */
const IMAGES_A_KILL = 128;
/** Images that may have been with all workers when a tab crashed; they run one by one too. */
const IMAGES_A_CRASH = 256;

/** Runs a folder to its end on a page of the context, and disturbs it as planned. */
export async function driveRun(run: SoakRun): Promise<EndedSoakRun> {
  try {
    return await driveToEnd(run);
  } catch (error) {
    const [page] = run.context.pages().toReversed();
    if (page !== undefined) run.log(`the page: ${await wordsOf(page)}`);
    throw error;
  }
}

async function driveToEnd(run: SoakRun): Promise<EndedSoakRun> {
  const random = seededRandom(`${run.seed}:kills`);
  const waiting = [...run.disturbances];
  let page = await openPage(run.context, run.address, run.log);
  await startRun(page, run.folder);
  let kills = 0;
  let nextKill = run.killEvery === 0 ? Infinity : run.killEvery;
  let alone = 0;
  const watch = watchStall();
  for (;;) {
    const glance = await glanceAtRun(page);
    if (glance.isEnded) break;
    requireProgress(glance, watch);
    const [next] = waiting;
    if (next !== undefined && glance.done >= next.afterImages) {
      waiting.shift();
      run.log(`${next.kind} after ${glance.done} images`);
      page = await leave(page, next.kind, run);
      run.log(`resumed: ${await resumeRun(page, run.folder)}`);
      alone = next.kind === 'crash' ? IMAGES_A_CRASH : 0;
      watch.restart();
    } else if (glance.done >= nextKill && run.files - glance.done > alone + 2 * IMAGES_A_KILL) {
      const death = kills % run.silentEvery === 1 ? 'close' : 'throw';
      // there is none if the page has only begun to resume
      if (await killDecodeWorker(page, death, random)) {
        nextKill = glance.done + run.killEvery;
        kills += 1;
        alone += IMAGES_A_KILL;
        run.log(`${death} after ${glance.done} images`);
      }
    }
    await setTimeout(GLANCE_MS);
  }
  if (waiting.length > 0) throw new Error(`The run ended before ${waiting.length} disturbances.`);
  return { page, kills };
}

/** Reloads the page, or crashes it and opens another one. */
async function leave(page: Page, kind: Disturbance['kind'], run: SoakRun): Promise<Page> {
  if (kind === 'reload') {
    await page.reload();
    return page;
  }
  await crashPage(page);
  return openPage(run.context, run.address, run.log);
}

interface StallWatch {
  /** Whether the same number of images is done for too long. */
  isStalled(done: number): boolean;
  restart(): void;
}

function watchStall(): StallWatch {
  let lastDone = -1;
  let since = performance.now();
  return {
    isStalled(done) {
      if (done !== lastDone) since = performance.now();
      lastDone = done;
      return performance.now() - since > STALL_MS;
    },
    restart() {
      lastDone = -1;
    },
  };
}

function requireProgress(glance: RunGlance, watch: StallWatch): void {
  if (glance.failure !== null) throw new Error(glance.failure);
  if (!watch.isStalled(glance.done)) return;
  throw new Error(`Nothing was done for ${STALL_MS / 1000} s after ${glance.done} images.`);
}
