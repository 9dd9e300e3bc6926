import type { RowStorage } from '../../../pool/wire/sink.ts';
import type { ProgressView } from '../../../run/run-progress.ts';
import {
  shownState,
  type PauseCause,
  type RunState,
  type ShownState,
} from '../../../run/run-state.ts';
import { amountText, bytesText, countText, durationText, rateText } from '../quantity-text.ts';

const STATUS_TEXTS: Readonly<Record<ShownState['kind'], string | null>> = {
  none: null,
  starting: null,
  running: null,
  pausing: 'pausing',
  stopping: 'stopping',
  paused: 'paused',
  'waiting-for-folder': 'paused',
  stopped: 'stopped',
  finished: 'finished',
  broken: 'failed',
};

/** Advice for a run that paused automatically, by cause. */
const PAUSE_ADVICE: Readonly<Record<PauseCause, string>> = {
  'storage-full': 'Resume tries again.',
  permission: 'Resume asks for permission again.',
  // never used: without its rows such a run is broken, not paused
  'storage-lost': '',
  workers: 'Resume tries again.',
};

function adviceOf(
  { resumesItself }: { readonly resumesItself: boolean },
  cause: PauseCause,
): string {
  return resumesItself ? 'It resumes automatically once space is free.' : PAUSE_ADVICE[cause];
}

/** The progress and speed of a run. */
export function runFacts(run: RunState, progress: ProgressView): readonly string[] {
  const { done, total, elapsedMs } = progress;
  const { kind } = shownState(run);
  const perSecond = done / Math.max(elapsedMs / 1000, 1e-3);
  const status = STATUS_TEXTS[kind];
  const facts = [
    ...(status === null ? [] : [status]),
    `${countText(done)} of ${amountText(total, 'image')}`,
  ];
  if (done === 0) return facts;
  facts.push(rateText(perSecond));
  if (status !== null) return [...facts, durationText(elapsedMs)];
  // as fast as lately, which tells more than the beginning
  const recentRate = progress.meter?.recentRate ?? 0;
  const leftMs = ((total - done) / (recentRate > 0 ? recentRate : perSecond)) * 1000;
  return [...facts, `${durationText(Math.max(1000, leftMs))} left`];
}

/** The reason why a run paused automatically or failed, with advice; null if there is none. */
export function runReasonText(run: RunState): string | null {
  const shown = shownState(run);
  switch (shown.kind) {
    case 'broken':
      return `The run failed: ${shown.reason} Start runs it again from the beginning.`;
    case 'waiting-for-folder':
      return `The run paused: ${shown.reason ?? ''} Drop or choose the folder again to resume.`;
    case 'paused':
      if (shown.cause === null) return null;
      return `The run paused: ${shown.reason ?? ''} ${adviceOf(shown, shown.cause)}`.trimEnd();
    default:
      return null;
  }
}

/** A warning if the rows are not on disk, else null. */
export function memoryText(storage: RowStorage | null): string | null {
  if (storage?.kind !== 'memory') return null;
  const limit = bytesText(storage.limitBytes);
  return `Rows are kept in memory, up to ${limit}, and are lost if you leave the page. ${storage.reason}`;
}
