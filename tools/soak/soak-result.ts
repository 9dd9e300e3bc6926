import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import type { Page } from '@playwright/test';

import type { VerdictCounts } from '../../src/core/output/outcome-summary.ts';
import { NPY_HEADER_BYTES } from '../../src/core/output/npy.ts';
import { clickToDownload, receiptOf } from '../drive/drive-page.ts';
import type { SoakFolder } from './make-folder.ts';
import { wordsOf } from './soak-page.ts';

/** The files of a run on this machine, and their content. */
export interface SoakResult {
  readonly array: string;
  readonly manifest: string;
  readonly counts: VerdictCounts;
  readonly arraySha256: string;
  readonly manifestSha256: string;
}

const SAVE_MS = 120_000;

/** Downloads the page's files into a folder; if nothing comes, throws the text of the page. */
export async function saveResult(page: Page, folder: string, name: string): Promise<SoakResult> {
  const saved = await Promise.race([
    download(page, folder, name),
    setTimeout(SAVE_MS, null, { ref: false }),
  ]);
  if (saved !== null) return saved;
  throw new Error(
    `Nothing was downloaded in ${SAVE_MS / 1000} s; the page: ${await wordsOf(page)}`,
  );
}

async function download(page: Page, folder: string, name: string): Promise<SoakResult> {
  const array = join(folder, `${name}.npy`);
  const manifest = join(folder, `${name}.manifest.jsonl`);
  await (await clickToDownload(page, 'Download')).saveAs(array);
  await (await clickToDownload(page, 'Manifest')).saveAs(manifest);
  const { counts } = await receiptOf(page);
  const [arraySha256, manifestSha256] = await Promise.all([sha256Of(array), sha256Of(manifest)]);
  return { array, manifest, counts, arraySha256, manifestSha256 };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** What is wrong with a result by itself: counts that do not add up, rows of another colour. */
export async function faultsOf(
  { counts, array, manifest }: SoakResult,
  folder: SoakFolder,
  rowBytes: number,
): Promise<readonly string[]> {
  const { listed, ok, warned, failed, ignored } = counts;
  const faults: string[] = [];
  if (ok + warned + failed + ignored !== listed) faults.push(`${JSON.stringify(counts)}: no sum`);
  for (const [name, is, wanted] of [
    ['listed', listed, folder.listed],
    ['failed', failed, folder.bad],
    ['ignored', ignored, folder.ignored],
  ] as const) {
    if (is !== wanted) faults.push(`${is} ${name}, but ${wanted} were written`);
  }
  const wrong = await wrongRows(array, manifest, folder, rowBytes);
  if (wrong.length > 0) {
    faults.push(`${wrong.length} rows of another file's colour, ${wrong[0] ?? ''} first`);
  }
  return faults;
}

interface ManifestLine {
  readonly path: string;
  readonly row: number | null;
}

/** Paths whose row is not of the colour that the file was written in. */
async function wrongRows(
  array: string,
  manifest: string,
  { colours }: SoakFolder,
  rowBytes: number,
): Promise<readonly string[]> {
  const lines = (await readFile(manifest, 'utf8')).trimEnd().split('\n');
  const file = await open(array);
  const pixel = Buffer.alloc(3);
  const wrong: string[] = [];
  try {
    for (const line of lines) {
      const { path, row } = JSON.parse(line) as ManifestLine;
      const colour = colours.get(path);
      if (colour === undefined) continue;
      const middle = Math.floor(rowBytes / 6) * 3;
      const at = NPY_HEADER_BYTES + (row ?? 0) * rowBytes + middle;
      await file.read(pixel, 0, 3, at);
      if (row === null || colour.some((value, i) => pixel[i] !== value)) wrong.push(path);
    }
  } finally {
    await file.close();
  }
  return wrong;
}

/** What of a result is not as in another one of the same files. */
export function differencesOf(first: SoakResult, second: SoakResult): readonly string[] {
  return [
    ...(first.arraySha256 === second.arraySha256 ? [] : ['the arrays differ']),
    ...(first.manifestSha256 === second.manifestSha256 ? [] : ['the manifests differ']),
  ];
}
