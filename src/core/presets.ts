import { DEFAULT_RECIPE, type Recipe } from './recipe.ts';

/** A named choice of everything in a recipe but the size of its rows. */
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

/** The recipe with everything but its size as the preset has it. */
export function withPreset(recipe: Recipe, name: PresetName): Recipe {
  return { ...recipe, ...PRESETS.find((preset) => preset.name === name)?.choices };
}

/** The preset whose rows these are, or null. The pad colour counts only where there are bars. */
export function presetOf(recipe: Recipe): PresetName | null {
  const isPreset = ({ choices }: Preset): boolean =>
    recipe.decode === choices.decode &&
    recipe.resample === choices.resample &&
    recipe.fit === choices.fit &&
    recipe.alpha === choices.alpha &&
    recipe.orientation === choices.orientation &&
    (recipe.pad === choices.pad || recipe.fit !== 'contain');
  return PRESETS.find(isPreset)?.name ?? null;
}
