import { useId } from 'react';

import { comparedWorkers } from '../../state/comparison.ts';
import { canCompare } from '../../../run/run-state.ts';
import { NumberInput } from '../recipe-form/fields.tsx';
import { useSession, useSlice } from '../session-context.ts';
import './compare-panel.css';

const MAX_SAMPLE = 100_000;

/** The button that compares one worker with the pool, and the size of the sample. */
export function CompareControls() {
  const session = useSession();
  const id = useId();
  const cores = useSlice((state) => state.cores);
  const workers = useSlice((state) => state.parameters.workers);
  const sampleSize = useSlice((state) => state.sampleSize);
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
        <label htmlFor={id}>1 worker with {comparedWorkers(workers, cores)}, on up to </label>
        <NumberInput
          id={id}
          className="inline-number"
          max={MAX_SAMPLE}
          value={sampleSize}
          disabled={isDisabled}
          onChange={session.changeSampleSize}
        />{' '}
        of these images
      </p>
    </div>
  );
}
