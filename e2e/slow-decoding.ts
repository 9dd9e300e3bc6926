import type { Page } from '@playwright/test';

import { changeDecodeWorker, type Pages } from './test.ts';

/** Less than the time that a worker has to finish its image when a run is stopped or paused. */
const SLOWED_MS = 400;

export interface SlowedDecoding {
  /**
   * Lets workers decode at full speed: those that start from now on and, if a page is given, those
   * that it already has.
   */
  release(page?: Page): Promise<void>;
}

/**
 * Slows a run of `decode=canvas` down in its middle, however fast the machine is: each worker
 * decodes this many images at full speed, and then takes 400 ms for each. `script` is prepended too.
 */
export async function slowDecoding(
  pages: Pages,
  images: number,
  script: () => string = () => '',
): Promise<SlowedDecoding> {
  let isReleased = false;
  await changeDecodeWorker(
    pages,
    () => `
      ${script()}
      let isSlow = ${!isReleased};
      let left = Infinity;
      let proceed = () => {};
      self.addEventListener('message', ({ data }) => {
        if (data?.path?.[0] === 'begin') left = ${images};
      });
      new BroadcastChannel('slowed decoding').onmessage = () => { isSlow = false; proceed(); };
      const decode = self.createImageBitmap;
      self.createImageBitmap = async (...options) => {
        left -= 1;
        if (isSlow && left < 0) {
          await new Promise((resolve) => { proceed = resolve; setTimeout(resolve, ${SLOWED_MS}); });
        }
        return decode(...options);
      };`,
  );
  return {
    async release(page) {
      isReleased = true;
      await page?.evaluate(() => {
        const channel = new BroadcastChannel('slowed decoding');
        channel.postMessage('released');
        channel.close();
      });
    },
  };
}
