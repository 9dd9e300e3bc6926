import type { Page, Worker } from '@playwright/test';

import { planFolder, receiptOf, runPlan, pressStart } from '../tools/drive/drive-page.ts';
import { slowDecoding } from './slow-decoding.ts';
import { downloadArray, downloadManifest, pixelOf, type NpyArray } from './read-result.ts';
import { readStrip } from './read-strip.ts';
import { changeDecodeWorker, changeOpenWorker, expect, READS_ITSELF, test } from './test.ts';
import { blackPng } from './write-png.ts';

const COUNT = 40;

const forty = Object.fromEntries(
  Array.from({ length: COUNT }, (_, i): [string, string] => [
    `${String(i).padStart(3, '0')}.png`,
    i % 2 === 0 ? 'red.png' : 'blue.png',
  ]),
);

const ALL_OK = { listed: COUNT, ok: COUNT, warned: 0, failed: 0, ignored: 0, excluded: 0 };

function expectRows(array: NpyArray): void {
  for (let row = 0; row < COUNT; row++) {
    const colour = row % 2 === 0 ? [255, 0, 0] : [0, 0, 255];
    expect(pixelOf(array, row, 5, 5)).toEqual(colour);
  }
}

/** Makes the page's clock run this many times as fast, so that deadlines pass sooner. */
async function speedUpClock(page: Page, times: number): Promise<void> {
  await page.addInitScript((factor) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() * factor;
    const later = window.setInterval.bind(window);
    Object.assign(window, {
      setInterval: (call: () => void, ms: number) => later(call, ms / factor),
    });
  }, times);
}

const SPEED_UP = 4;

test('Q3 a worker that closes itself silently costs no row', async ({ open, makeFolder, page }) => {
  await speedUpClock(page, SPEED_UP);
  const slowed = await slowDecoding(page, 5);
  await open('decode=canvas');
  await planFolder(page, await makeFolder('closing', forty));
  const running = runPlan(page);
  const progress = page.getByRole('progressbar', { name: 'Images decoded' });
  await expect(progress).not.toHaveAttribute('aria-valuenow', '0');
  const worker = page.workers().findLast((each) => each.url().includes('decode.worker'));
  await worker?.evaluate(() => self.close());
  await slowed.release(page);
  expect((await running).counts).toEqual(ALL_OK);
  expectRows(await downloadArray(page));
});

/** The failures of a worker at its seventh image, or at its first report of a batch. */
const DEATHS = {
  'throws in a task': `
    let images = 0;
    const decode = self.createImageBitmap;
    self.createImageBitmap = (...options) => {
      images += 1;
      if (images === 7) setTimeout(() => { throw new Error('killed by a test'); });
      return images === 7 ? new Promise(() => {}) : decode(...options);
    };`,
  'leaves a rejection unhandled': `
    let images = 0;
    const decode = self.createImageBitmap;
    self.createImageBitmap = (...options) => {
      images += 1;
      if (images === 7) void Promise.reject(new Error('killed by a test'));
      return images === 7 ? new Promise(() => {}) : decode(...options);
    };`,
  'returns an answer that cannot be cloned': `
    const post = self.postMessage.bind(self);
    let isFirst = true;
    self.postMessage = (message, ...others) => {
      const isReport = (message?.value?.outcomes?.length ?? 0) > 0;
      if (isReport && isFirst) {
        isFirst = false;
        throw new DOMException('not to be cloned', 'DataCloneError');
      }
      post(message, ...others);
    };`,
};

for (const [behaviour, script] of Object.entries(DEATHS)) {
  test(`Q3 a worker that ${behaviour} costs no row`, async ({ open, makeFolder, page }) => {
    await changeDecodeWorker(page, script, 2);
    await open('decode=canvas');
    await planFolder(page, await makeFolder('throwing', forty));
    expect((await runPlan(page)).counts).toEqual(ALL_OK);
    expectRows(await downloadArray(page));
  });
}

const OPENERS = {
  'closes itself': 'self.close();',
  'throws at once': "throw new Error('ended by a test');",
  'opens nothing': 'delete FileSystemFileHandle.prototype.getFile;',
};

for (const [behaviour, script] of Object.entries(OPENERS)) {
  test(`Q3 a file-opening worker that ${behaviour} costs no row`, async ({
    open,
    makeFolder,
    page,
  }) => {
    let started = 0;
    page.on('worker', (worker) => {
      if (worker.url().includes('open.worker')) started += 1;
    });
    await changeOpenWorker(page, script);
    await open();
    await planFolder(page, await makeFolder('opening', forty));
    expect((await runPlan(page)).counts).toEqual(ALL_OK);
    expectRows(await downloadArray(page));
    expect(started).toBeGreaterThan(0);
    expect(started).toBeLessThan(4);
  });
}

test('Q4 an image on which a worker loops for ever fails as timeout, and no other is affected', async ({
  open,
  makeFolder,
  page,
}) => {
  // the poisonous image is recognized by its size: 128 × 96, all others are 16 × 16
  await changeDecodeWorker(
    page,
    `const decode = self.createImageBitmap;
     self.createImageBitmap = async (...options) => {
       const bitmap = await decode(...options);
       if (bitmap.width === 128) for (;;);
       return bitmap;
     };`,
  );
  await speedUpClock(page, SPEED_UP);
  await open('decode=canvas');
  await planFolder(page, await makeFolder('looping', { ...forty, '017.png': 'quadrants.png' }));
  const { counts } = await runPlan(page);
  expect(counts).toEqual({ ...ALL_OK, ok: COUNT - 1, failed: 1 });
  const { lines } = await downloadManifest(page);
  const [failed, ...others] = lines.filter(({ verdict }) => verdict !== 'ok');
  expect(others).toEqual([]);
  expect(failed).toMatchObject({ path: '017.png', code: 'timeout' });
  expect(failed?.detail).toMatch(/^No sign of life for \d+ s\.$/);
});

test('Q17 a file whose read never ends fails as timeout, and no other is affected', async ({
  open,
  makeFolder,
  page,
}) => {
  // a lost network drive: a read that includes this file's bytes never resolves
  await changeDecodeWorker(
    page,
    `${READS_ITSELF}
     const read = Blob.prototype.arrayBuffer;
     Blob.prototype.arrayBuffer = async function () {
       const bytes = await read.call(this);
       const text = new TextDecoder('latin1').decode(bytes);
       return text.includes('never read') ? new Promise(() => {}) : bytes;
     };`,
  );
  await speedUpClock(page, SPEED_UP);
  await open('decode=canvas');
  const files = { ...forty, '017.png': Buffer.from('never read') };
  await planFolder(page, await makeFolder('unread', files));
  const { counts } = await runPlan(page);
  expect(counts).toEqual({ ...ALL_OK, ok: COUNT - 1, failed: 1 });
  const { lines } = await downloadManifest(page);
  const failed = lines.filter(({ verdict }) => verdict === 'failed');
  expect(failed.map(({ path, code }) => [path, code])).toEqual([['017.png', 'timeout']]);
});

test('S4 an image for which the kernel has no memory is named, and its worker continues', async ({
  open,
  makeFolder,
  page,
}) => {
  const files = { ...forty, '005.png': blackPng(17_000_000, 1) };
  await open('workers=1');
  await planFolder(page, await makeFolder('wide', files));
  await readStrip(page); // a worker that is busy with a preview when a run begins is terminated
  const deaths: string[] = [];
  const note = (worker: Worker): unknown => worker.on('close', () => deaths.push(worker.url()));
  page.workers().forEach(note);
  page.on('worker', note);
  const { counts } = await runPlan(page);
  expect(counts).toEqual({ ...ALL_OK, ok: COUNT - 1, failed: 1 });
  const { lines } = await downloadManifest(page);
  const failed = lines.filter(({ verdict }) => verdict === 'failed');
  expect(failed.map(({ path, code }) => [path, code])).toEqual([['005.png', 'out-of-memory']]);
  expect(deaths.filter((url) => url.includes('decode.worker'))).toEqual([]);
});

test('Q5 offline, a dead worker is not replaced, and the other does its work', async ({
  makeFolder,
  page,
  served,
}) => {
  const slowed = await slowDecoding(page, 5);
  await page.goto(`${served.address}?decode=canvas&workers=2`);
  await planFolder(page, await makeFolder('offline', forty));
  const running = runPlan(page);
  const progress = page.getByRole('progressbar', { name: 'Images decoded' });
  await expect(progress).not.toHaveAttribute('aria-valuenow', '0');
  await goOffline(page);
  await killWorkers(page, 1);
  await slowed.release(page);
  expect((await running).counts).toEqual(ALL_OK);
  expectRows(await downloadArray(page));
});

test('Q5 if all workers die offline, the run pauses with a likely reason, and resumes once online', async ({
  makeFolder,
  page,
  served,
}) => {
  await slowDecoding(page, 5);
  await page.goto(`${served.address}?decode=canvas&workers=2`);
  await planFolder(page, await makeFolder('offline', forty));
  await pressStart(page);
  const progress = page.getByRole('progressbar', { name: 'Images decoded' });
  await expect(progress).not.toHaveAttribute('aria-valuenow', '0');
  await goOffline(page);
  await killWorkers(page, Infinity);
  await expect(page.getByText('The run paused:')).toContainText('Are you offline?');
  await page.unroute('**/decode.worker*.js');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Result', exact: true })).toBeVisible();
  expect((await receiptOf(page)).counts).toEqual(ALL_OK);
  expectRows(await downloadArray(page));
});

/** The route of a test answers even offline, so it has to fail too. */
async function goOffline(page: Page): Promise<void> {
  await page.route('**/decode.worker*.js', (route) => route.abort('internetdisconnected'));
  await page.context().setOffline(true);
}

async function killWorkers(page: Page, count: number): Promise<void> {
  const workers = page.workers().filter((worker) => worker.url().includes('decode.worker'));
  for (const worker of workers.slice(-count)) {
    await worker.evaluate(() => {
      setTimeout(() => {
        throw new Error('killed by a test');
      });
    });
  }
}
