import { appendFile, rename, truncate, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { colouredFolder, numberedPath } from './coloured-folder.ts';
import { dropAndStart, expectAllCounted, expectUndisturbed, test } from './disturbed-run.ts';
import { slowDecoding, type SlowedDecoding } from './slow-decoding.ts';
import { refusablePages, refusableWorkers } from './refuse-reading.ts';
import { button, readResult } from './stored-run.ts';
import { expect } from './test.ts';
import { openIn, PHOTOS } from './undisturbed.ts';

type Result = Awaited<ReturnType<typeof readResult>>;

/** Pauses the run, performs the task, and resumes. Files not read yet are read after the task. */
async function whilePaused(
  page: Page,
  task: () => Promise<unknown>,
  slowed?: SlowedDecoding,
): Promise<void> {
  await button(page, 'Pause').click();
  await expect(page.getByTestId('run-facts')).toContainText('paused');
  await task();
  await slowed?.release(page);
  await button(page, 'Resume').click();
}

function failuresOf({ lines }: Result) {
  return lines.flatMap(({ path, code }) => (code === undefined ? [] : [[path, code]]));
}

for (const hasHandles of [true, false]) {
  const source = hasHandles ? 'its folder’s handle' : 'its entry';
  test(`S6 a file that changes during a run is named, and Retry failed reads it again by ${source}`, async ({
    page,
    photos,
    served,
    undisturbed,
  }) => {
    if (!hasHandles) {
      await page.addInitScript(() => {
        Reflect.deleteProperty(DataTransferItem.prototype, 'getAsFileSystemHandle');
      });
    }
    const slowed = await slowDecoding(page, 10);
    await openIn(page, served.address);
    await dropAndStart(page, photos, 5);
    const [appended, touched, truncated] = [
      numberedPath(PHOTOS - 5),
      numberedPath(PHOTOS - 4),
      numberedPath(PHOTOS - 3),
    ];
    await whilePaused(
      page,
      async () => {
        await appendFile(join(photos, appended), 'more');
        await utimes(join(photos, touched), 1, 1);
        await truncate(join(photos, truncated), 20);
      },
      slowed,
    );
    const changed = await readResult(page);
    expectAllCounted(changed);
    expect(failuresOf(changed)).toEqual([
      [appended, 'changed'],
      [touched, 'changed'],
      [truncated, 'changed'],
    ]);
    await button(page, 'Retry failed').click();
    await expect(page.getByText(`${PHOTOS - 1} ok`)).toBeVisible();
    const tried = await readResult(page);
    expectAllCounted(tried);
    expect(failuresOf(tried)).toEqual([[truncated, 'truncated']]);
    await writeFile(join(photos, truncated), colouredFolder(PHOTOS)[truncated] ?? '');
    await button(page, 'Retry failed').click();
    await expect(page.getByText(`${PHOTOS} ok`)).toBeVisible();
    expectUndisturbed(await readResult(page), undisturbed);
  });
}

test('S6 files deleted during a run are named, and Retry failed finds them once they are back', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  const slowed = await slowDecoding(page, 10);
  await openIn(page, served.address);
  await dropAndStart(page, photos, 5);
  const gone = numberedPath(PHOTOS - 1);
  await whilePaused(
    page,
    async () => {
      await unlink(join(photos, gone));
      await rename(photos, `${photos} moved`);
    },
    slowed,
  );
  const without = await readResult(page);
  expectAllCounted(without);
  expect(without.counts).toMatchObject({ listed: PHOTOS });
  const failed = failuresOf(without);
  expect(failed.length).toBeGreaterThan(5);
  expect(new Set(failed.map(([, code]) => code))).toEqual(new Set(['vanished']));
  expect(without.lines.filter(({ verdict }) => verdict === 'ok')).toHaveLength(
    PHOTOS - failed.length,
  );
  await rename(`${photos} moved`, photos);
  await button(page, 'Retry failed').click();
  await expect(page.getByText(`${PHOTOS - 1} ok`)).toBeVisible();
  await writeFile(join(photos, gone), colouredFolder(PHOTOS)[gone] ?? '');
  await button(page, 'Retry failed').click();
  await expect(page.getByText(`${PHOTOS} ok`)).toBeVisible();
  expectUndisturbed(await readResult(page), undisturbed);
});

test('T12 if the permission to read is revoked, the run pauses and nothing fails', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  const { slowed, allow } = await refusableWorkers(page, 10);
  await openIn(page, served.address);
  await dropAndStart(page, photos, 5);
  await whilePaused(page, () => allow('no'), slowed);
  await expect(page.getByText(/^The run paused:/)).toContainText(
    'no longer lets the page read the folder',
  );
  await allow('yes');
  await button(page, 'Resume').click();
  expectUndisturbed(await readResult(page), undisturbed);
});

test('T12 without permission to read, Retry failed says so and leaves the failures as they are', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  const allow = await refusablePages(page);
  await openIn(page, served.address);
  const empty = numberedPath(7);
  await writeFile(join(photos, empty), '');
  await planFolder(page, photos);
  await runToResult(page);
  await writeFile(join(photos, empty), colouredFolder(PHOTOS)[empty] ?? '');
  await allow('no');
  await button(page, 'Retry failed').click();
  await expect(page.getByRole('alert')).toContainText('no longer lets the page read the folder');
  expect(failuresOf(await readResult(page))).toEqual([[empty, 'empty']]);
  await allow('yes');
  await button(page, 'Retry failed').click();
  await expect(page.getByText(`${PHOTOS} ok`)).toBeVisible();
  expectUndisturbed(await readResult(page), undisturbed);
});
