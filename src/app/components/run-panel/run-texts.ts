import type { RowStorage } from '../../../pool/wire/sink.ts';
import type { PauseCause, RunView } from '../../state/session-state.ts';
import { amountText, bytesText, countText, durationText, rateText } from '../quantity-text.ts';

const STATUS_TEXTS: Readonly<Record<RunView['status'], string | null>> = {
  running: null,
  pausing: 'pausing',
  stopping: 'stopping',
  paused: 'paused',
  stopped: 'stopped',
  finished: 'finished',
  broken: 'gave up',
};

/** What there is to do about a run that paused by itself. */
const PAUSE_ADVICE: Readonly<Record<PauseCause, string>> = {
  'storage-full':
    'Make room, or delete earlier runs: it goes on by itself when there is room, or with Resume.',
  permission: 'Resume asks for it again.',
  // its rows went with the place: such a run is broken, and says so itself
  'storage-lost': '',
  workers: 'Resume tries again.',
  folder: 'Drop the folder again, or choose it, to go on.',
};

/** How far it is and how fast, in a few words each. */
export function runFacts(run: RunView): readonly string[] {
  const perSecond = run.done / Math.max(run.elapsedMs / 1000, 1e-3);
  const status = STATUS_TEXTS[run.status];
  const facts = [
    ...(status === null ? [] : [status]),
    `${countText(run.done)} of ${amountText(run.total, 'image')}`,
  ];
  if (run.done === 0) return facts;
  facts.push(rateText(perSecond));
  if (run.status !== 'running') return [...facts, durationText(run.elapsedMs)];
  const left = ((run.total - run.done) / perSecond) * 1000;
  return [...facts, `${durationText(Math.max(1000, left))} left`];
}

/** Why it paused by itself or broke, and what to do then; null where there is nothing to say. */
export function runTroubleText(run: RunView): string | null {
  if (run.status === 'broken') {
    return `The run gave up: ${run.reason ?? ''} Start tries again from the beginning.`;
  }
  if (run.status !== 'paused' || run.pausedBy === null) return null;
  return `The run paused: ${run.reason ?? ''} ${PAUSE_ADVICE[run.pausedBy]}`.trimEnd();
}

/** What is to be known of rows that are not on disk; null where they are. */
export function memoryText(storage: RowStorage | null): string | null {
  if (storage?.kind !== 'memory') return null;
  const limit = bytesText(storage.limitBytes);
  return `Rows are kept in memory (${storage.reason}): at most ${limit}; leaving the page loses them.`;
}

/** Whether it rests and has something left to do: images, or what is still to be written down. */
export function canResume(run: RunView | null): boolean {
  return run?.status === 'paused' || (run?.status === 'stopped' && run.done < run.total);
}
