import {
  differencesFromPillow,
  goldenFiles,
  makeRows,
  readGoldenRecipes,
  type GoldenRecipe,
} from './golden-rows.ts';
import { expect, test } from './test.ts';

/** The choices that a recipe and its cases cover. */
function choicesOf({ recipe, cases }: GoldenRecipe): readonly string[] {
  const { resample, fit, alpha, orientation } = recipe;
  const kind = alpha === 'drop' ? 'drop' : 'over a colour';
  const ends = cases.map(({ error }) => (error === null ? 'row' : 'refusal'));
  return [resample, fit, `alpha ${kind}`, `orientation ${orientation}`, ...ends];
}

/** All recipes are tested in Node; here, those of most files that together cover every choice. */
function chooseRecipes(all: readonly GoldenRecipe[]): readonly GoldenRecipe[] {
  const covered = new Set<string>();
  return all.filter((golden) => {
    const choices = choicesOf(golden);
    const isNew = choices.some((choice) => !covered.has(choice));
    for (const choice of choices) covered.add(choice);
    return isNew;
  });
}

function decoderOf(file: string): string {
  if (file.endsWith('.webp')) return 'squoosh-webp';
  return `pixelpool-${file.endsWith('.jpg') ? 'jpeg' : file.slice(-3)}`;
}

for (const golden of chooseRecipes(readGoldenRecipes())) {
  const { cases, query, recipe } = golden;
  const rule = "under decode: exact, every row is byte-identical to Pillow 12.3.0's";
  test(`R7 ${rule}: ${query || 'the default recipe'}`, async ({ open, makeFolder }) => {
    const page = await open(query);
    const { receipt, made } = await makeRows(page, await makeFolder('golden', goldenFiles(cases)));
    expect(receipt.recipe).toEqual(recipe);
    expect([...made.keys()]).toEqual(cases.map(({ file }) => file).toSorted());
    expect(differencesFromPillow(golden, made)).toEqual([]);

    const withRow = [...made.values()].filter(({ row }) => row !== null).map(({ path }) => path);
    expect(withRow.filter((path) => made.get(path)?.approximate === true)).toEqual([]);
    const decoders = withRow.map((path) => `${path}: ${made.get(path)?.decoder}`);
    expect(decoders).toEqual(withRow.map((path) => `${path}: ${decoderOf(path)}`));
  });
}
