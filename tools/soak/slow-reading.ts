import type { BrowserContext } from '@playwright/test';

/**
 * Makes every read of a decode worker take some milliseconds more for each KiB, as from a slow
 * disk: a few hundred small files are otherwise done before anything can happen to them.
 */
export async function slowReading(context: BrowserContext, msEachKib: number): Promise<void> {
  if (msEachKib === 0) return;
  const script = `{
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
      await new Promise((resolve) => setTimeout(resolve, (this.size / 1024) * ${msEachKib}));
      return read.call(this);
    };
  }`;
  await context.route('**/decode.worker*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });
}
