import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { planFolder, runPlan, runToResult } from '../tools/drive/drive-page.ts';
import { dropFiles } from '../tools/drive/drop-files.ts';
import { downloadArray, downloadManifest } from './read-result.ts';
import { expect, test } from './test.ts';

const threeFiles = { 'b/2.png': 'green.png', 'a.png': 'red.png', 'b/c/3.png': 'blue.png' };
const threePaths = ['a.png', 'b/2.png', 'b/c/3.png'];

/** A part of the plan's advice to drop a folder instead of choosing it. */
const INCOMPLETE_LISTING = 'may silently leave out files';

test('L2 several folders and loose files keep their roots apart', async ({ open, makeFolder }) => {
  const page = await open();
  const cats = await makeFolder('cats', { '1.png': 'red.png' });
  const dogs = await makeFolder('dogs', { '1.png': 'green.png' });
  const moreCats = await makeFolder('cats', { '1.png': 'yellow.png' });
  const loose = join(await makeFolder('loose', { 'x.png': 'blue.png' }), 'x.png');
  await dropFiles(page, [cats, dogs, moreCats, loose]);
  await expect(page.getByTestId('plan')).toContainText('4 images');
  await runToResult(page);
  const { name, lines } = await downloadManifest(page);
  expect(name).toBe('images.manifest.jsonl');
  expect(lines.map(({ path, label }) => [path, label])).toEqual([
    ['cats (1)/1.png', 'cats (1)'],
    ['cats/1.png', 'cats'],
    ['dogs/1.png', 'dogs'],
    ['x.png', undefined],
  ]);
});

test('L4 a folder chosen with the input has the same files as a drop, and the page warns about it', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  await page
    .locator('input[webkitdirectory]')
    .setInputFiles(await makeFolder('chosen', { ...threeFiles, '.DS_Store': new Uint8Array(4) }));
  const plan = page.getByTestId('plan');
  await expect(plan).toContainText('3 images');
  await expect(plan).toContainText(INCOMPLETE_LISTING);
  await runToResult(page);
  const { name, lines } = await downloadManifest(page);
  expect(name).toBe('chosen.manifest.jsonl');
  expect(lines.filter(({ slot }) => slot !== null).map(({ path }) => path)).toEqual(threePaths);
  await planFolder(page, await makeFolder('dropped', { 'a.png': 'red.png' }));
  await expect(plan).toContainText('dropped');
  await expect(plan).not.toContainText(INCOMPLETE_LISTING);
});

test('L4 a folder picked as a handle has the same files as a drop', async ({ open, page }) => {
  // the page itself reads no folder: each handle of a file would be garbage of its own thread
  const listedByPage: string[] = [];
  await page.exposeFunction('noteListing', (name: string) => listedByPage.push(name));
  await page.addInitScript(() => {
    const { entries } = FileSystemDirectoryHandle.prototype;
    FileSystemDirectoryHandle.prototype.entries = function () {
      Reflect.get(window, 'noteListing')(this.name);
      return entries.call(this);
    };
  });
  await open();
  // a picker cannot be driven; a folder of the browser's private file system is a real handle too
  await page.evaluate(async (paths) => {
    const root = await (
      await navigator.storage.getDirectory()
    ).getDirectoryHandle('picked', {
      create: true,
    });
    const image = await (await fetch('samples/sky/sunset.jpg')).blob();
    for (const path of paths) {
      const folders = path.split('/');
      const name = folders.pop() ?? '';
      let folder = root;
      for (const part of folders) folder = await folder.getDirectoryHandle(part, { create: true });
      const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writable.write(image);
      await writable.close();
    }
    Object.assign(window, { showDirectoryPicker: () => Promise.resolve(root) });
  }, threePaths);
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await expect(page.getByTestId('plan')).toContainText('3 images');
  expect(listedByPage).toEqual([]);
  await runToResult(page);
  const { name, lines } = await downloadManifest(page);
  expect(name).toBe('picked.manifest.jsonl');
  expect(lines.map(({ path, verdict }) => [path, verdict])).toEqual(
    threePaths.map((path) => [path, 'ok']),
  );
});

test('L3 P3 a name that is not valid Unicode is listed as bad-name, and no other file is lost', async ({
  open,
  makeFolder,
}) => {
  test.skip(process.platform !== 'linux', 'only Linux lets a file have such a name');
  const page = await open();
  const folder = await makeFolder('named', { 'good.png': 'red.png' });
  const badly = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x62, 0xff, 0x64])]);
  await writeFile(badly, 'x');
  await dropFiles(page, [folder]);
  await expect(page.getByTestId('plan')).toContainText('1 with unreadable names');
  const receipt = await runPlan(page);
  expect(receipt.counts).toEqual({
    listed: 2,
    ok: 1,
    warned: 0,
    failed: 1,
    ignored: 0,
    excluded: 0,
  });
  const { lines } = await downloadManifest(page);
  expect(lines.map(({ slot, row, verdict, code }) => [slot, row, verdict, code])).toEqual([
    [null, null, 'failed', 'bad-name'],
    [0, 0, 'ok', undefined],
  ]);
});

test('L1 empty and very deep folders are listed correctly', async ({ open, makeFolder }) => {
  const page = await open();
  const deep = `${Array.from({ length: 60 }, (_, i) => `level-${i}`).join('/')}/end.png`;
  const folder = await makeFolder('deep', { [deep]: 'cyan.png' });
  await mkdir(join(folder, 'empty/inner'), { recursive: true });
  await dropFiles(page, [folder]);
  await expect(page.getByTestId('plan')).toContainText('1 image');
  await runToResult(page);
  expect((await downloadManifest(page)).lines.map(({ path }) => path)).toEqual([deep]);
  expect((await downloadArray(page)).shape).toEqual([1, 64, 64, 3]);
});

test('L5 the number of files found is shown while a folder is listed', async ({
  open,
  makeFolder,
  page,
}) => {
  let release: () => void = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.exposeFunction('untilReleased', () => isReleased);
  // the walk stops before its second folder until the test has seen the count
  await page.addInitScript(() => {
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const entry = webkitGetAsEntry.call(this) as FileSystemDirectoryEntry;
      // Chromium has no global name for the class of readers
      const readers = Object.getPrototypeOf(entry.createReader()) as FileSystemDirectoryReader;
      const { readEntries } = readers;
      let calls = 0;
      readers.readEntries = function (...callbacks) {
        calls += 1;
        const read = () => readEntries.apply(this, callbacks);
        const wait = Reflect.get(window, 'untilReleased') as () => Promise<void>;
        if (calls < 3) setTimeout(read, 150);
        else void wait().then(read);
      };
      return entry;
    };
  });
  await open();
  const files = Object.fromEntries(
    Array.from({ length: 150 }, (_, i): [string, string] => [`${i}.png`, 'red.png']),
  );
  await dropFiles(page, [await makeFolder('counted', { ...files, 'inner/x.png': 'red.png' })]);
  await expect(page.getByTestId('listing')).toContainText(/Listing: 1\d\d files so far/);
  release();
  await expect(page.getByTestId('plan')).toContainText('151 images');
});

test('L1 a folder without files is reported, and the previous plan stays', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  await dropFiles(page, [await makeFolder('some', { 'a.png': 'red.png' })]);
  await expect(page.getByTestId('plan')).toContainText('some');
  const empty = await makeFolder('empty', { 'x/y': 'red.png' });
  await mkdir(join(empty, 'nothing'));
  await dropFiles(page, [join(empty, 'nothing')]);
  await expect(page.getByRole('alert')).toContainText('There are no files in it.');
  await expect(page.getByTestId('plan')).toContainText('some');
});
