import { readFile, writeFile } from 'node:fs/promises';

import { arrayShape } from '../../src/core/output/array-shape.ts';
import { npyHeader } from '../../src/core/output/npy.ts';
import type { Receipt } from '../../src/core/output/receipt.ts';
import type { RunParameters } from '../../src/core/recipe/recipe-parameters.ts';
import { verifyScript } from '../../src/core/output/verify-script.ts';
import { addressWith, clickToDownload, planFolder, receiptOf, runToResult } from './drive-page.ts';
import { launchProfile } from './launch-browser.ts';
import { readUsage, usageBetween, type UsageByKind } from './process-usage.ts';
import { serveDist } from './serve-dist.ts';

export interface DriveOptions {
  readonly folder: string;
  readonly out: string;
  readonly manifest: string | undefined;
  readonly report: string | undefined;
  readonly verify: string | undefined;
  readonly parameters: RunParameters;
}

/**
 * Runs the built page in a real browser on a real folder, through its own controls, and saves what
 * it downloads.
 */
export async function driveFolder({
  folder,
  out,
  manifest,
  report,
  verify,
  parameters,
}: DriveOptions): Promise<Receipt> {
  const served = await serveDist();
  const profile = await launchProfile();
  try {
    const page = await profile.context.newPage();
    await page.goto(addressWith(served.address, parameters));
    await planFolder(page, folder);
    const before = await readUsage(profile.browser);
    await runToResult(page);
    const usage = usageBetween(before, await readUsage(profile.browser));
    const receipt = await receiptOf(page);
    const { counts } = receipt;
    // the page offers no array if nothing was decoded; a tool needs its files all the same
    const hasImages = counts.ok + counts.warned > 0;
    if (hasImages) await (await clickToDownload(page, 'Download')).saveAs(out);
    else await writeFile(out, npyHeader(arrayShape(0, receipt.recipe)));
    if (verify !== undefined) {
      if (hasImages) await (await clickToDownload(page, 'Verify script')).saveAs(verify);
      else await writeFile(verify, verifyScript(await readVerifyPy(), receipt));
    }
    if (manifest !== undefined) await (await clickToDownload(page, 'Manifest')).saveAs(manifest);
    if (report !== undefined) {
      await writeFile(report, `${JSON.stringify(reportOf(receipt, usage))}\n`);
    }
    return receipt;
  } finally {
    await profile.close();
    await served.close();
  }
}

/** The file that the page has as a text of its script. */
function readVerifyPy(): Promise<string> {
  return readFile(new URL('../../src/core/output/verify.py', import.meta.url), 'utf8');
}

/** `usage` is from just before Start to the result; null if the system is not Linux. */
function reportOf(receipt: Receipt, usage: UsageByKind | null) {
  const { counts, timings, workers, decoders, userAgent, shape, recipe } = receipt;
  return { counts, ...timings, workers, decoders, userAgent, shape, recipe, usage };
}
