import { seededRandom } from '../tools/parity/damage/seeded-random.ts';
import { planFolder, pressStart } from '../tools/drive/drive-page.ts';
import { dropAndStart, expectUndisturbed, resumeWithFolder, test } from './disturbed-run.ts';
import { slowDecoding } from './slow-decoding.ts';
import { button, earlierRuns, latestRun, readResult, waitForDone } from './stored-run.ts';
import { changeSinkWorker, expect } from './test.ts';
import { openIn } from './undisturbed.ts';

test('T3 a run survives reloads at any moment, even while it is paused', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  const slowed = await slowDecoding(page, 10);
  await openIn(page, served.address);
  await dropAndStart(page, photos, 0);
  const random = seededRandom('reloads');
  for (const from of [1, 12, 24]) {
    await waitForDone(page, random.between(from, from + 10));
    await page.reload();
    await resumeWithFolder(page, photos);
  }
  await waitForDone(page, 36);
  await button(page, 'Pause').click();
  await expect(page.getByTestId('run-facts')).toContainText('paused');
  await slowed.release();
  await page.reload();
  await expect(await latestRun(page)).toContainText(/photos.*paused/s);
  await resumeWithFolder(page, photos);
  expectUndisturbed(await readResult(page), undisturbed);
});

test('T3 a reload right after Start loses nothing, whether or not a run was stored', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  await openIn(page, served.address);
  await planFolder(page, photos);
  await pressStart(page);
  await page.reload();
  const isListed = await earlierRuns(page)
    .waitFor({ timeout: 3000 })
    .then(
      () => true,
      () => false,
    );
  if (isListed && (await (await latestRun(page)).getByText('Resume').isVisible())) {
    await resumeWithFolder(page, photos);
  } else {
    await planFolder(page, photos);
    await pressStart(page);
  }
  expectUndisturbed(await readResult(page), undisturbed);
});

test('T3 a reload while the plan is written leaves nothing behind, and Start works', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  // the first sink that is asked to end a plan never receives the call
  await changeSinkWorker(
    page,
    `self.addEventListener('message', (event) => {
       if (event.data?.path?.[0] === 'endPlan') event.stopImmediatePropagation();
     });`,
    2,
  );
  await openIn(page, served.address);
  await planFolder(page, photos);
  await pressStart(page);
  await expect
    .poll(() => page.workers().filter((worker) => worker.url().includes('sink.worker')).length)
    .toBe(1);
  await page.reload();
  await planFolder(page, photos);
  await expect(earlierRuns(page)).toHaveCount(0);
  await pressStart(page);
  expectUndisturbed(await readResult(page), undisturbed);
});
