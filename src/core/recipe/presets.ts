import { DEFAULT_RECIPE, type Recipe } from './recipe.ts';

/**
 * A named choice of everything in a recipe except the size of its rows and whether JPEGs are
 * drafted: `exact` stands for `turbo` too.
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

/** The recipe with the choices of the preset; its size and turbo stay. */
export function withPreset(recipe: Recipe, name: PresetName): Recipe {
  const preset = { ...recipe, ...PRESETS.find((candidate) => candidate.name === name)?.choices };
  return recipe.decode === 'turbo' ? withTurbo(preset, true) : preset;
}

/** The recipe with JPEGs drafted or decoded in full; unchanged if the browser's canvas decodes. */
export function withTurbo(recipe: Recipe, isTurbo: boolean): Recipe {
  if (recipe.decode === 'canvas') return recipe;
  return { ...recipe, decode: isTurbo ? 'turbo' : 'exact' };
}

/** Whether an option of a recipe is as a preset has it. */
const IS_AS_PRESET: Readonly<
  Record<keyof Recipe, (recipe: Recipe, choices: Preset['choices']) => boolean>
> = {
  // a preset is of any size
  width: () => true,
  height: () => true,
  // each preset that decodes like Pillow can be combined with turbo
  decode: (recipe, { decode }) => (recipe.decode === 'canvas') === (decode === 'canvas'),
  mode: (recipe, { mode }) => recipe.mode === mode,
  resample: (recipe, { resample }) => recipe.resample === resample,
  fit: (recipe, { fit }) => recipe.fit === fit,
  alpha: (recipe, { alpha }) => recipe.alpha === alpha,
  orientation: (recipe, { orientation }) => recipe.orientation === orientation,
  // other fits leave no bars
  pad: (recipe, { pad }) => recipe.pad === pad || recipe.fit !== 'contain',
};

/** The preset of these choices, or null. */
export function presetOf(recipe: Recipe): PresetName | null {
  const isPreset = ({ choices }: Preset): boolean =>
    Object.values(IS_AS_PRESET).every((isAsPreset) => isAsPreset(recipe, choices));
  return PRESETS.find(isPreset)?.name ?? null;
}
