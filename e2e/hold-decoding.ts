import type { Page } from '@playwright/test';

import { changeDecodeWorker, type Pages } from './test.ts';

/** Less than what a worker is granted for its image when a run is stopped or paused. */
const HELD_MS = 400;

export interface HeldDecoding {
  /**
   * Lets workers decode at full speed: those that start from now on, and, if a page is given, those
   * that it has.
   */
  release(page?: Page): Promise<void>;
}

/**
 * Slows a run of `decode=canvas` down in its middle, however fast the machine is: from its start
 * on, each worker decodes this many images, and then takes 400 ms for each.
 */
export async function holdDecoding(pages: Pages, images: number): Promise<HeldDecoding> {
  let isReleased = false;
  await changeDecodeWorker(
    pages,
    () => `
      let isHeld = ${!isReleased};
      let left = Infinity;
      let goOn = () => {};
      self.addEventListener('message', ({ data }) => {
        if (data?.path?.[0] === 'begin') left = ${images};
      });
      new BroadcastChannel('held decoding').onmessage = () => { isHeld = false; goOn(); };
      const decode = self.createImageBitmap;
      self.createImageBitmap = async (...options) => {
        left -= 1;
        if (isHeld && left < 0) {
          await new Promise((resolve) => { goOn = resolve; setTimeout(resolve, ${HELD_MS}); });
        }
        return decode(...options);
      };`,
  );
  return {
    async release(page) {
      isReleased = true;
      await page?.evaluate(() => {
        const channel = new BroadcastChannel('held decoding');
        channel.postMessage('released');
        channel.close();
      });
    },
  };
}
