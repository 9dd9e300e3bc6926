import { useId, useState, type ReactNode } from 'react';

import type { Colour, Recipe } from '../../core/recipe.ts';

interface FieldProps<T> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function Field(props: { label: string; id: string; hint?: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
      {props.hint !== undefined && (
        <p className="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}

export function NumberField({ label, ...number }: FieldProps<number> & { readonly max: number }) {
  const id = useId();
  return (
    <Field label={label} id={id}>
      <NumberInput id={id} {...number} />
    </Field>
  );
}

/** A whole number from 1 to `max`. What is typed is taken once it is one, and put right on leaving. */
export function NumberInput(props: {
  readonly id: string;
  readonly value: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  readonly className?: string;
  readonly disabled?: boolean;
}) {
  const { value, max, onChange, ...attributes } = props;
  const [draft, setDraft] = useState<string | null>(null);
  function type(text: string): void {
    setDraft(text);
    const typed = Number(text);
    if (Number.isInteger(typed) && typed >= 1 && typed <= max) onChange(typed);
  }
  return (
    <input
      {...attributes}
      type="number"
      inputMode="numeric"
      min={1}
      max={max}
      value={draft ?? value}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={() => setDraft(null)}
    />
  );
}

interface Option<T> {
  readonly value: T;
  readonly text: string;
  readonly isDisabled?: boolean;
}

export function SelectField<T extends string>({
  label,
  value,
  options,
  hint,
  onChange,
}: FieldProps<T> & { readonly options: readonly Option<T>[]; readonly hint?: string }) {
  const id = useId();
  function choose(text: string): void {
    const option = options.find((candidate) => candidate.value === text);
    if (option !== undefined) onChange(option.value);
  }
  return (
    <Field label={label} id={id} {...(hint === undefined ? {} : { hint })}>
      <select
        id={id}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled ?? false}>
            {option.text}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function ColourField({ label, value, onChange }: FieldProps<Colour>) {
  const id = useId();
  return (
    <Field label={label} id={id}>
      <ColourInput id={id} value={value} onChange={onChange} />
    </Field>
  );
}

function ColourInput(props: {
  readonly id?: string;
  readonly name?: string;
  readonly value: Colour;
  readonly onChange: (colour: Colour) => void;
}) {
  return (
    <input
      id={props.id}
      aria-label={props.name}
      type="color"
      value={props.value}
      onChange={({ currentTarget }) => {
        // a colour input gives #rrggbb and nothing else (HTML, 4.10.5.1.14)
        props.onChange(`#${currentTarget.value.slice(1).toLowerCase()}`);
      }}
    />
  );
}

/** Transparency: dropped, or composited over a colour. */
export function AlphaField({
  value,
  onChange,
}: Pick<FieldProps<Recipe['alpha']>, 'value' | 'onChange'>) {
  const id = useId();
  return (
    <Field label="Transparency" id={id}>
      <div className="joined">
        <select
          id={id}
          value={value === 'drop' ? 'drop' : 'over'}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.value === 'drop' ? 'drop' : '#ffffff')
          }
        >
          <option value="drop">drop</option>
          <option value="over">over</option>
        </select>
        {value !== 'drop' && (
          <ColourInput name="Colour under transparency" value={value} onChange={onChange} />
        )}
      </div>
    </Field>
  );
}
