import type { Page, Worker } from '@playwright/test';

import type { SeededRandom } from '../parity/damage/seeded-random.ts';

/** What a worker's last words are. */
export const KILL_MESSAGE = 'The soak kills this worker.';

/** How a worker is killed: by an error that its page hears of, or without a word. */
export type Death = 'throw' | 'close';

/** Kills one of the page's decode workers; returns false if there is none. */
export async function killDecodeWorker(
  page: Page,
  death: Death,
  random: SeededRandom,
): Promise<boolean> {
  const workers = page.workers().filter((worker) => worker.url().includes('decode.worker'));
  const victim = workers[random.between(0, workers.length)];
  if (victim === undefined) return false;
  // a call to a worker that ends meanwhile is never answered, or rejected
  void die(victim, death).catch(() => undefined);
  return true;
}

function die(worker: Worker, death: Death): Promise<void> {
  if (death === 'close') return worker.evaluate(() => self.close());
  return worker.evaluate((message) => {
    setTimeout(() => {
      throw new Error(message);
    });
  }, KILL_MESSAGE);
}
