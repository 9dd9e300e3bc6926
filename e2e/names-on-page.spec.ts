import { chmod, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { safeFileName } from '../src/core/output/safe-file-name.ts';
import { clickToDownload, planFolder, runPlan, runToResult } from '../tools/drive/drive-page.ts';
import { dropFiles } from '../tools/drive/drop-files.ts';
import { oddNames } from '../tools/odd-names/odd-names.ts';
import { stallListing } from './stall-listing.ts';
import { downloadManifest } from './read-result.ts';
import { expect, test } from './test.ts';

const NO_IMAGE = new TextEncoder().encode('These are no pixels.\n');
const IGNORED = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/is;
/** Names that even a case-insensitive file system keeps apart, so that the test can count them. */
const NAMES = oddNames(2).filter((name) => !IGNORED.test(name));
const contents = Object.fromEntries(NAMES.map((name) => [name, NO_IMAGE]));

test.skip(process.platform !== 'linux', 'only Linux lets files have such names');

test('M8 M9 failed files with odd names are listed as text, one per line on the page, and without formulas in a file', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  page.on('dialog', () => expect(page, 'a name was run as a script').toBeNull());
  const folder = 'names \u202e<b>of<b> files';
  const files = { ...contents, 'whole.png': 'red.png' };
  await planFolder(page, await makeFolder(folder, files));
  const { counts } = await runPlan(page);
  expect(counts).toMatchObject({ listed: NAMES.length + 1, failed: NAMES.length });
  expect(await page.locator('main b:text-is("of"), [onerror], main script').count()).toBe(0);
  expect(await isLeftToRight(page, `${NAMES.length + 1} images`)).toBe(true);

  const scroller = page.getByRole('group', { name: 'Files that failed' });
  const seen = new Set<string>();
  for (let top = 0; seen.size < NAMES.length && top < 60 * NAMES.length; top += 240) {
    await scroller.evaluate((element, y) => element.scrollTo(0, y), top);
    const lines = await readLines(page);
    for (const { path, code, height, isCodeRight } of lines) {
      expect([path, code, height, isCodeRight]).toEqual([path, 'not-an-image', 60, true]);
      seen.add(path);
    }
  }
  expect([...seen].toSorted()).toEqual(NAMES.toSorted());

  const download = await clickToDownload(page, 'Failed files (CSV)');
  expect(download.suggestedFilename()).toBe(`${safeFileName(folder)}.failed.csv`);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.startsWith('\ufeffpath,code,detail\r\n')).toBe(true);
  // outside of quotes no line begins with a formula
  const withoutQuoted = text.replaceAll(/"(?:[^"]|"")*"/g, '');
  expect(withoutQuoted.split('\r\n')).toHaveLength(NAMES.length + 2);
  expect(text).not.toMatch(/(?:^|\r\n)"?[=+\-@\t\r]/);
  expect(text).toContain(`\r\n'=cmd|' -C calc'!A0.jpg,not-an-image,`);
});

/** Whether the text after the folder's name, which reverses text, still reads left to right. */
function isLeftToRight(page: Page, text: string): Promise<boolean> {
  return page
    .getByTestId('plan')
    .locator('.facts')
    .evaluate((facts, wanted) => {
      const node = [...facts.childNodes].find(({ nodeValue }) => nodeValue?.includes(wanted));
      if (node === undefined) throw new Error(`There is no "${wanted}" beside the name.`);
      const start = node.nodeValue?.indexOf(wanted) ?? 0;
      const leftOf = (offset: number): number => {
        const range = document.createRange();
        range.setStart(node, start + offset);
        range.setEnd(node, start + offset + 1);
        return range.getBoundingClientRect().left;
      };
      return leftOf(0) < leftOf(1) && leftOf(1) < leftOf(wanted.length - 1);
    }, text);
}

/** The lines in view: their texts, and whether the code is still to the right of the name. */
function readLines(page: Page) {
  // in a single call: lines come and go as the list is scrolled
  return page.evaluate(() =>
    [...document.querySelectorAll('.finding-scroller li')].map((line) => {
      const [path, code] = line.children;
      const edge = (element: Element | undefined) => element?.getBoundingClientRect();
      return {
        path: path?.textContent ?? '',
        code: code?.textContent ?? '',
        height: line.getBoundingClientRect().height,
        isCodeRight: (edge(path)?.right ?? 0) <= (edge(code)?.left ?? 0),
      };
    }),
  );
}

test('L2 downloads have names that can be saved, whatever the folder is called', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  for (const name of [
    'gnp.\u202esotohp',
    'new\nline\ttab',
    '👩‍👩‍👧 🦊',
    'CON',
    'x'.repeat(250),
    '日'.repeat(80),
    '...',
  ]) {
    await planFolder(page, await makeFolder(name, { 'a.png': 'red.png' }));
    await expect(page.getByTestId('plan').locator('.name')).toHaveText(name);
    await runToResult(page);
    const download = await clickToDownload(page, 'Download');
    expect(download.suggestedFilename()).toBe(`${safeFileName(name)}.npy`);
    expect((await readFile(await download.path())).length).toBe(128 + 64 * 64 * 3);
  }
});

test('L7 a folder deleted while it is listed is named, and everything else that was found is listed', async ({
  open,
  makeFolder,
  page,
}) => {
  const release = await stallListing(page, 1); // all but the folder that was dropped
  await open('failed=zero');
  const folder = await makeFolder('going', {
    'a.png': 'red.png',
    'deleted/b.png': 'green.png',
    'renamed \u202e/c.png': 'blue.png',
    'z.png': 'white.png',
  });
  await dropFiles(page, [folder]);
  await expect(page.getByTestId('listing')).toBeVisible();
  await rm(join(folder, 'deleted'), { recursive: true });
  await rename(join(folder, 'renamed \u202e'), join(folder, 'other name'));
  release();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('deleted/\u2069 The folder was not read completely');
  await expect(alert).toContainText('renamed \u202e/\u2069 The folder was not read completely');
  await expect(page.getByTestId('plan')).toContainText('2 images');
  await expect(page.getByTestId('plan')).toContainText('2 folders not read completely');
  const { counts, shape } = await runPlan(page);
  expect(counts).toEqual({ listed: 4, ok: 2, warned: 0, failed: 2, ignored: 0, excluded: 0 });
  expect(shape[0]).toBe(2);
  const { lines } = await downloadManifest(page);
  expect(lines.map(({ path, slot, code }) => [path, slot, code])).toEqual([
    ['a.png', 0, undefined],
    ['deleted/', null, 'vanished'],
    ['renamed \u202e/', null, 'vanished'],
    ['z.png', 1, undefined],
  ]);
});

test('L7 a folder that cannot be read is named, and everything else that was found is listed', async ({
  open,
  makeFolder,
}) => {
  test.skip(process.getuid?.() === 0, 'root may read everything');
  const page = await open();
  const folder = await makeFolder('partly', { 'a.png': 'red.png', 'locked/b.png': 'blue.png' });
  await chmod(join(folder, 'locked'), 0);
  try {
    await planFolder(page, folder);
  } finally {
    await chmod(join(folder, 'locked'), 0o700);
  }
  await expect(page.getByRole('alert')).toContainText('locked/\u2069 The folder was not read');
  expect((await runPlan(page)).codes).toEqual({ unreadable: 1 });
});

/** Chromium's handles of dropped items. */
interface ItemWithHandle extends DataTransferItem {
  getAsFileSystemHandle(): Promise<FileSystemHandle | null>;
}

const ADVICE = 'may silently leave out files';

test('L4 a picked folder is listed as far as its handles reach, and the page warns about it', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  const folder = await makeFolder('picked', { ...contents, 'inner/fine.png': 'red.png' });
  await mkdir(join(folder, 'empty'));
  // a picker cannot be driven; a drop yields the same handles, which are passed off as the picker's
  await page.evaluate(() => {
    const handles: Promise<FileSystemHandle | null>[] = [];
    const captureHandle = (event: DragEvent): void => {
      const [item] = event.dataTransfer?.items ?? [];
      handles.push((item as ItemWithHandle).getAsFileSystemHandle());
      event.stopImmediatePropagation();
      event.preventDefault();
    };
    window.addEventListener('drop', captureHandle, { capture: true });
    Object.assign(window, { showDirectoryPicker: () => handles[0] });
  });
  await dropFiles(page, [folder]);
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await expect(page.getByTestId('plan')).toContainText(ADVICE);
  const { counts } = await runPlan(page);
  const { lines } = await downloadManifest(page);
  const paths = lines.map(({ path }) => path);
  expect(paths.filter((path) => path !== 'inner/fine.png' && !NAMES.includes(path))).toEqual([]);
  expect(counts.ok).toBe(1);
  // Chromium's handles leave out more than half of these; finding more would be no fault
  expect(paths.length).toBeGreaterThan(20);
  expect(counts.listed).toBe(paths.length);
});
