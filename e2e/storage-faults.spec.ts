import type { Page } from '@playwright/test';

import { planFolder, pressStart } from '../tools/drive/drive-page.ts';
import { launchProfile } from '../tools/drive/launch-browser.ts';
import { dropAndStart, expectUndisturbed, test } from './disturbed-run.ts';
import { slowDecoding } from './slow-decoding.ts';
import { leaveRoom, liftQuota } from './storage-quota.ts';
import { button, clickInLatest, latestRun, resumeLatest, readResult } from './stored-run.ts';
import { changeSinkWorker, expect } from './test.ts';
import { enlarged, LARGE_QUERY, openIn, openTab } from './undisturbed.ts';

const MIB = 2 ** 20;

function pauseNotice(page: Page) {
  return page.getByText(/^The run paused:/);
}

async function expectPausedForRoom(page: Page): Promise<void> {
  await expect(pauseNotice(page)).toContainText(
    /no room for more .*up to [\d,]+ bytes more are needed\. The stored rows are safe/,
  );
  await expect(page.getByTestId('run-facts')).toContainText('paused');
}

for (const isPrivate of [true, false]) {
  const storage = isPrivate ? 'a private window' : 'a profile';
  test(`T10 a run pauses when the quota is reached, until it is raised, in ${storage}`, async ({
    page: privatePage,
    photos,
    served,
    undisturbed,
  }) => {
    const profile = isPrivate ? null : await launchProfile();
    try {
      const page = (await profile?.context.newPage()) ?? privatePage;
      await openIn(page, served.address, LARGE_QUERY);
      await planFolder(page, photos);
      await leaveRoom(page, 11 * MIB);
      await pressStart(page);
      await expectPausedForRoom(page);
      await expect(button(page, 'Download')).toHaveCount(0);
      if (isPrivate) await button(page, 'Resume').click(); // there is no room yet
      await expectPausedForRoom(page);
      await liftQuota(page);
      if (isPrivate) await button(page, 'Resume').click(); // otherwise it resumes automatically
      expectUndisturbed(await readResult(page), enlarged(undisturbed));
    } finally {
      await profile?.close();
    }
  });
}

test('T10 a run pauses when there is no room for its journal', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  // a journal reserves its room ahead: with this few files it would never be refused
  await changeSinkWorker(
    page,
    `let isFull = false;
     const orders = new BroadcastChannel('journal');
     orders.onmessage = ({ data }) => { isFull = data === 'full'; };
     const journals = new WeakSet();
     const open = FileSystemFileHandle.prototype.createSyncAccessHandle;
     FileSystemFileHandle.prototype.createSyncAccessHandle = async function () {
       const handle = await open.call(this);
       if (this.name === 'journal.bin') journals.add(handle);
       return handle;
     };
     const write = FileSystemSyncAccessHandle.prototype.write;
     FileSystemSyncAccessHandle.prototype.write = function (...options) {
       if (isFull && journals.has(this)) throw new DOMException('No space', 'QuotaExceededError');
       return write.apply(this, options);
     };`,
  );
  const slowed = await slowDecoding(page, 10);
  await openIn(page, served.address);
  await dropAndStart(page, photos, 5);
  const order = (text: string) =>
    page.evaluate((data) => new BroadcastChannel('journal').postMessage(data), text);
  await order('full');
  await slowed.release(page);
  await expectPausedForRoom(page);
  await order('free');
  expectUndisturbed(await readResult(page), undisturbed); // it resumes automatically
  await page.reload();
  await clickInLatest(page, 'Open'); // everything was recorded
  expectUndisturbed(await readResult(page), undisturbed);
});

test('T11 deleting site data during a run ends it, and Start begins it again', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  const slowed = await slowDecoding(page, 15);
  await openIn(page, served.address);
  await dropAndStart(page, photos, 20);
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await slowed.release(page);
  await expect(page.getByText(/^The run failed:/)).toContainText('data were deleted');
  await expect(button(page, 'Download')).toHaveCount(0);
  await pressStart(page);
  expectUndisturbed(await readResult(page), undisturbed);
});

test('T5 if two tabs resume one run at the same time, one gets it and the other says so', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  const context = page.context();
  const slowed = await slowDecoding(context, 15);
  await openIn(page, served.address);
  await dropAndStart(page, photos, 20);
  const tabs = [page, await openTab(context, served.address)];
  await Promise.all(tabs.map((tab) => tab.reload()));
  await Promise.all(tabs.map(latestRun));
  await Promise.all(tabs.map(resumeLatest));
  const refused = (tab: Page) => tab.getByText('It is open in another tab.').count();
  await expect
    .poll(async () =>
      Promise.all(tabs.map(refused)).then((counts) => counts.toSorted((a, b) => a - b)),
    )
    .toEqual([0, 1]);
  const isRefused = await Promise.all(tabs.map(refused));
  const [winner, loser] = isRefused[0] === 0 ? tabs : tabs.toReversed();
  if (winner === undefined || loser === undefined) throw new Error('There are two tabs.');
  await expect(await latestRun(loser)).toContainText('open in another tab');
  await slowed.release(winner);
  expectUndisturbed(await readResult(winner), undisturbed);
});
