import { useId, useState, type ReactNode } from 'react';

import type { Colour } from '../../../core/recipe/recipe.ts';

interface FieldProps<T> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A control with its label above and its hint below. */
function Field(props: {
  readonly label: string;
  readonly id: string;
  readonly hint: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className={`field ${props.className ?? ''}`}>
      <label id={labelIdOf(props.id)} htmlFor={props.id}>
        {props.label}
      </label>
      {props.children}
      <p className="hint" id={hintIdOf(props.id)}>
        {props.hint}
      </p>
    </div>
  );
}

function labelIdOf(id: string): string {
  return `${id}-label`;
}

function hintIdOf(id: string): string {
  return `${id}-hint`;
}

export function NumberField({
  label,
  hint,
  ...number
}: FieldProps<number> & { readonly max: number; readonly hint: string }) {
  const id = useId();
  return (
    <Field label={label} id={id} hint={hint}>
      <NumberInput id={id} isHinted {...number} />
    </Field>
  );
}

/** A whole number from 1 to `max`. Valid input applies at once; invalid input is reset on blur. */
export function NumberInput(props: {
  readonly id: string;
  readonly value: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  readonly className?: string;
  readonly disabled?: boolean;
  readonly isHinted?: boolean;
}) {
  const { value, max, onChange, isHinted = false, ...attributes } = props;
  const [draft, setDraft] = useState<string | null>(null);
  function type(text: string): void {
    setDraft(text);
    const typed = Number(text);
    if (Number.isInteger(typed) && typed >= 1 && typed <= max) onChange(typed);
  }
  return (
    <input
      {...attributes}
      aria-describedby={isHinted ? hintIdOf(props.id) : undefined}
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
}

export function SelectField<T extends string>(
  props: FieldProps<T> & {
    readonly options: readonly Option<T>[];
    readonly hint: string;
    readonly className?: string;
    /** A control that belongs to the value, such as a colour. */
    readonly beside?: ReactNode;
  },
) {
  const id = useId();
  function choose(text: string): void {
    const option = props.options.find((candidate) => candidate.value === text);
    if (option !== undefined) props.onChange(option.value);
  }
  return (
    <Field label={props.label} id={id} hint={props.hint} className={props.className}>
      <div className="joined">
        <select
          id={id}
          value={props.value}
          aria-describedby={hintIdOf(id)}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          {props.options.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
        {props.beside}
      </div>
    </Field>
  );
}

/** On or off. */
export function SwitchField(
  props: FieldProps<boolean> & {
    readonly hint: string;
    readonly className?: string;
    readonly isDisabled: boolean;
  },
) {
  const id = useId();
  return (
    <Field label={props.label} id={id} hint={props.hint} className={props.className}>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={props.value}
        aria-labelledby={labelIdOf(id)}
        aria-describedby={hintIdOf(id)}
        disabled={props.isDisabled}
        onClick={() => props.onChange(!props.value)}
      />
    </Field>
  );
}

export function ColourInput(props: {
  readonly name: string;
  readonly value: Colour;
  readonly onChange: (colour: Colour) => void;
}) {
  return (
    <input
      aria-label={props.name}
      title={props.name}
      type="color"
      value={props.value}
      onChange={({ currentTarget }) => {
        // the value of a colour input is always #rrggbb (HTML, 4.10.5.1.14)
        props.onChange(`#${currentTarget.value.slice(1).toLowerCase()}`);
      }}
    />
  );
}
