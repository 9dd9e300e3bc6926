import { useMemo } from 'react';

import { GROUPINGS, SHOWN_ROWS, type RowChoice } from '../../../core/sheet/choose-rows.ts';
import { FINDING_NAMES } from '../../../core/inspect/finding.ts';
import type { RowFilter } from '../../../core/inspect/row-filter.ts';
import type { RowAccess } from '../../state/sheet/row-access.ts';
import { FINDING_TITLES } from '../inspect-panel/finding-texts.ts';
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
  const filters = withChosen(offered?.runId === rows.runId ? offered.filters : [], choice.filter);
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
              `${filterText(name)} (${countText(slots.length)})`,
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

/** The chosen one stays in the list, even if nothing is like that any more. */
function withChosen(filters: readonly RowFilter[], chosen: RowFilter | null): readonly RowFilter[] {
  const isListed = chosen === null || filters.some(({ name }) => name === chosen.name);
  return isListed ? filters : [...filters, chosen];
}

function filterText(name: string): string {
  const finding = FINDING_NAMES.find((known) => known === name);
  return finding === undefined ? name : FINDING_TITLES[finding];
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
