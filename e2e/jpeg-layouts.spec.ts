import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Recipe } from '../src/core/recipe/recipe.ts';
import { digest } from '../test/decoders/decode-file.ts';
import { readLayoutGoldens, type LayoutFile } from '../test/decoders/jpeg/layout-goldens.ts';
import { makeRows, queryOf, type MadeFile } from './golden-rows.ts';
import { expect, test } from './test.ts';

const { files, recipes } = readLayoutGoldens();
const FILES = files.filter(({ rows }) => rows !== null);
const FOLDER = Object.fromEntries(FILES.map((file) => [pathOf(file), file.bytes]));

function pathOf({ group, name }: LayoutFile): string {
  return `${group}/${name}.jpg`;
}

/** The digest of the row, or the code of its refusal. */
function outcomeOf(made: MadeFile | undefined): string | undefined {
  return made?.bytes === null || made === undefined ? made?.code : digest(made.bytes);
}

const MISMATCHES = 'test-results/mismatches/layouts';

/** Writes the files for a comparison with Pillow's rows, and names the command for it. */
function keepFiles(differing: readonly LayoutFile[], { decode, ...recipe }: Recipe): string {
  const folder = fileURLToPath(new URL(`../${MISMATCHES}/${decode}/`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of differing) writeFileSync(`${folder}${name}.jpg`, bytes);
  const { width, height, resample } = recipe;
  const options = `--decode ${decode} --width ${width} --height ${height} --resample ${resample}`;
  return `see npm run -s parity -- ${MISMATCHES}/${decode} ${options}`;
}

test('R7 the files are of all ways of coding and sizes, and of more than 60 layouts', () => {
  const parts = FILES.filter(({ error }) => error === null).map(({ name }) =>
    /^(?<layout>[\dx ]+) (?<kind>[a-z ]+).* (?<size>\S+)$/.exec(name),
  );
  const counted = (part: string) => new Set(parts.map((found) => found?.groups?.[part]?.trim()));
  expect(counted('kind').size).toBe(9);
  expect(counted('size').size).toBe(9);
  expect(counted('layout').size).toBeGreaterThan(60);
});

for (const [number, recipe] of recipes.entries()) {
  test(`R7 JPEGs of all kinds have Pillow’s rows under decode: ${recipe.decode}`, async ({
    open,
    makeFolder,
  }) => {
    const page = await open(queryOf(recipe));
    const { receipt, made } = await makeRows(page, await makeFolder('layouts', FOLDER));
    expect(receipt.recipe).toEqual(recipe);
    expect([...made.keys()].toSorted()).toEqual(Object.keys(FOLDER).toSorted());
    const differing = FILES.filter(
      (file) => outcomeOf(made.get(pathOf(file))) !== (file.rows?.[number] ?? 'corrupt'),
    );
    const told = differing.map((file) => [file.name, outcomeOf(made.get(pathOf(file)))]);
    const hint = differing.length > 0 ? keepFiles(differing, recipe) : '';
    expect(told, hint).toEqual([]);
    expect([...made.values()].filter(({ approximate }) => approximate === true)).toEqual([]);
    const decoders = [...made.values()].map(({ row, decoder }) => (row === null ? '' : decoder));
    expect(new Set(decoders)).toEqual(new Set(['', 'pixelpool-jpeg']));
  });
}
