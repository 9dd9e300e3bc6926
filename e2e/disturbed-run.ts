import type { Page } from '@playwright/test';

import { planFolder } from '../tools/drive/drive-page.ts';
import { dropFiles } from '../tools/drive/drop-files.ts';
import { colouredFolder } from './coloured-folder.ts';
import { button, resumeLatest, startAndWait } from './stored-run.ts';
import { expect, test as base } from './test.ts';
import { PHOTOS, type RunOutcome } from './undisturbed.ts';

interface DisturbedFixtures {
  /** The path of a folder of `PHOTOS` pictures, each in a colour of its own. */
  readonly photos: string;
}

/** Tests of runs that something happens to. */
export const test = base.extend<DisturbedFixtures>({
  photos: async ({ makeFolder }, use) => {
    await use(await makeFolder('photos', colouredFolder(PHOTOS)));
  },
});

/** Drops the folder, starts the run, and waits until this many images are done. */
export async function dropAndStart(page: Page, folder: string, done: number): Promise<void> {
  await planFolder(page, folder);
  await startAndWait(page, done);
}

/** Resumes the latest run, and drops its folder again if the page asks for it. */
export async function resumeWithFolder(page: Page, folder: string): Promise<void> {
  await resumeLatest(page);
  const dropAgain = page.getByRole('heading', { name: /^Drop .* again to resume/ });
  // the rest of a run may be done before anybody has seen its Pause
  const isOver = page.locator('#result-heading');
  await dropAgain.or(button(page, 'Pause')).or(isOver).first().waitFor();
  if (await dropAgain.isVisible()) await dropFiles(page, [folder]);
}

/** Every file that was listed is counted once. */
export function expectAllCounted({ counts }: Pick<RunOutcome, 'counts'>): void {
  const { listed, ok = 0, warned = 0, failed = 0, ignored = 0 } = counts;
  expect(ok + warned + failed + ignored).toBe(listed);
}

/** The run came out as if nothing had happened to it. */
export function expectUndisturbed(run: RunOutcome, undisturbed: RunOutcome): void {
  expectAllCounted(run);
  expect(run.counts).toEqual(undisturbed.counts);
  expect(run.counts).toMatchObject({ listed: PHOTOS, ok: PHOTOS });
  expect(run.manifest).toBe(undisturbed.manifest);
  expect(run.bytes.equals(undisturbed.bytes)).toBe(true);
}
