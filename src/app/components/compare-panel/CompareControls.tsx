import { useId } from 'react';

import { COMPARISON_SECONDS } from '../../../core/comparison/plan-comparison.ts';
import { canCompare } from '../../../run/run-state.ts';
import { useSession, useSlice } from '../session-context.ts';

const SECONDS_TEXTS: Readonly<Record<number, string>> = { 5: '5 s', 20: '20 s', 120: '2 min' };

/** The button that compares ways and workers, and how long that may take. */
export function CompareControls() {
  const session = useSession();
  const id = useId();
  const { seconds, hasBatches } = useSlice((state) => state.comparisonSettings);
  const slots = useSlice((state) => state.planned?.plan.slots.length ?? 0);
  const isDisabled = useSlice(({ run, listing }) => !canCompare(run) || listing !== null);
  return (
    <div className="actions">
      <button
        type="button"
        disabled={isDisabled || slots === 0}
        onClick={() => void session.compare()}
      >
        Compare
      </button>
      <p className="hint">
        <label htmlFor={id}>workers and ways on your own images, in about </label>
        <select
          id={id}
          className="inline-select"
          value={seconds}
          disabled={isDisabled}
          onChange={({ currentTarget }) =>
            session.changeComparison({ seconds: Number(currentTarget.value) })
          }
        >
          {COMPARISON_SECONDS.map((choice) => (
            <option key={choice} value={choice}>
              {SECONDS_TEXTS[choice]}
            </option>
          ))}
        </select>{' '}
        <label className="inline-check">
          <input
            type="checkbox"
            checked={hasBatches}
            disabled={isDisabled}
            onChange={({ currentTarget }) =>
              session.changeComparison({ hasBatches: currentTarget.checked })
            }
          />{' '}
          batches of 1, 8 and 64 too
        </label>
      </p>
    </div>
  );
}
