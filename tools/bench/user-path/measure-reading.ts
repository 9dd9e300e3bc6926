import { fileURLToPath } from 'node:url';

import { dropFiles } from '../../drive/drop-files.ts';
import { launchProfile } from '../../drive/launch-browser.ts';
import { untilQuiet } from '../until-quiet.ts';
import { pssOfTabs, withUsage } from './browser-span.ts';
import type { Copies } from './copy-folder.ts';
import type { PathFigures } from './path-contender.ts';

/** The page that only reads. */
export const READING_FOLDER = fileURLToPath(new URL('./reading/', import.meta.url));

/** The loops of reading/reading-worker.js, and their names in the report. */
export const READING_LOOPS = [
  { loop: 'blobs', name: 'reading, Blobs of 32' },
  { loop: 'streams', name: 'reading, files into one buffer' },
  { loop: 'streamedBlobs', name: 'reading, Blobs of 32 into kept buffers' },
] as const;

export type ReadingLoop = (typeof READING_LOOPS)[number]['loop'];

declare global {
  interface Window {
    readFolder?(loop: string): Promise<{ readonly ms: number; readonly bytes: number }>;
  }
}

/**
 * Reads the folder in a new browser, in a page that does nothing else: no page can be faster. The workers
 * have listed their files before the clock starts; opening the files is measured, as it is in the
 * page of pixelpool. Throws if a byte is missing.
 */
export async function measureReading(
  address: string,
  loop: ReadingLoop,
  workers: number,
  { folder, files, bytes }: Copies,
  samplesMemory: boolean,
): Promise<PathFigures> {
  const profile = await launchProfile();
  const { browser } = profile;
  try {
    const page = await profile.context.newPage();
    await page.goto(`${address}?workers=${workers}`);
    await untilQuiet(browser);
    const idleMib = samplesMemory ? await pssOfTabs(browser) : 0;
    await dropFiles(page, [folder]);
    await page.locator('body[data-state="listed"]').waitFor({ timeout: 0 });
    const [read, { usage, peakMib, others }] = await withUsage(browser, samplesMemory, () =>
      page.evaluate((asked) => window.readFolder?.(asked), loop),
    );
    if (read?.bytes !== bytes) throw new Error(`${read?.bytes} bytes were read of ${bytes}.`);
    return {
      images: files,
      imagesPerSecond: files / (read.ms / 1000),
      downloadMs: null,
      usage,
      peakMib: peakMib === null ? null : peakMib - idleMib,
      others,
    };
  } finally {
    await profile.close();
  }
}
