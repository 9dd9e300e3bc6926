import { FAILED_ROWS } from '../../core/recipe-parameters.ts';
import {
  DECODE_MODES,
  FITS,
  ORIENTATIONS,
  READY_DECODE_MODES,
  RESAMPLE_FILTERS,
  MAX_SIDE,
  type Recipe,
} from '../../core/recipe.ts';
import { isBusy } from '../state/session-state.ts';
import { AlphaField, ColourField, NumberField, SelectField } from './fields.tsx';
import { useSession, useSlice } from './session-context.ts';

/** Every choice of the recipe, the workers, and what happens to failed rows; all are in the URL. */
export function RecipeForm() {
  const session = useSession();
  const { recipe, workers, failed } = useSlice((state) => state.parameters);
  const maxWorkers = useSlice((state) => state.maxWorkers);
  const isDisabled = useSlice(isBusy);
  const change = (changed: Partial<Recipe>) =>
    session.change({ recipe: { ...recipe, ...changed } });
  return (
    <fieldset className="recipe" disabled={isDisabled}>
      <legend className="visually-hidden">Recipe</legend>
      <NumberField
        label="Width"
        value={recipe.width}
        max={MAX_SIDE}
        onChange={(width) => change({ width })}
      />
      <NumberField
        label="Height"
        value={recipe.height}
        max={MAX_SIDE}
        onChange={(height) => change({ height })}
      />
      <SelectField
        label="Fit"
        value={recipe.fit}
        options={FITS.map((fit) => ({ value: fit, text: FIT_TEXTS[fit] }))}
        onChange={(fit) => change({ fit })}
      />
      {recipe.fit === 'contain' && (
        <ColourField label="Bars" value={recipe.pad} onChange={(pad) => change({ pad })} />
      )}
      <AlphaField value={recipe.alpha} onChange={(alpha) => change({ alpha })} />
      <SelectField
        label="EXIF rotation"
        value={recipe.orientation}
        options={ORIENTATIONS.map((value) => ({ value, text: value }))}
        onChange={(orientation) => change({ orientation })}
      />
      <SelectField
        label="Decode"
        value={recipe.decode}
        options={DECODE_MODES.map((value) => {
          const isReady = READY_DECODE_MODES.includes(value);
          return {
            value,
            text: isReady ? value : `${value} (not there yet)`,
            isDisabled: !isReady,
          };
        })}
        onChange={(decode) => change({ decode })}
      />
      <SelectField
        label="Filter"
        value={recipe.resample}
        hint="canvas: nearest, or the browser’s smoothing"
        options={RESAMPLE_FILTERS.map((value) => ({ value, text: value }))}
        onChange={(resample) => change({ resample })}
      />
      <SelectField
        label="Failed images"
        value={failed}
        options={FAILED_ROWS.map((value) => ({ value, text: FAILED_TEXTS[value] }))}
        onChange={(value) => session.change({ failed: value })}
      />
      <NumberField
        label="Workers"
        value={workers}
        max={maxWorkers}
        onChange={(count) => session.change({ workers: count })}
      />
    </fieldset>
  );
}

const FIT_TEXTS = { stretch: 'stretch', cover: 'cover (crop)', contain: 'contain (bars)' };
const FAILED_TEXTS = { drop: 'leave out', zero: 'keep as zero rows' };
