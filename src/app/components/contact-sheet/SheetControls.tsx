import { useMemo } from 'react';

import { GROUPINGS, SHOWN_ROWS, type RowChoice } from '../../../core/sheet/choose-rows.ts';
import type { RowAccess } from '../../state/sheet/row-access.ts';
import { countText } from '../quantity-text.ts';
import { useSlice } from '../session-context.ts';
import { GROUPING_TEXTS, SHOWN_TEXTS } from './sheet-texts.ts';

/** A list of more labels is no help; a part of the path finds them, too. */
const MAX_LABELS = 500;

/** Which rows are shown, and how they are grouped. */
export function SheetControls(props: {
  readonly rows: RowAccess;
  readonly choice: RowChoice;
  readonly onChange: (changed: Partial<RowChoice>) => void;
}) {
  const { rows, choice, onChange } = props;
  const offered = useSlice((state) => state.rowFilters);
  const filters = offered?.runId === rows.runId ? offered.filters : [];
  const labels = useMemo(() => labelsOf(rows), [rows]);
  return (
    <div className="sheet-controls">
      <Choice
        label="Show"
        value={choice.show}
        options={SHOWN_ROWS.map((show) => [show, SHOWN_TEXTS[show]])}
        onChange={(value) => onChange({ show: SHOWN_ROWS.find((show) => show === value) ?? 'all' })}
      />
      {filters.length > 0 && (
        <Choice
          label="Finding"
          value={choice.filter?.name ?? ''}
          options={[
            ['', 'Any'],
            ...filters.map(({ name, slots }): readonly [string, string] => [
              name,
              `${name} (${countText(slots.length)})`,
            ]),
          ]}
          onChange={(value) =>
            onChange({ filter: filters.find(({ name }) => name === value) ?? null })
          }
        />
      )}
      {labels.length > 1 && (
        <Choice
          label="Label"
          value={choice.label ?? ''}
          options={[
            ['', 'All'],
            ...labels.map((label): readonly [string, string] => [label, label]),
          ]}
          onChange={(value) => onChange({ label: value === '' ? null : value })}
        />
      )}
      <Choice
        label="Group by"
        value={choice.grouping}
        options={GROUPINGS.map((grouping) => [grouping, GROUPING_TEXTS[grouping]])}
        onChange={(value) =>
          onChange({ grouping: GROUPINGS.find((grouping) => grouping === value) ?? 'none' })
        }
      />
      <label>
        Path contains
        <input
          type="text"
          value={choice.text}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      </label>
    </div>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}) {
  const { label, value, options, onChange } = props;
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** In order; none if there are too many for a list. */
function labelsOf({ plan }: RowAccess): readonly string[] {
  const labels = new Set<string>();
  for (const { label } of plan.slots) {
    if (label !== null) labels.add(label);
    if (labels.size > MAX_LABELS) return [];
  }
  return [...labels];
}
