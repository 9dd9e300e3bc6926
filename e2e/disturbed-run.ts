import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { BrowserContext, Page } from '@playwright/test';

import { planFolder, runPlan } from '../tools/drive/drive-page.ts';
import { dropFiles } from '../tools/drive/drop-files.ts';
import { colouredFolder } from './coloured-folder.ts';
import { button, goOn, readResult, startAndWait } from './stored-run.ts';
import { expect, test as base } from './test.ts';

type RunOutcome = Awaited<ReturnType<typeof readResult>>;

/** The folder that is disturbed: long enough for something to happen in the middle. */
export const PHOTOS = 90;
export const QUERY = 'decode=canvas&workers=2';

interface DisturbedFixtures {
  /** The path of a folder with so many pictures, each of one colour of its own. */
  readonly photos: string;
}

interface UndisturbedFixture {
  /** What comes of `photos` where nothing happens to it. */
  readonly undisturbed: RunOutcome;
}

/** Tests of runs that something happens to. */
export const test = base.extend<DisturbedFixtures, UndisturbedFixture>({
  photos: async ({ makeFolder }, use) => {
    await use(await makeFolder('photos', colouredFolder(PHOTOS)));
  },
  undisturbed: [
    async ({ browser, served }, use) => {
      const root = await mkdtemp(join(tmpdir(), 'pixelpool-e2e-'));
      const context = await browser.newContext();
      try {
        for (const [path, bytes] of Object.entries(colouredFolder(PHOTOS))) {
          const target = join(root, 'photos', path);
          await mkdir(dirname(target), { recursive: true });
          await writeFile(target, bytes);
        }
        const page = await openTab(context, served.address);
        await planFolder(page, join(root, 'photos'));
        await runPlan(page);
        await use(await readResult(page));
      } finally {
        await context.close();
        await rm(root, { recursive: true, force: true });
      }
    },
    { scope: 'worker' },
  ],
});

/** Opens the page in a new tab, which may be left in the middle of a run without a question. */
export async function openTab(
  context: BrowserContext,
  address: string,
  query = QUERY,
): Promise<Page> {
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  await page.goto(`${address}?${query}`);
  return page;
}

/** Opens the page, drops the folder, starts, and waits until so many images are done. */
export async function beginIn(page: Page, folder: string, done: number): Promise<void> {
  await planFolder(page, folder);
  await startAndWait(page, done);
}

/** Goes on with the latest run, with its folder where the page asks for that. */
export async function goOnWithFolder(page: Page, folder: string): Promise<void> {
  await goOn(page);
  const dropAgain = page.getByRole('heading', { name: /^Drop .* again to go on/ });
  await dropAgain.or(button(page, 'Pause')).first().waitFor();
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
