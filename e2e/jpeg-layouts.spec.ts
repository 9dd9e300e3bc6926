import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { draftScale } from '../src/core/recipe/draft.ts';
import type { Recipe } from '../src/core/recipe/recipe.ts';
import { digest } from '../test/decoders/decode-file.ts';
import {
  kindOf,
  layoutOf,
  readLayoutGoldens,
  type LayoutFile,
} from '../test/decoders/jpeg/layout-goldens.ts';
import { makeRows, queryOf, type MadeFile } from './golden-rows.ts';
import { expect, test } from './test.ts';

const { files, recipes } = readLayoutGoldens();
const FILES = files.filter(({ rows }) => rows !== null);
const ROW_DIGITS = 8;

/** Of each layout a file for each draft, of which one will do if none is drafted. Pillow drafts no lossless JPEG. */
function filesFor({ decode }: Recipe): readonly LayoutFile[] {
  if (decode === 'turbo') return FILES.filter(({ group }) => group !== 'lossless_coded');
  const hasOthers = ({ group }: LayoutFile): boolean =>
    group === 'three_components' || group === 'four_components';
  return FILES.filter((file) => !hasOthers(file) || file.width === 37);
}

function pathOf({ group, name }: LayoutFile): string {
  return `${group}/${name}.jpg`;
}

/** The digest of the row, or the code of its refusal. */
function outcomeOf(made: MadeFile | undefined): string | undefined {
  return made?.bytes === null || made === undefined
    ? made?.code
    : digest(made.bytes).slice(0, ROW_DIGITS);
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

/** The numbers of layouts and ways of coding that have rows at 1/scale; of layouts of four, with factors 1 and 2. */
function covered(recipe: Recipe, scale: number) {
  const made = filesFor(recipe).filter(
    ({ width, height, error }) => error === null && draftScale(recipe, width, height) === scale,
  );
  const inOneScan = made.filter(({ group }) => group !== 'more_blocks_than_an_mcu_has');
  const layouts = [...new Set(inOneScan.map(layoutOf))];
  return {
    three: layouts.filter((layout) => /^(?:\dx\d ?){3}$/.test(layout)).length,
    four: layouts.filter((layout) => /^(?:[12]x[12] ?){4}$/.test(layout)).length,
    kinds: new Set(made.map(kindOf)).size,
  };
}

for (const recipe of recipes) {
  for (const scale of recipe.decode === 'exact' ? [1] : [2, 4, 8]) {
    test(`R7 the files are of every layout and every way of coding, at 1/${scale}`, () => {
      const kinds = recipe.decode === 'exact' ? 12 : 11;
      expect(covered(recipe, scale)).toEqual({ three: 311, four: 195, kinds });
    });
  }
}

for (const [number, recipe] of recipes.entries()) {
  test(`R7 JPEGs of all kinds have Pillow’s rows under decode: ${recipe.decode}`, async ({
    open,
    makeFolder,
  }) => {
    const page = await open(queryOf(recipe));
    const dropped = filesFor(recipe);
    const folder = Object.fromEntries(dropped.map((file) => [pathOf(file), file.bytes]));
    const { receipt, made } = await makeRows(page, await makeFolder('layouts', folder));
    expect(receipt.recipe).toEqual(recipe);
    expect([...made.keys()].toSorted()).toEqual(Object.keys(folder).toSorted());
    const differing = dropped.filter(
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
