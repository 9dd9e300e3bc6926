import { FORM_FACTS, FORMS } from '../../../core/output/forms.ts';
import { DTYPES, isFloat, LAYOUTS, SCALES, type Output } from '../../../core/output/output.ts';
import { SelectField } from '../recipe-form/fields.tsx';
import { useSession, useSlice } from '../session-context.ts';
import { NormaliseField } from './NormaliseField.tsx';
import { DTYPE_HINTS, FORM_HINTS, LAYOUT_HINTS, LAYOUT_TEXTS, SCALE_TEXTS } from './save-texts.ts';

/** The form in which the array is saved, and what is made of its rows. */
export function SaveChoices() {
  const session = useSession();
  const { form, output } = useSlice((state) => state.saveChoice);
  const change = (changed: Partial<Output>): void =>
    session.changeSave({ output: { ...output, ...changed } });
  return (
    <fieldset className="save-choices" aria-label="How the array is saved">
      <SelectField
        label="Save as"
        value={form}
        options={FORMS.map((value) => ({ value, text: FORM_FACTS[value].label }))}
        hint={FORM_HINTS[form]}
        onChange={(value) => session.changeSave({ form: value })}
      />
      {FORM_FACTS[form].hasNumbers && (
        <>
          <SelectField
            label="Type"
            value={output.dtype}
            options={DTYPES.map((value) => ({ value, text: value }))}
            hint={DTYPE_HINTS[output.dtype]}
            // what only floats have goes with them
            onChange={(dtype) =>
              change(isFloat({ dtype }) ? { dtype } : { dtype, scale: 'none', normalise: 'none' })
            }
          />
          <SelectField
            label="Layout"
            value={output.layout}
            options={LAYOUTS.map((value) => ({ value, text: LAYOUT_TEXTS[value] }))}
            hint={LAYOUT_HINTS[output.layout]}
            onChange={(layout) => change({ layout })}
          />
          {isFloat(output) && (
            <>
              <SelectField
                label="Scale"
                value={output.scale}
                options={SCALES.map((value) => ({ value, text: SCALE_TEXTS[value] }))}
                hint={output.scale === 'unit' ? 'divided by 255' : 'the values of the pixels'}
                onChange={(scale) => change({ scale })}
              />
              <NormaliseField
                value={output.normalise}
                onChange={(normalise) => change({ normalise })}
              />
            </>
          )}
        </>
      )}
    </fieldset>
  );
}
