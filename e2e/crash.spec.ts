import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { chromium, type Browser, type Page } from '@playwright/test';

import { planFolder, pressStart, runToResult } from '../tools/drive/drive-page.ts';
import { dropFiles } from '../tools/drive/drop-files.ts';
import { chromiumOptions } from '../tools/drive/launch-browser.ts';
import { colouredFolder, numberedPath } from './coloured-folder.ts';
import {
  dropAndStart,
  expectAllCounted,
  expectUndisturbed,
  resumeWithFolder,
  test,
} from './disturbed-run.ts';
import { crashTab, killBrowser, signalRenderers } from './end-processes.ts';
import { cellOf, isSettled, openSheet, pressed } from './sheet-page.ts';
import { slowDecoding } from './slow-decoding.ts';
import { quickenClock } from './quick-clock.ts';
import {
  button,
  clickInLatest,
  resumeLatest,
  latestRun,
  readResult,
  startAndWait,
} from './stored-run.ts';
import { changeDecodeWorker, expect } from './test.ts';
import { openIn, openTab, PHOTOS } from './undisturbed.ts';

const POISONED = 30;

for (const [ending, end] of [
  ['crashed', (page: Page) => crashTab(page)],
  ['was killed', (_page: Page, browser: Browser) => signalRenderers(browser, 'SIGKILL')],
] as const) {
  test(`T3 a run whose process ${ending} can be resumed in a new tab`, async ({
    browser,
    context,
    photos,
    served,
    undisturbed,
  }) => {
    const slowed = await slowDecoding(context, 15);
    const first = await openTab(context, served.address);
    await dropAndStart(first, photos, 20);
    const crashed = first.waitForEvent('crash');
    await slowed.release();
    await end(first, browser);
    await crashed;
    const second = await openTab(context, served.address);
    await expect(await latestRun(second)).toContainText(/photos.*interrupted/s);
    await resumeWithFolder(second, photos);
    expectUndisturbed(await readResult(second), undisturbed);
  });
}

test('T15 J11 a file that was excluded stays excluded if the tab crashes', async ({
  context,
  photos,
  served,
}) => {
  const first = await openTab(context, served.address);
  await planFolder(first, photos);
  await runToResult(first);
  await openSheet(first);
  await cellOf(first, numberedPath(0)).focus();
  await pressed(first, 'x');
  await isSettled(first, 1);
  const before = await readResult(first);
  expect(before.shape[0]).toBe(PHOTOS - 1);
  const crashed = first.waitForEvent('crash');
  await crashTab(first);
  await crashed;
  const second = await openTab(context, served.address);
  await clickInLatest(second, 'Open');
  expect((await readResult(second)).manifest).toBe(before.manifest);
});

test('T3 a run whose whole browser was killed can be resumed in the next one', async ({
  photos,
  served,
  undisturbed,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'pixelpool-profile-'));
  try {
    const first = await chromium.launchPersistentContext(profile, chromiumOptions());
    await slowDecoding(first, 12);
    await dropAndStart(await openTab(first, served.address), photos, 20);
    const browser = first.browser();
    if (browser === null) throw new Error('The browser of this profile cannot be reached.');
    await killBrowser(browser, profile);

    const second = await chromium.launchPersistentContext(profile, chromiumOptions());
    // a user who dismisses the browser's prompt: while it waits, it lets no click through
    await second.addInitScript(() => {
      Reflect.set(FileSystemHandle.prototype, 'requestPermission', () => Promise.resolve('prompt'));
    });
    const page = await openTab(second, served.address);
    await expect(await latestRun(page)).toContainText(/photos.*interrupted/s);
    await resumeLatest(page);
    // the permission for the folder ended with the browser
    await expect(page.getByRole('heading', { name: /Drop .photos. again/ })).toBeVisible();
    await expect(button(page, 'Choose folder')).toBeEnabled();
    await dropFiles(page, [photos]);
    expectUndisturbed(await readResult(page), undisturbed);
    await second.close();
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('Q4 T3 an image that crashes the tab twice is named, and nothing else is lost', async ({
  makeFolder,
  served,
  undisturbed,
}) => {
  const browser = await chromium.launch({
    ...chromiumOptions(),
    args: [...chromiumOptions().args, '--js-flags=--max-old-space-size=96'],
  });
  try {
    const context = await browser.newContext();
    // the poisonous image is recognized by its size: 128 × 96
    await changeDecodeWorker(
      context,
      `let isRun = false; // a preview must not crash the tab
       self.addEventListener('message', ({ data }) => {
         const [call] = data?.path ?? [];
         if (call === 'decode' || call === 'preview') isRun = call === 'decode';
       });
       const decode = self.createImageBitmap;
       self.createImageBitmap = async (...options) => {
         const bitmap = await decode(...options);
         const heap = [];
         while (isRun && bitmap.width === 128) heap.push(new Array(100_000).fill(0.5));
         await new Promise((resolve) => setTimeout(resolve, 20));
         return bitmap;
       };`,
    );
    const poison = numberedPath(POISONED);
    const files = { ...colouredFolder(PHOTOS), [poison]: 'quadrants.png' };
    const folder = await makeFolder('photos', files);
    const first = await openTab(context, served.address);
    const crash = first.waitForEvent('crash');
    await planFolder(first, folder);
    await pressStart(first);
    await crash;

    const second = await openTab(context, served.address);
    const secondCrash = second.waitForEvent('crash');
    await resumeWithFolder(second, folder);
    await secondCrash;

    const third = await openTab(context, served.address);
    await resumeWithFolder(third, folder);
    const run = await readResult(third);
    expectAllCounted(run);
    expect(run.counts).toMatchObject({ listed: PHOTOS, ok: PHOTOS - 1, failed: 1 });
    const failed = run.lines.filter(({ verdict }) => verdict === 'failed');
    expect(failed.map(({ path, code }) => [path, code])).toEqual([[poison, 'worker-died']]);
    expect(failed[0]?.detail).toMatch(/tab/);
    const rowBytes = 64 * 64 * 3;
    const [before, after] = [POISONED * rowBytes, (POISONED + 1) * rowBytes];
    expect(run.bytes.subarray(0, before).equals(undisturbed.bytes.subarray(0, before))).toBe(true);
    expect(run.bytes.subarray(before).equals(undisturbed.bytes.subarray(after))).toBe(true);

    await writeFile(join(folder, poison), colouredFolder(PHOTOS)[poison] ?? '');
    await button(third, 'Retry failed').click();
    await expect(third.getByText(`${PHOTOS} ok`)).toBeVisible();
    expectUndisturbed(await readResult(third), undisturbed);
    await context.close();
  } finally {
    await browser.close();
  }
});

test('Q8 a machine that sleeps during a run loses no worker and no image', async ({
  browser,
  page,
  photos,
  served,
  undisturbed,
}) => {
  const slowed = await slowDecoding(page, 10);
  await openIn(page, served.address);
  await planFolder(page, photos);
  await quickenClock(page, 4); // 10 s of silence are 2.5 s
  await startAndWait(page, 10);
  const started: string[] = [];
  page.on('worker', (worker) => started.push(worker.url()));
  await signalRenderers(browser, 'SIGSTOP');
  await setTimeout(4000);
  await signalRenderers(browser, 'SIGCONT');
  await slowed.release(page);
  expectUndisturbed(await readResult(page), undisturbed);
  expect(started.filter((address) => address.includes('decode.worker'))).toEqual([]);
});
