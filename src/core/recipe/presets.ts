import { DEFAULT_RECIPE, type Recipe } from './recipe.ts';

/**
 * A named choice of everything in a recipe but the size of its rows, and whether JPEGs are drafted:
 * `exact` stands for `turbo` too.
 */
export interface Preset {
  readonly name: string;
  readonly choices: Omit<Recipe, 'width' | 'height'>;
}

const { width: _width, height: _height, ...DEFAULT_CHOICES } = DEFAULT_RECIPE;

export const PRESETS = [
  { name: 'Pillow today', choices: DEFAULT_CHOICES },
  // Pillow's `resize` took the nearest pixel until 7.0 (January 2020), whatever the scale
  { name: 'Talk 2019', choices: { ...DEFAULT_CHOICES, resample: 'nearest' } },
  { name: 'Browser canvas', choices: { ...DEFAULT_CHOICES, decode: 'canvas' } },
] as const satisfies readonly Preset[];

export type PresetName = (typeof PRESETS)[number]['name'];

/** The recipe with everything but its size as the preset has it; what was turbo stays so. */
export function withPreset(recipe: Recipe, name: PresetName): Recipe {
  const preset = { ...recipe, ...PRESETS.find((candidate) => candidate.name === name)?.choices };
  return recipe.decode === 'turbo' ? withTurbo(preset, true) : preset;
}

/** The recipe with JPEGs drafted, or in full; as it is where the browser's canvas decodes. */
export function withTurbo(recipe: Recipe, isTurbo: boolean): Recipe {
  if (recipe.decode === 'canvas') return recipe;
  return { ...recipe, decode: isTurbo ? 'turbo' : 'exact' };
}

/**
 * The preset of these choices, or null. Turbo goes with each whose decoding is Pillow's; the pad
 * colour counts only where there are bars.
 */
export function presetOf(recipe: Recipe): PresetName | null {
  const isPreset = ({ choices }: Preset): boolean =>
    (recipe.decode === 'canvas') === (choices.decode === 'canvas') &&
    recipe.resample === choices.resample &&
    recipe.fit === choices.fit &&
    recipe.alpha === choices.alpha &&
    recipe.orientation === choices.orientation &&
    (recipe.pad === choices.pad || recipe.fit !== 'contain');
  return PRESETS.find(isPreset)?.name ?? null;
}
