import {
  differencesFromPillow,
  goldenFiles,
  makeRows,
  readGoldenRecipes,
  type GoldenRecipe,
} from './golden-rows.ts';
import { expect, test } from './test.ts';

/** Recipes with the most golden cases; others are added if they cover something new. */
const LARGEST_RECIPES = 12;

/** Files whose rows may differ from Pillow's, with the reason. */
const APPROXIMATE: readonly { file: string; orientation: string; reason: string }[] = [
  {
    file: 'png-raw-profile-exif-6.png',
    orientation: 'apply',
    reason: 'its EXIF is in a compressed text, which is not read',
  },
];

/** The choices that a recipe and its cases cover. */
function aspectsOf({ recipe, cases }: GoldenRecipe): readonly string[] {
  const { resample, fit, alpha, orientation } = recipe;
  const ofCases = cases.flatMap(({ group, error }) => [group, error === null ? 'row' : 'refusal']);
  return [resample, fit, `alpha ${alpha}`, `orientation ${orientation}`, ...ofCases];
}

function chooseRecipes(all: readonly GoldenRecipe[]): readonly GoldenRecipe[] {
  const chosen = all.slice(0, LARGEST_RECIPES);
  const covered = new Set(chosen.flatMap(aspectsOf));
  for (const golden of all) {
    const aspects = aspectsOf(golden);
    if (aspects.every((aspect) => covered.has(aspect))) continue;
    chosen.push(golden);
    for (const aspect of aspects) covered.add(aspect);
  }
  return chosen;
}

function decoderOf(file: string): string {
  if (file.endsWith('.webp')) return 'squoosh-webp';
  return `pixelpool-${file.endsWith('.jpg') ? 'jpeg' : file.slice(-3)}`;
}

for (const golden of chooseRecipes(readGoldenRecipes())) {
  const { cases, query, recipe } = golden;
  const rule =
    "under decode: exact, a row not marked approximate is byte-identical to Pillow 12.3.0's";
  test(`R7 ${rule}: ${query || 'the default recipe'}`, async ({ open, makeFolder }) => {
    const page = await open(query);
    const { receipt, made } = await makeRows(page, await makeFolder('golden', goldenFiles(cases)));
    expect(receipt.recipe).toEqual(recipe);
    expect([...made.keys()]).toEqual(cases.map(({ file }) => file).toSorted());
    expect(differencesFromPillow(golden, made)).toEqual([]);

    const withRow = [...made.values()].filter(({ row }) => row !== null).map(({ path }) => path);
    const approximate = withRow.filter((path) => made.get(path)?.approximate === true);
    const expected = APPROXIMATE.filter(
      ({ file, orientation }) => withRow.includes(file) && recipe.orientation === orientation,
    );
    expect(approximate).toEqual(expected.map(({ file }) => file));
    const decoders = withRow.map((path) => `${path}: ${made.get(path)?.decoder}`);
    expect(decoders).toEqual(withRow.map((path) => `${path}: ${decoderOf(path)}`));
  });
}
