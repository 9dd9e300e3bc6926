import type { Page } from '@playwright/test';

import type { Receipt } from '../src/core/output/receipt.ts';
import { runParameterTexts } from '../src/core/recipe/recipe-parameters.ts';
import { rowBytesOf, type Recipe } from '../src/core/recipe/recipe.ts';
import { readFixture } from '../test/core/read-fixture.ts';
import { readGoldenCases, type GoldenCase } from '../test/kernel/pillow-goldens.ts';
import { writeMismatch } from '../test/kernel/write-mismatch.ts';
import { planFolder, runPlan } from '../tools/drive/drive-page.ts';
import { downloadArray, downloadManifest, type ManifestLine } from './read-result.ts';
import { CORES } from './test.ts';

/** A recipe with Pillow's results for some of test/fixtures/pillow/files, each named once. */
export interface GoldenRecipe {
  readonly recipe: Recipe;
  readonly query: string;
  readonly cases: readonly GoldenCase[];
}

/** The page's result for a file; no bytes if the file was refused. */
export interface MadeFile extends ManifestLine {
  readonly bytes: Uint8Array | null;
}

/** All of rows.json, by recipe; those with the most cases first. */
export function readGoldenRecipes(): readonly GoldenRecipe[] {
  const byQuery = new Map<string, GoldenCase[]>();
  for (const golden of readGoldenCases()) {
    const query = queryOf(golden.recipe);
    byQuery.set(query, [...(byQuery.get(query) ?? []), golden]);
  }
  return [...byQuery]
    .flatMap(([query, cases]) => cases.slice(0, 1).map(({ recipe }) => ({ recipe, query, cases })))
    .toSorted((a, b) => b.cases.length - a.cases.length);
}

/** The parameters of the address that choose a recipe. */
export function queryOf(recipe: Recipe): string {
  const texts = runParameterTexts({ recipe, workers: CORES, failed: 'drop', hidden: 'in' }, CORES);
  return new URLSearchParams(texts.map(([name, text]) => [name, text])).toString();
}

export function readGoldenFile(file: string): Uint8Array<ArrayBuffer> {
  return readFixture(`pillow/files/${file}`);
}

/** The files of these cases, for `makeFolder`. */
export function goldenFiles(cases: readonly GoldenCase[]): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(cases.map(({ file }) => [file, readGoldenFile(file)]));
}

/** Runs the folder on the open page and downloads the result. */
export async function makeRows(
  page: Page,
  folder: string,
): Promise<{ readonly receipt: Receipt; readonly made: ReadonlyMap<string, MadeFile> }> {
  await planFolder(page, folder);
  const receipt = await runPlan(page);
  const { lines } = await downloadManifest(page);
  const rowBytes = rowBytesOf(receipt.recipe);
  // if every file was refused, the page offers no array
  const array = lines.some(({ row }) => row !== null) ? await downloadArray(page) : null;
  const files = lines.map((line): MadeFile => {
    const start = (line.row ?? 0) * rowBytes;
    const bytes = line.row === null ? null : array?.bytes.subarray(start, start + rowBytes);
    return Object.assign(line, { bytes: bytes ?? null });
  });
  return { receipt, made: new Map(files.map((file) => [file.path, file])) };
}

/**
 * The files whose result differs from Pillow's, each with the number of differing bytes and the
 * path of a picture of the difference. Rows marked approximate may differ.
 */
export function differencesFromPillow(
  { query, recipe, cases }: GoldenRecipe,
  made: ReadonlyMap<string, MadeFile>,
): readonly string[] {
  return cases.flatMap(({ file, row }) => {
    const got = made.get(file);
    if (got?.approximate === true) return [];
    if (row === null) {
      const became = got?.code ?? got?.verdict ?? 'not in the manifest';
      return became === 'degenerate' ? [] : [`${file}: ${became}, but Pillow refuses it`];
    }
    const bytes = got?.bytes ?? null;
    if (bytes === null) return [`${file}: no row (${got?.code ?? 'not in the manifest'})`];
    const differing = row.filter((byte, i) => byte !== bytes[i]).length;
    if (differing === 0 && row.length === bytes.length) return [];
    const picture = writeMismatch(`e2e ${query} ${file}`, bytes, row, recipe);
    return [`${file}: ${differing} of ${row.length} bytes differ, see ${picture}`];
  });
}
