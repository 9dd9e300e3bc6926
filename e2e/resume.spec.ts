import { planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { dropFiles } from '../tools/drive/drop-files.ts';
import { colouredFolder, colourOfNumber, numberedPath } from './coloured-folder.ts';
import { slowDecoding } from './slow-decoding.ts';
import { pixelOf } from './read-result.ts';
import {
  button,
  clickInLatest,
  earlierRuns,
  resumeLatest,
  latestRun,
  readResult,
  startAndWait,
  waitForDone,
} from './stored-run.ts';
import { appendFile, unlink, writeFile } from 'node:fs/promises';
import { pickPrivateFolder } from './picked-folder.ts';
import { dropAndStart, expectUndisturbed, test } from './disturbed-run.ts';
import { expect, withoutHandles } from './test.ts';
import { openIn, PHOTOS } from './undisturbed.ts';

const dropAgain = /Drop .photos. again to resume/;

test.beforeEach(({ page }) => {
  // a page that is left during a run asks first
  page.on('dialog', (dialog) => void dialog.accept());
});

test('T3 A14 a run interrupted by a reload names its folder, and resumes when it is dropped again, byte for byte', async ({
  page,
  photos,
  served,
  undisturbed,
}) => {
  await withoutHandles(page);
  const slowed = await slowDecoding(page, 15);
  await openIn(page, served.address);
  await dropAndStart(page, photos, 20);
  await slowed.release();
  await page.reload();
  const entry = await latestRun(page);
  await expect(entry).toContainText('photos');
  const [, done, of] = /(\d+) of (\d+) done/.exec(await entry.innerText()) ?? [];
  expect(Number(of)).toBe(PHOTOS);
  await resumeLatest(page);
  await expect(page.getByRole('heading', { name: dropAgain })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(`${PHOTOS - Number(done)} images to go`);
  await dropFiles(page, [photos]);
  expectUndisturbed(await readResult(page), undisturbed);
});

test('T4 if the folder’s handle was stored, one click resumes the run', async ({ open, page }) => {
  const slowed = await slowDecoding(page, 10);
  await open('decode=canvas');
  await page.evaluate(pickPrivateFolder, { name: 'photos', images: 50 });
  await button(page, 'Choose folder').click();
  await expect(page.getByTestId('plan')).toContainText('50 images');
  await startAndWait(page, 15);
  await slowed.release();
  await page.reload();
  await resumeLatest(page);
  const { shape, lines } = await readResult(page);
  expect(shape).toEqual([50, 64, 64, 3]);
  expect(lines.filter(({ verdict }) => verdict === 'ok')).toHaveLength(50);
});

test('T4 the handle of a dropped folder is stored too, and shows which files are gone', async ({
  open,
  makeFolder,
  page,
}) => {
  const slowed = await slowDecoding(page, 15);
  await open('decode=canvas');
  const folder = await makeFolder('photos', { ...colouredFolder(100), 'z|odd?.png': 'red.png' });
  await planFolder(page, folder);
  await startAndWait(page, 20);
  await slowed.release();
  await page.reload();
  await unlink(`${folder}/${numberedPath(98)}`);
  await resumeLatest(page);
  // handles cannot open names that Windows refuses: the page asks for the folder once more
  await expect(page.getByTestId('run-facts')).toContainText('paused');
  await expect(page.getByRole('heading', { name: dropAgain })).toBeVisible();
  await dropFiles(page, [folder]);
  const { lines, counts } = await readResult(page);
  expect(counts).toMatchObject({ listed: 101, ok: 100, failed: 1 });
  expect(lines.flatMap(({ path, code }) => (code ? [[path, code]] : []))).toEqual([
    [numberedPath(98), 'vanished'],
  ]);
});

test('T5 a second tab shows that a run is open in another tab, and leaves it alone', async ({
  open,
  makeFolder,
  page,
  served,
}) => {
  const slowed = await slowDecoding(page, 10);
  await open('decode=canvas');
  await planFolder(page, await makeFolder('photos', colouredFolder(100)));
  await startAndWait(page, 5);
  const second = await page.context().newPage();
  await second.goto(served.address);
  const entry = await latestRun(second);
  await expect(entry).toContainText('open in another tab');
  await expect(entry.getByRole('button')).toHaveCount(0);
  await second.close();
  await slowed.release(page);
  const { shape } = await readResult(page);
  expect(shape).toEqual([100, 64, 64, 3]);
});

test('T6 a run can be paused and resumed, and stopped and resumed, and nothing is lost', async ({
  open,
  makeFolder,
  page,
}) => {
  const slowed = await slowDecoding(page, 10);
  await open('decode=canvas');
  await planFolder(page, await makeFolder('photos', colouredFolder(100)));
  await startAndWait(page, 5);
  await button(page, 'Pause').click();
  await expect(page.getByTestId('run-facts')).toContainText('paused');
  await expect(button(page, 'Start')).toBeDisabled();
  const progress = page.getByRole('progressbar', { name: 'Images decoded' });
  const before = Number(await progress.getAttribute('aria-valuenow'));
  expect(before).toBeLessThan(100);
  await button(page, 'Resume').click();
  await waitForDone(page, before + 1);
  await button(page, 'Stop').click();
  const stopped = await readResult(page);
  expect(stopped.lines.length).toBeGreaterThan(before);
  expect(stopped.lines.length).toBeLessThan(100);
  await slowed.release(page);
  await button(page, 'Resume').click();
  await expect(page.getByTestId('run-facts')).toContainText('finished');
  const { shape, bytes, counts } = await readResult(page);
  expect(shape).toEqual([100, 64, 64, 3]);
  expect(counts).toMatchObject({ listed: 100, ok: 100, failed: 0 });
  for (const number of [0, 1, 50, 99]) {
    expect(pixelOf({ shape, bytes }, number, 5, 5)).toEqual([...colourOfNumber(number)]);
  }
});

test('T7 a finished run can be opened after a reload, downloaded again, and deleted', async ({
  open,
  makeFolder,
  page,
}) => {
  await open();
  await planFolder(page, await makeFolder('photos', colouredFolder(60)));
  await runToResult(page);
  const before = await readResult(page);
  await page.reload();
  await clickInLatest(page, 'Open');
  const again = await readResult(page);
  expect(again.manifest).toBe(before.manifest);
  expect(again.bytes.equals(before.bytes)).toBe(true);
  await page.reload();
  await clickInLatest(page, 'Delete');
  await clickInLatest(page, 'Delete');
  await expect(earlierRuns(page)).toHaveCount(0);
  const left = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const runs = await root.getDirectoryHandle('pixelpool-runs', { create: true });
    const names: string[] = [];
    for await (const name of runs.keys()) names.push(name);
    return names;
  });
  expect(left).toEqual([]);
});

test('T9 files changed or deleted while the run was interrupted are named', async ({
  open,
  makeFolder,
  page,
}) => {
  await withoutHandles(page);
  const slowed = await slowDecoding(page, 34);
  await open('decode=canvas');
  const folder = await makeFolder('photos', colouredFolder(100));
  await planFolder(page, folder);
  await expect(page.getByTestId('plan')).not.toContainText('so far');
  // the first images are stored, and the workers will not reach the last ones
  await startAndWait(page, 71);
  await slowed.release();
  await page.reload();
  await appendFile(`${folder}/${numberedPath(0)}`, 'more');
  await unlink(`${folder}/${numberedPath(1)}`);
  await appendFile(`${folder}/${numberedPath(98)}`, 'more');
  await unlink(`${folder}/${numberedPath(99)}`);
  await writeFile(`${folder}/new.bmp`, 'new');
  await resumeLatest(page);
  await expect(page.getByRole('heading', { name: dropAgain })).toBeVisible();
  await dropFiles(page, [folder]);
  const notices = page.locator('.notices');
  await expect(notices).toContainText('1 new file in the folder');
  await expect(notices).toContainText(/changed since.*00000\.bmp/s);
  await expect(notices).toContainText(/gone missing since.*00001\.bmp/s);
  const { lines, counts } = await readResult(page);
  expect(counts).toMatchObject({ listed: 100, ok: 98, failed: 2 });
  const failed = lines.filter(({ verdict }) => verdict === 'failed');
  expect(failed.map(({ path, code }) => [path, code])).toEqual([
    [numberedPath(98), 'changed'],
    [numberedPath(99), 'vanished'],
  ]);
});

test('T9 another folder is not accepted in place of the run’s own', async ({
  open,
  makeFolder,
  page,
}) => {
  await withoutHandles(page);
  const slowed = await slowDecoding(page, 10);
  await open('decode=canvas');
  const folder = await makeFolder('photos', colouredFolder(60));
  await planFolder(page, folder);
  await startAndWait(page, 5);
  await slowed.release();
  await page.reload();
  await resumeLatest(page);
  await expect(page.getByRole('heading', { name: dropAgain })).toBeVisible();
  await dropFiles(page, [await makeFolder('others', { 'x.png': 'red.png' })]);
  await expect(page.locator('.notices')).toContainText('“others” has none of the run’s files.');
  await expect(page.getByRole('heading', { name: dropAgain })).toBeVisible();
  await dropFiles(page, [folder]);
  await waitForDone(page, 60);
  expect((await readResult(page)).shape).toEqual([60, 64, 64, 3]);
});
