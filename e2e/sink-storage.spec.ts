import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { chromiumOptions } from '../tools/drive/launch-browser.ts';
import {
  begin,
  commit,
  recordDispatch,
  headOf,
  ok,
  PAUSE,
  range,
  SLOTS,
  store,
} from './sink-store.ts';
import { ROW_BYTES, startSink } from './sink-client.ts';
import { expect, test } from './test.ts';

test('J6 the sink notices that site data were deleted during a run', async ({ open }) => {
  const page = await open();
  const sink = await startSink(page);
  await begin(sink, 'run-e');
  await store(sink, [0, 1]);
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  const lost = { kind: 'storage-lost', detail: expect.stringContaining('data were deleted') };
  expect(await sink.call('ping')).toEqual(lost);
  await expect(sink.exportAs('x', { slots: [0, 1], blank: [] })).rejects.toThrow('were deleted');
  expect(await sink.sendRows([2], [3])).toMatchObject({ blocker: lost });
  expect(await commit(sink, [ok(0)])).toEqual(lost);
  expect(await sink.call('recordPause', PAUSE)).toEqual(lost);
  expect(await sink.call('tryRoom')).toEqual(lost);
});

test('J2 a tab that crashes leaves its rows and its suspects', async ({ open, served }) => {
  const page = await open();
  const sink = await startSink(page);
  await begin(sink, 'run-i');
  await store(sink, range(0, 8));
  await recordDispatch(sink, [8, 9]);
  const context = page.context();
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined); // no process is left to answer
  await crashed;
  const next = await context.newPage();
  await next.goto(served.address);
  const again = await startSink(next);
  expect(await again.call('openRun', 'run-i', false)).toMatchObject({
    kind: 'opened',
    run: { status: 'cut-off', suspects: [8, 9] },
  });
  await store(again, range(8, SLOTS));
  await again.exportAs('all', { slots: range(0, SLOTS), blank: [] });
  expect(await again.rowsOf('all')).toEqual(range(1, SLOTS + 1));
});

test('J5 an array that does not fit on the target is refused with a reason, not cut short', async ({
  open,
}) => {
  const page = await open();
  const sink = await startSink(page);
  await begin(sink, 'run-j', 800);
  const all = range(0, 800); // 9.8 MB
  for (let at = 0; at < all.length; at += 100) {
    const slots = all.slice(at, at + 100);
    await store(sink, slots, slots.map(valueOf));
  }
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 11 * 2 ** 20 });
  const request = { slots: all, blank: [] };
  // Chromium may say that the write was aborted before it says that there is no room.
  const refused = /There is no room for the array|the disk is full, or gone/;
  await expect(sink.saveTo('full.npy', request)).rejects.toThrow(refused);
  const size = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const file = await root.getFileHandle('full.npy');
    return (await file.getFile()).size;
  });
  expect(size).toBe(0);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  const saved = await sink.saveTo('full.npy', request);
  expect(saved.rows).toEqual(all.map(valueOf));
});

test('J10 without a private file system rows are stored in memory, and the reason is given', async ({
  open,
  page,
}) => {
  await page.route('**/sink.worker*.js', async (route) => {
    const response = await route.fetch({ maxRetries: 5 });
    const without = 'delete StorageManager.prototype.getDirectory;';
    await route.fulfill({ response, body: `${without}\n${await response.text()}` });
  });
  const sink = await startSink(await open());
  const layout = { slots: SLOTS, rowBytes: ROW_BYTES };
  expect(await sink.call('open', layout, headOf('run-g'))).toEqual({
    kind: 'memory',
    reason: expect.stringContaining('no private file system'),
    limitBytes: expect.any(Number),
  });
  await store(sink, [0, 2]);
  await sink.exportAs('m', { slots: [0, 1, 2], blank: [1] });
  expect(await sink.rowsOf('m')).toEqual([1, 0, 3]);
  expect((await sink.saveTo('m.npy', { slots: [0, 1, 2], blank: [1] })).rows).toEqual([1, 0, 3]);
  expect(await sink.call('listRuns')).toEqual([]);
});

const SLOTS_OF_MEGABYTES = 2000; // 24 MB

async function fillUp(page: Page): Promise<void> {
  const sink = await startSink(page);
  await begin(sink, 'run-h', SLOTS_OF_MEGABYTES);
  await store(sink, range(0, 200));
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4 * 2 ** 20 });
  const full = { kind: 'storage-full', detail: expect.stringContaining('bytes more are needed') };
  let done = 200;
  for (; done < SLOTS_OF_MEGABYTES; done += 100) {
    const slots = range(done, done + 100);
    await recordDispatch(sink, slots);
    const { blocker } = (await sink.sendRows(slots, slots.map(valueOf))) as { blocker: unknown };
    if (blocker === null) {
      expect(await commit(sink, slots.map(ok))).toBeNull();
      continue;
    }
    expect(blocker).toEqual(full);
    break;
  }
  expect(done).toBeLessThan(SLOTS_OF_MEGABYTES);
  expect(await sink.call('tryRoom')).toEqual(full);
  expect(await sink.call('recordPause', PAUSE)).toBeNull();
  expect(await sink.call('ping')).toBeNull();
  expect(await sink.call('listRuns')).toMatchObject([{ done, status: 'paused' }]);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  expect(await sink.call('tryRoom')).toBeNull();
  const remaining = range(done, SLOTS_OF_MEGABYTES);
  for (let at = 0; at < remaining.length; at += 100) {
    const slots = remaining.slice(at, at + 100);
    await store(sink, slots, slots.map(valueOf));
  }
  await sink.exportAs('all', { slots: range(0, SLOTS_OF_MEGABYTES), blank: [] });
  const rows = await sink.rowsOf('all');
  expect(rows.slice(200)).toEqual(range(200, SLOTS_OF_MEGABYTES).map(valueOf));
  expect(await sink.call('deleteRun', 'run-h')).toBe(true);
}

function valueOf(slot: number): number {
  return (slot % 251) + 1;
}

test('J5 a private window without room blocks the run until there is some', async ({ open }) => {
  await fillUp(await open());
});

test('J5 a profile without room blocks the run until there is some', async ({ served }) => {
  const profile = await mkdtemp(join(tmpdir(), 'pixelpool-profile-'));
  let context: BrowserContext | null = null;
  try {
    context = await chromium.launchPersistentContext(profile, chromiumOptions());
    const page = await context.newPage();
    await page.goto(served.address);
    await fillUp(page);
  } finally {
    await context?.close();
    await rm(profile, { recursive: true, force: true });
  }
});
