import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { dropFiles } from '../tools/drive/drop-files.ts';
import { stallListing } from './stall-listing.ts';
import { expect, test } from './test.ts';

const FOLDERS = 100;
const FILES_A_FOLDER = 1000;
/** readEntries returns a hundred at a time, and none at the end. */
const CALLS = FOLDERS * (FILES_A_FOLDER / 100 + 1);

test('L1 L10 a hundred thousand files are all listed, and the page stays responsive', async ({
  open,
  page,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'pixelpool-many-'));
  try {
    writeFiles(folder);
    const release = await stallListing(page, CALLS / 2);
    await open();
    await dropFiles(page, [folder]);
    await expect(page.getByTestId('listing')).toContainText(/Listing: \d\d,?\d\d\d files so far/);
    await page.getByRole('button', { name: 'How it works' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expect(page.getByTestId('listing')).toBeVisible();
    await page.keyboard.press('Escape');
    release();
    const plan = page.getByTestId('plan');
    await expect(plan).toContainText('100,000 images');
    await expect(plan).toContainText('100 folders');
    await expect(plan.locator('.extensions')).toContainText('jpg 100,000');
  } finally {
    await page.goto('about:blank'); // it would look at the files while they are deleted
    await rm(folder, { recursive: true, force: true });
  }
});

/** Files of one byte. All folders link to those of the first: ten times as fast as writing. */
function writeFiles(root: string): void {
  const names = Array.from({ length: FILES_A_FOLDER }, (_, i) => `${i}.jpg`);
  for (let number = 0; number < FOLDERS; number++) {
    const folder = join(root, `folder ${number}`);
    mkdirSync(folder);
    for (const name of names) {
      if (number === 0) writeFileSync(join(folder, name), 'x');
      else linkSync(join(root, 'folder 0', name), join(folder, name));
    }
  }
}
