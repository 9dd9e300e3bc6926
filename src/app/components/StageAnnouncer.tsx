import { isWorking, resultOf, shownState } from '../../run/run-state.ts';
import type { SessionState } from '../state/session-state.ts';
import { amountText, countText } from './quantity-text.ts';
import { useSlice } from './session-context.ts';

/** Announces to screen readers when a stage begins or ends; the progress bar has the progress. */
export function StageAnnouncer() {
  return (
    <p className="visually-hidden" role="status">
      {useSlice(stageText)}
    </p>
  );
}

function stageText({ listing, run, progress, planned }: SessionState): string {
  if (listing !== null) return 'Listing files.';
  if (run.kind === 'comparing') return 'Comparing.';
  if (isWorking(run)) return 'Decoding.';
  const { kind } = shownState(run);
  if (progress !== null && (kind === 'paused' || kind === 'waiting-for-folder')) {
    return `Paused: ${countText(progress.done)} of ${amountText(progress.total, 'image')} done.`;
  }
  const result = resultOf(run);
  if (result !== null) {
    const rows = `${amountText(result.counts.ok + result.counts.warned, 'row')} made.`;
    return kind === 'stopped' ? `Stopped: ${rows}` : `Finished: ${rows}`;
  }
  return planned === null ? '' : `${amountText(planned.plan.slots.length, 'image')} planned.`;
}
