import { readFile } from 'node:fs/promises';

import { rowBytesOf, type Recipe } from '../../src/core/recipe/recipe.ts';
import type { BothRuns } from './run-both.ts';

/** What pixelpool and Pillow made of one file. */
export interface JudgedFile {
  readonly path: string;
  /** Null if Pillow made a row; else its error, without paths. */
  readonly pillowRefusal: string | null;
  /** Null if pixelpool made a row; else its code and detail. */
  readonly ourRefusal: string | null;
  /** Whether pixelpool marks its row as one that may differ. */
  readonly isApproximate: boolean;
  /** Largest difference of two bytes of the rows, 0 to 255; null unless both made one. */
  readonly maxDifference: number | null;
}

interface OurLine {
  readonly path: string;
  readonly row: number | null;
  readonly code?: string;
  readonly detail?: string;
  readonly approximate?: boolean;
}

interface TheirLine {
  readonly path: string;
  readonly row: number | null;
  readonly error?: string;
}

/** Every file that both saw, in the order of the oracle's report. */
export async function judgeFiles(runs: BothRuns, recipe: Recipe): Promise<readonly JudgedFile[]> {
  const [ours, theirs] = await Promise.all([
    readLines<OurLine>(runs.ours.manifest),
    readLines<TheirLine>(runs.theirs.report),
  ]);
  const [ourRow, theirRow] = await Promise.all([
    readRows(runs.ours.array, recipe),
    readRows(runs.theirs.array, recipe),
  ]);
  const byPath = new Map(ours.map((line) => [line.path, line]));
  return theirs.flatMap((their) => {
    const our = byPath.get(their.path);
    if (our === undefined) return [];
    const isBoth = our.row !== null && their.row !== null;
    return {
      path: their.path,
      pillowRefusal: their.row === null ? withoutPaths(their.error ?? '') : null,
      ourRefusal: our.row === null ? `${our.code ?? ''}: ${our.detail ?? ''}` : null,
      isApproximate: our.approximate === true,
      maxDifference: isBoth ? largestDifference(ourRow(our.row), theirRow(their.row)) : null,
    };
  });
}

/** Whether the two disagree: on whether there is a row, or on its bytes. */
export function isException({ pillowRefusal, ourRefusal, maxDifference }: JudgedFile): boolean {
  return !isVerdictEqual({ pillowRefusal, ourRefusal }) || (maxDifference ?? 0) > 0;
}

/** Whether both made a row of a file, or neither did. */
export function isVerdictEqual(file: Pick<JudgedFile, 'pillowRefusal' | 'ourRefusal'>): boolean {
  return (file.pillowRefusal === null) === (file.ourRefusal === null);
}

/** What each says of it, in words. */
export function wordsOn(file: JudgedFile): { readonly pillow: string; readonly ours: string } {
  const mark = file.isApproximate ? ', marked' : '';
  const row = (file.maxDifference ?? 0) > 0 ? 'another row' : 'a row';
  return { pillow: file.pillowRefusal ?? 'a row', ours: file.ourRefusal ?? `${row}${mark}` };
}

/** `cannot identify image file '…/y.png'` names a path of this machine. */
function withoutPaths(words: string): string {
  return words.replace(/ '[^']*[/\\][^']*'/g, '');
}

async function readLines<Line>(file: string): Promise<readonly Line[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Line);
}

/** The rows of a `.npy` of uint8, by number. */
async function readRows(file: string, recipe: Recipe): Promise<(row: number) => Uint8Array> {
  const bytes = await readFile(file);
  const start = 10 + bytes.readUInt16LE(8);
  const rowBytes = rowBytesOf(recipe);
  return (row) => bytes.subarray(start + row * rowBytes, start + (row + 1) * rowBytes);
}

function largestDifference(a: Uint8Array, b: Uint8Array): number {
  let max = 0;
  for (let i = 0; i < a.length; i++) max = Math.max(max, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return max;
}
