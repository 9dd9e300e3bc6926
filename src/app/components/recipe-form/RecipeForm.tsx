import type { ComponentType } from 'react';

import { HIDDEN_FOLDERS } from '../../../core/plan/ignored-files.ts';
import { presetOf, PRESETS, withPreset, withTurbo } from '../../../core/recipe/presets.ts';
import { FAILED_ROWS } from '../../../core/recipe/recipe-parameters.ts';
import {
  DECODE_MODES,
  FITS,
  MODES,
  MAX_SIDE,
  ORIENTATIONS,
  RESAMPLE_FILTERS,
  type Recipe,
} from '../../../core/recipe/recipe.ts';
import { canChangeRecipe } from '../../../run/run-state.ts';
import {
  alphaHint,
  DECODE_HINTS,
  FAILED_HINTS,
  FAILED_TEXTS,
  filterHint,
  hiddenHint,
  HIDDEN_TEXTS,
  FIT_HINTS,
  MODE_HINTS,
  ORIENTATION_HINTS,
  PRESET_HINTS,
  turboHint,
} from './choice-texts.ts';
import { ColourInput, NumberField, SelectField, SwitchField } from './fields.tsx';
import { amountText } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import './recipe-form.css';

interface RecipeProps {
  readonly recipe: Recipe;
  readonly change: (changed: Partial<Recipe>) => void;
}

/** The recipe, and the settings outside it; all are in the URL. */
export function RecipeForm() {
  const session = useSession();
  const recipe = useSlice((state) => state.parameters.recipe);
  const isDisabled = useSlice(({ run }) => !canChangeRecipe(run));
  const change = (changed: Partial<Recipe>) =>
    session.change({ recipe: { ...recipe, ...changed } });
  return (
    <fieldset className="recipe" disabled={isDisabled}>
      <legend className="visually-hidden">Recipe</legend>
      <div className="recipe-lead">
        <PresetField recipe={recipe} change={change} />
        <TurboField recipe={recipe} change={change} />
      </div>
      {Object.entries(OPTION_FIELDS).map(
        ([name, OptionField]) =>
          OptionField && <OptionField key={name} recipe={recipe} change={change} />,
      )}
      <RunFields />
    </fieldset>
  );
}

function PresetField({ recipe, change }: RecipeProps) {
  const shown = presetOf(recipe) ?? 'own';
  const presets = PRESETS.map(({ name }) => ({ value: name, text: name }));
  const own = { value: 'own' as const, text: 'Your own' };
  return (
    <SelectField
      className="lead"
      label="Preset"
      value={shown}
      hint={PRESET_HINTS[shown]}
      options={shown === 'own' ? [own, ...presets] : presets}
      onChange={(name) => name !== 'own' && change(withPreset(recipe, name))}
    />
  );
}

/** Applies to all presets except the canvas; a shortcut for two of the choices of `Decode`. */
function TurboField({ recipe, change }: RecipeProps) {
  return (
    <SwitchField
      className="lead"
      label="Turbo"
      value={recipe.decode === 'turbo'}
      hint={turboHint(recipe)}
      isDisabled={recipe.decode === 'canvas'}
      onChange={(isTurbo) => change(withTurbo(recipe, isTurbo))}
    />
  );
}

/** The control of each option, in the order of the form; null if another control includes it. */
const OPTION_FIELDS: Readonly<Record<keyof Recipe, ComponentType<RecipeProps> | null>> = {
  width: SizeFields,
  height: null, // beside the width
  fit: FitField,
  pad: null, // beside the fit that leaves bars
  decode: DecodeField,
  mode: ModeField,
  resample: FilterField,
  alpha: TransparencyField,
  orientation: OrientationField,
};

function SizeFields({ recipe, change }: RecipeProps) {
  return (
    <div className="pair">
      <NumberField
        label="Width"
        hint="pixels across"
        value={recipe.width}
        max={MAX_SIDE}
        onChange={(width) => change({ width })}
      />
      <NumberField
        label="Height"
        hint="pixels down"
        value={recipe.height}
        max={MAX_SIDE}
        onChange={(height) => change({ height })}
      />
    </div>
  );
}

function FitField({ recipe, change }: RecipeProps) {
  return (
    <SelectField
      label="Fit"
      value={recipe.fit}
      hint={FIT_HINTS[recipe.fit]}
      options={FITS.map((fit) => ({ value: fit, text: fit }))}
      onChange={(fit) => change({ fit })}
      beside={
        recipe.fit === 'contain' && (
          <ColourInput name="Bars" value={recipe.pad} onChange={(pad) => change({ pad })} />
        )
      }
    />
  );
}

function DecodeField({ recipe, change }: RecipeProps) {
  return (
    <SelectField
      label="Decode"
      value={recipe.decode}
      hint={DECODE_HINTS[recipe.decode]}
      options={DECODE_MODES.map((value) => ({ value, text: value }))}
      onChange={(decode) => change({ decode })}
    />
  );
}

function ModeField({ recipe, change }: RecipeProps) {
  return (
    <SelectField
      label="Channels"
      value={recipe.mode}
      hint={MODE_HINTS[recipe.mode]}
      options={MODES.map((value) => ({ value, text: value }))}
      // a colour under transparency is for rows without transparency
      onChange={(mode) => change(mode === 'RGBA' ? { mode, alpha: 'drop' } : { mode })}
    />
  );
}

function FilterField({ recipe, change }: RecipeProps) {
  return (
    <SelectField
      label="Filter"
      value={recipe.resample}
      hint={filterHint(recipe)}
      options={RESAMPLE_FILTERS.map((value) => ({ value, text: value }))}
      onChange={(resample) => change({ resample })}
    />
  );
}

/** Nothing if rows keep their transparency. */
function TransparencyField({ recipe: { alpha, mode }, change }: RecipeProps) {
  if (mode === 'RGBA') return null;
  return (
    <SelectField
      label="Transparency"
      value={alpha === 'drop' ? 'drop' : 'over'}
      hint={alphaHint(alpha)}
      options={[
        { value: 'drop', text: 'drop' },
        { value: 'over', text: 'over a colour' },
      ]}
      onChange={(value) => change({ alpha: value === 'drop' ? 'drop' : '#ffffff' })}
      beside={
        alpha !== 'drop' && (
          <ColourInput
            name="Colour under transparency"
            value={alpha}
            onChange={(colour) => change({ alpha: colour })}
          />
        )
      }
    />
  );
}

function OrientationField({ recipe, change }: RecipeProps) {
  return (
    <SelectField
      label="EXIF rotation"
      value={recipe.orientation}
      hint={ORIENTATION_HINTS[recipe.orientation]}
      options={ORIENTATIONS.map((value) => ({ value, text: value }))}
      onChange={(orientation) => change({ orientation })}
    />
  );
}

/** Whether images in hidden folders are planned, and their number; nothing if there are none. */
function HiddenField() {
  const session = useSession();
  const hidden = useSlice((state) => state.parameters.hidden);
  const images = useSlice(({ planned }) => planned?.plan.summary.hidden ?? 0);
  if (images === 0 && hidden === 'in') return null;
  return (
    <SelectField
      label="Hidden folders"
      value={hidden}
      hint={hiddenHint(hidden, images)}
      options={HIDDEN_FOLDERS.map((value) => ({ value, text: HIDDEN_TEXTS[value] }))}
      onChange={(value) => session.change({ hidden: value })}
    />
  );
}

/** Settings outside the recipe: failed images, hidden folders and workers. */
function RunFields() {
  const session = useSession();
  const { workers, failed } = useSlice((state) => state.parameters);
  const cores = useSlice((state) => state.cores);
  const maxWorkers = useSlice((state) => state.maxWorkers);
  return (
    <>
      <SelectField
        label="Failed images"
        value={failed}
        hint={FAILED_HINTS[failed]}
        options={FAILED_ROWS.map((value) => ({ value, text: FAILED_TEXTS[value] }))}
        onChange={(value) => session.change({ failed: value })}
      />
      <HiddenField />
      <NumberField
        label="Workers"
        hint={`this computer has ${amountText(cores, 'core')}`}
        value={workers}
        max={maxWorkers}
        onChange={(count) => session.change({ workers: count })}
      />
    </>
  );
}
