import { DECODE_MODES, DEFAULT_RECIPE } from '../src/core/recipe.ts';
import type { Contender } from './contender.ts';
import { addressWith, planFolder, runPlan } from './drive-page.ts';
import { launchBrowser } from './launch-browser.ts';
import { serveDist } from './serve-dist.ts';

export interface MeasuredPage {
  readonly contenders: readonly Contender[];
  close(): Promise<void>;
}

/**
 * Opens the built page once for each mode and worker count, with the folder planned; an untimed run
 * goes before each measurement. The clock is the page's own: first dispatch to last row stored.
 */
export async function openMeasuredPage(
  folder: string,
  workerCounts: readonly number[],
): Promise<MeasuredPage> {
  const served = await serveDist();
  const browser = await launchBrowser();
  const contenders: Contender[] = [];
  for (const decode of DECODE_MODES) {
    for (const workers of workerCounts) {
      const page = await browser.newPage();
      const recipe = { ...DEFAULT_RECIPE, decode };
      await page.goto(addressWith(served.address, { recipe, workers, failed: 'drop' }));
      await planFolder(page, folder);
      contenders.push({
        mode: `pixelpool ${decode}`,
        isNative: false,
        workers,
        async measure(seconds) {
          await page.bringToFront();
          await runPlan(page); // untimed, as the peers' first images are: the page was in the background
          let wallMs = 0;
          let images = 0;
          while (wallMs < seconds * 1000) {
            const { timings, counts } = await runPlan(page);
            wallMs += timings.wallMs;
            images += counts.ok + counts.warned + counts.failed;
          }
          return images / (wallMs / 1000);
        },
      });
    }
  }
  return {
    contenders,
    async close() {
      await browser.close();
      await served.close();
    },
  };
}
