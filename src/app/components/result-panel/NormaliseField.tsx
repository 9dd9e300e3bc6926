import { useState } from 'react';

import { OUTPUT_OPTIONS } from '../../../core/output/output-options.ts';
import { NORMALISATIONS, type Normalisation } from '../../../core/output/output.ts';
import { SelectField } from '../recipe-form/fields.tsx';
import { NORMALISE_HINTS, NORMALISE_TEXTS } from './save-texts.ts';

/** What means and deviations are, until others are given. */
const HALVES = '0.5/0.5';
const GIVEN = 'given';
const CHOICES = [...NORMALISATIONS, GIVEN] as const;

/** Which mean is subtracted, and which deviation it is divided by. Given ones are typed: `0.5,0.5,0.5/0.25,0.25,0.25`. */
export function NormaliseField(props: {
  readonly value: Normalisation;
  readonly onChange: (value: Normalisation) => void;
}) {
  const { value, onChange } = props;
  const named: (typeof CHOICES)[number] = NORMALISATIONS.find((name) => name === value) ?? GIVEN;
  const [draft, setDraft] = useState<string | null>(null);
  const parsed = draft === null ? null : OUTPUT_OPTIONS.normalise.parse(draft);
  const reason = parsed !== null && 'reason' in parsed ? parsed.reason : null;
  function type(text: string): void {
    setDraft(text);
    const typed = OUTPUT_OPTIONS.normalise.parse(text);
    if ('value' in typed) onChange(typed.value);
  }
  return (
    <SelectField
      label="Normalise"
      value={named}
      options={CHOICES.map((name) => ({
        value: name,
        text: NORMALISE_TEXTS[name],
      }))}
      hint={reason === null ? NORMALISE_HINTS[named] : `This ${reason}.`}
      onChange={(chosen) => {
        setDraft(null);
        onChange(chosen === GIVEN ? HALVES : chosen);
      }}
      beside={
        named === GIVEN && (
          <input
            type="text"
            aria-label="Mean and deviation"
            aria-invalid={reason !== null}
            value={draft ?? value}
            onChange={({ currentTarget }) => type(currentTarget.value)}
            onBlur={() => setDraft(null)}
          />
        )
      }
    />
  );
}
