import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

import { planFolder, pressStart } from '../tools/drive/drive-page.ts';
import { chromiumOptions } from '../tools/drive/launch-browser.ts';
import { expectUndisturbed, test } from './disturbed-run.ts';
import { button, readResult } from './stored-run.ts';
import { expect } from './test.ts';
import { enlarged, LARGE_QUERY, openTab } from './undisturbed.ts';

const MIB = 2 ** 20;
const DISK_MIB = 160;

/** Mounts a small disk in memory at this folder. Returns false if that is not permitted. */
function mountDisk(folder: string): boolean {
  try {
    const size = `size=${DISK_MIB}m`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'pixelpool-test', folder], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

test('T10 a run pauses when the disk is full, and can be resumed once there is room', async ({
  photos,
  served,
  undisturbed,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'pixelpool-disk-'));
  const isMounted = mountDisk(folder);
  try {
    test.skip(!isMounted, 'No disk can be mounted here without more privileges.');
    const context = await chromium.launchPersistentContext(
      join(folder, 'profile'),
      chromiumOptions(),
    );
    try {
      const page = await openTab(context, served.address, LARGE_QUERY);
      await planFolder(page, photos);
      const filler = join(folder, 'filler');
      const { bavail, bsize } = await statfs(folder);
      await writeFile(filler, Buffer.alloc(bavail * bsize - 6 * MIB));
      await pressStart(page);
      await expect(page.getByText(/^The run paused:/)).toContainText('no room for more rows');
      await rm(filler);
      await button(page, 'Resume').click();
      expectUndisturbed(await readResult(page), enlarged(undisturbed));
    } finally {
      await context.close();
    }
  } finally {
    if (isMounted) execFileSync('umount', ['-l', folder]);
    await rm(folder, { recursive: true, force: true });
  }
});
