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
  broken: 'gave up',
};

/** What there is to do about a run that paused by itself. */
const PAUSE_ADVICE: Readonly<Record<PauseCause, string>> = {
  'storage-full':
    'Make room, or delete earlier runs: it resumes by itself when there is room, or with Resume.',
  permission: 'Resume asks for it again.',
  // its rows are gone with the storage: such a run is broken, and says so itself
  'storage-lost': '',
  workers: 'Resume tries again.',
};

/** How far it is and how fast, in a few words each. */
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
  const leftMs = ((total - done) / perSecond) * 1000;
  return [...facts, `${durationText(Math.max(1000, leftMs))} left`];
}

/** Why it paused by itself or broke, and what to do then; null if there is nothing to say. */
export function runTroubleText(run: RunState): string | null {
  const shown = shownState(run);
  switch (shown.kind) {
    case 'broken':
      return `The run gave up: ${shown.reason} Start tries again from the beginning.`;
    case 'waiting-for-folder':
      return `The run paused: ${shown.reason ?? ''} Drop the folder again, or choose it, to resume.`;
    case 'paused':
      return shown.cause === null
        ? null
        : `The run paused: ${shown.reason ?? ''} ${PAUSE_ADVICE[shown.cause]}`.trimEnd();
    default:
      return null;
  }
}

/** What is to be known of rows that are not on disk; null where they are. */
export function memoryText(storage: RowStorage | null): string | null {
  if (storage?.kind !== 'memory') return null;
  const limit = bytesText(storage.limitBytes);
  return `Rows are kept in memory (${storage.reason}): at most ${limit}; leaving the page loses them.`;
}
