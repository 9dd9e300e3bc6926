import type { Page } from '@playwright/test';

import { layoutMosaic, tileOf } from '../src/core/inspect/mosaic-layout.ts';
import { DEFAULT_RECIPE } from '../src/core/recipe/recipe.ts';
import { planFolder, runPlan, runToResult, pressStart } from '../tools/drive/drive-page.ts';
import { dropAndStart, expectAllCounted, expectUndisturbed, test } from './disturbed-run.ts';
import { slowDecoding } from './slow-decoding.ts';
import { quickenClock } from './quick-clock.ts';
import { downloadArray } from './read-result.ts';
import { button, earlierRuns, readResult, startAndWait } from './stored-run.ts';
import { changeSinkWorker, expect, slowDown } from './test.ts';
import { openIn, PHOTOS } from './undisturbed.ts';

/** Ends the worker that stores the rows, without any event. */
async function killSink(page: Page): Promise<void> {
  const sinks = () => page.workers().filter((worker) => worker.url().includes('sink.worker'));
  await expect.poll(() => sinks().length).toBe(1); // the worker that listed the runs has ended
  await Promise.all(
    sinks().map((sink) => sink.evaluate(() => self.close()).catch(() => undefined)),
  );
}

/** How opaque the mosaic's tile of the last row is. */
async function opacityOfLastTile(page: Page): Promise<number | undefined> {
  const canvas = page.getByLabel('Rows of the run');
  const width = await canvas.evaluate((of: HTMLCanvasElement) => of.width);
  const layout = layoutMosaic(PHOTOS, width, 240, DEFAULT_RECIPE);
  return canvas.evaluate(
    (of: HTMLCanvasElement, corner) => {
      const copy = new OffscreenCanvas(of.width, of.height).getContext('2d');
      copy?.drawImage(of, 0, 0);
      return copy?.getImageData(corner?.x ?? 0, corner?.y ?? 0, 1, 1).data[3];
    },
    tileOf(layout, PHOTOS - 1),
  );
}

test('Q7 I7 if the sink dies during a run, the run pauses and resumes with another, and so does the mosaic', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  const slowed = await slowDecoding(page, 15);
  await openIn(page, served.address);
  await planFolder(page, photos);
  await quickenClock(page, 4);
  await startAndWait(page, 20);
  await killSink(page);
  await slowed.release(page);
  await expect(page.getByText(/^The run paused:/)).toContainText('stores the rows does not answer');
  await button(page, 'Resume').click();
  expectUndisturbed(await readResult(page), undisturbed);
  await expect.poll(() => opacityOfLastTile(page)).toBe(255);
});

test('Q7 rows that a dying sink did not record are made again', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  // the first lists earlier runs; the second has the rows, and ends at its third commit
  await changeSinkWorker(
    page,
    `let commits = 0;
     self.addEventListener('message', (event) => {
       if (event.data?.path?.[0] !== 'commit') return;
       commits += 1;
       if (commits < 3) return;
       event.stopImmediatePropagation();
       self.close();
     });`,
    2,
  );
  await slowDown(page, 20);
  await openIn(page, served.address);
  await planFolder(page, photos);
  await quickenClock(page, 4);
  await pressStart(page);
  await expect(page.getByText(/^The run paused:/)).toContainText('stores the rows does not answer');
  await button(page, 'Resume').click();
  expectUndisturbed(await readResult(page), undisturbed);
});

test('Q7 a sink that dies after the run is replaced when its rows are requested', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  await openIn(page, served.address);
  await planFolder(page, photos);
  await runToResult(page);
  await quickenClock(page, 5);
  await killSink(page);
  expectUndisturbed(await readResult(page), undisturbed);
});

/** As in browsers without a private file system. */
const WITHOUT_FILES = `Reflect.deleteProperty(StorageManager.prototype, 'getDirectory');`;

test('T14 without a private file system a run is in memory, says so, and does everything else', async ({
  page,
  makeFolder,
  photos,
  served,
  undisturbed,
}) => {
  await changeSinkWorker(page, WITHOUT_FILES);
  const slowed = await slowDecoding(page, 10);
  await openIn(page, served.address);
  await dropAndStart(page, photos, 10);
  await expect(page.getByText(/^Rows are kept in memory/)).toContainText(
    /up to [\d.]+ GB, and are lost if you leave the page.*no private file system/s,
  );
  await button(page, 'Pause').click();
  await expect(page.getByTestId('run-facts')).toContainText('paused');
  await slowed.release(page);
  await button(page, 'Resume').click();
  expectUndisturbed(await readResult(page), undisturbed);

  const folder = await makeFolder('some', { '1.png': 'red.png', '2.png': new Uint8Array(0) });
  await planFolder(page, folder);
  expect((await runPlan(page)).counts).toMatchObject({ listed: 2, ok: 1, failed: 1 });
  await button(page, 'Retry failed').click();
  await expect(page.getByTestId('run-facts')).toContainText('finished');
  const again = await readResult(page);
  expectAllCounted(again);
  expect(again.counts).toMatchObject({ ok: 1, failed: 1 });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Drop a folder of images' })).toBeVisible();
  await expect(earlierRuns(page)).toHaveCount(0);
});

test('Q7 rows in memory that are lost with their worker are reported, not offered', async ({
  page,
  photos,
  served,
}) => {
  await changeSinkWorker(page, WITHOUT_FILES);
  await openIn(page, served.address);
  await planFolder(page, photos);
  await runToResult(page);
  await quickenClock(page, 5);
  await killSink(page);
  await button(page, 'Download').click();
  await expect(page.getByText(/^The run failed:/)).toContainText('lost with the worker');
  await expect(button(page, 'Download')).toHaveCount(0);
  await runToResult(page);
  expect((await downloadArray(page)).shape).toEqual([PHOTOS, 64, 64, 3]);
});
