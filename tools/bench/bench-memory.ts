import { setTimeout } from 'node:timers/promises';

import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import { addressWith, planFolder, runPlan } from '../drive/drive-page.ts';
import { launchProfile } from '../drive/launch-browser.ts';
import { measureHeaps, type HeapFigures } from './measure-heaps.ts';
import {
  processesOf,
  requireProcessMemory,
  sampleMemory,
  type MemorySample,
} from './process-memory.ts';
import { serveDist } from '../drive/serve-dist.ts';

const SAMPLE_INTERVAL_MS = 50;

/** What a run leaves behind adds up with the files that were run. */
const FILES_FOR_HEAPS = 2000;
const MAX_RUNS_FOR_HEAPS = 20;

/** One run on a fresh page. `idle` is before it, with the folder planned and no worker started. */
export interface MemoryFigures {
  readonly workers: number;
  readonly images: number;
  readonly idle: MemorySample;
  /** The highest of each while the run went on; they need not be of one moment. */
  readonly peak: MemorySample;
  readonly after: MemorySample;
  readonly samples: number;
  /** The heaps of the threads without garbage: after the first run, and after more files. */
  readonly heaps: {
    readonly before: readonly HeapFigures[];
    readonly files: number;
    readonly after: readonly HeapFigures[];
  };
}

/** Runs the folder once on a page of its own for each number of workers, and watches its memory. */
export async function measureMemory(
  folder: string,
  workerCounts: readonly number[],
): Promise<{ readonly runs: readonly MemoryFigures[]; readonly text: string }> {
  requireProcessMemory('--memory');
  const served = await serveDist();
  const runs: MemoryFigures[] = [];
  try {
    for (const workers of workerCounts) {
      const parameters = {
        recipe: DEFAULT_RECIPE,
        workers,
        failed: 'drop' as const,
        hidden: 'in' as const,
      };
      runs.push(await measureRun(addressWith(served.address, parameters), folder, workers));
    }
  } finally {
    await served.close();
  }
  return { runs, text: runs.map(textOf).join('') };
}

async function measureRun(
  address: string,
  folder: string,
  workers: number,
): Promise<MemoryFigures> {
  const profile = await launchProfile();
  const { browser } = profile;
  try {
    const page = profile.context.pages()[0] ?? (await profile.context.newPage());
    await page.goto(address);
    await planFolder(page, folder);
    const { tabs: processes } = await processesOf(browser);
    const idle = await sampleMemory(processes);
    const end = new AbortController();
    // a tab that crashes fails the samples; the run would never end
    const [{ counts }, { peak, samples }] = await Promise.all([
      runPlan(page).finally(() => end.abort()),
      watchMemory(processes, end.signal),
    ]);
    const after = await sampleMemory(processes);
    const images = counts.ok + counts.warned + counts.failed;
    const before = await measureHeaps(browser);
    const runs = Math.min(MAX_RUNS_FOR_HEAPS, Math.ceil(FILES_FOR_HEAPS / images));
    for (let run = 0; run < runs; run++) await runPlan(page);
    const heaps = { before, files: runs * images, after: await measureHeaps(browser) };
    return { workers, images, idle, peak, after, samples, heaps };
  } finally {
    await profile.close();
  }
}

/** Samples repeatedly until it is aborted. */
async function watchMemory(
  processes: readonly number[],
  signal: AbortSignal,
): Promise<{ readonly peak: MemorySample; readonly samples: number }> {
  let peak: MemorySample = { pss: 0, own: 0 };
  let samples = 0;
  while (!signal.aborted) {
    const { pss, own } = await sampleMemory(processes);
    peak = { pss: Math.max(peak.pss, pss), own: Math.max(peak.own, own) };
    samples += 1;
    await setTimeout(SAMPLE_INTERVAL_MS);
  }
  return { peak, samples };
}

function textOf({ workers, images, idle, peak, after, heaps }: MemoryFigures): string {
  const mib = (value: number) => `${value.toFixed(0)} MiB`;
  return (
    `${images} images, ${workers} ${workers === 1 ? 'worker' : 'workers'}: ` +
    `idle ${mib(idle.pss)}, peak ${mib(peak.pss)}, above idle ${mib(peak.pss - idle.pss)} ` +
    `(private memory alone ${mib(peak.own - idle.own)}), after ${mib(after.pss)}\n` +
    `held without garbage after the first run:  ${heapsText(heaps.before)}\n` +
    `and after ${heaps.files} files more:  ${heapsText(heaps.after)}\n`
  );
}

function heapsText(heaps: readonly HeapFigures[]): string {
  const mib = (bytes: number) => (bytes / 2 ** 20).toFixed(2);
  const texts = heaps.map(
    ({ thread, objects, buffers, wasm }) =>
      `${thread} ${mib(objects)} + ${mib(buffers)} + ${mib(wasm)}`,
  );
  return `${texts.join(', ')} MiB (objects + buffers + WebAssembly)`;
}
