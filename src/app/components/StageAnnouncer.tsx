import { isGoing, type SessionState } from '../state/session-state.ts';
import { amountText, countText } from './quantity-text.ts';
import { useSlice } from './session-context.ts';

/** Tells a screen reader when a stage begins or ends; progress itself is in the progress bar. */
export function StageAnnouncer() {
  return (
    <p className="visually-hidden" role="status">
      {useSlice(stageText)}
    </p>
  );
}

function stageText({ listing, comparison, run, result, planned }: SessionState): string {
  if (listing !== null) return 'Listing files.';
  if (comparison?.status === 'running') return 'Comparing.';
  if (isGoing(run)) return 'Decoding.';
  if (run?.status === 'paused') {
    return `Paused: ${countText(run.done)} of ${amountText(run.total, 'image')} done.`;
  }
  if (result !== null) {
    const rows = `${amountText(result.counts.ok + result.counts.warned, 'row')} made.`;
    if (run?.status === 'stopped') return `Stopped: ${rows}`;
    return run?.status === 'finished' ? `Finished: ${rows}` : rows;
  }
  return planned === null ? '' : `${amountText(planned.plan.slots.length, 'image')} planned.`;
}
