import type { FileStats } from '../core/plan/file-stats.ts';
import type { ImageList, QueuedImage } from '../pool/batch-queue.ts';
import type { WorkerPool } from '../pool/worker-pool.ts';
import type { CurrentRun } from './current-run.ts';
import { remainingImagesInSteps, remainingSuspects } from './remaining-images.ts';
import { reopenedImages } from './retry-images.ts';
import type { RunEnvironment } from './run-environment.ts';
import { runInSlices } from './run-in-slices.ts';
import type { RunMachine } from './run-machine.ts';
import type { RunRecord } from './run-record.ts';
import { runSegment, type SegmentEnd } from './run-segment.ts';
import type { RunSink } from './run-sink.ts';
import type { PauseCause } from './run-state.ts';

/** Runs images of the current run until they are done or something stops it. */
export interface RunExecutor {
  /** Runs the images that have no outcome. `stop` is also aborted by a pause. */
  resume(stop: AbortController): Promise<void>;
  /** Retries only these failed slots. Slots that are not reached stay failed. */
  retry(stop: AbortController, slots: readonly number[]): Promise<void>;
}

interface ExecutorNeeds<Source, Folder, Sink extends RunSink> {
  readonly environment: Pick<
    RunEnvironment<Source, Folder, Sink>,
    'keepAwake' | 'openAhead' | 'reopenSource' | 'statFile'
  >;
  readonly pool: WorkerPool<Source>;
  readonly machine: RunMachine;
  readonly current: CurrentRun<Source, Folder, Sink>;
}

export function createRunExecutor<Source, Folder, Sink extends RunSink>({
  environment,
  pool,
  machine,
  current,
}: ExecutorNeeds<Source, Folder, Sink>): RunExecutor {
  const isStopping = (): boolean => machine.state.kind === 'stopping';
  const isRequested = (): boolean => isStopping() || machine.state.kind === 'pausing';

  /** The run, once its sink responds; otherwise returns null and restores the previous state. */
  async function begin(): Promise<RunRecord<Source, Folder, Sink> | null> {
    const isThere = (await current.ensureSink()) !== null;
    machine.send({ type: isThere ? 'begun' : 'returned' });
    return isThere ? current.record : null;
  }

  /** Batches are cut by size, and their files are opened for them anyway. */
  async function learnSizes(
    images: readonly QueuedImage<Source>[],
    stats: FileStats,
  ): Promise<void> {
    const unknown = images.filter(({ slot }) => stats.get(slot) === null);
    if (unknown.length === 0) return;
    for (const [index, stat] of (await environment.openAhead(unknown)).entries()) {
      const slot = unknown[index]?.slot;
      if (slot !== undefined && stat !== null) stats.set(slot, stat);
    }
  }

  async function runImages(
    run: RunRecord<Source, Folder, Sink>,
    stop: AbortController,
    images: ImageList<Source>,
    suspects: readonly QueuedImage<Source>[],
  ): Promise<SegmentEnd> {
    const release = environment.keepAwake();
    try {
      run.progress.startClock();
      const end = await runSegment(pool, {
        images,
        suspects,
        statOf: run.stats.get,
        prepare: (unprepared) => learnSizes(unprepared, run.stats),
        recipe: run.head.parameters.recipe,
        workers: run.head.parameters.workers,
        sink: run.sink,
        hasJournal: run.storage.kind === 'disk',
        sums: run.sums,
        uncommitted: run.uncommitted,
        stop,
        onOutcomes: run.progress.add,
        onAhead: run.progress.countAhead,
        onReport: run.progress.measure,
      });
      const { sums, uncommitted } = end;
      current.update({ sums, uncommitted });
      return end;
    } finally {
      run.progress.stopClock();
      release();
    }
  }

  /** Breaks the run if its rows are gone. */
  function breakIfLost({ blocker, sinkDeath }: SegmentEnd): boolean {
    const isInMemory = current.record?.storage.kind === 'memory';
    const reason =
      blocker?.kind === 'storage-lost' ? blocker.detail : isInMemory ? sinkDeath : null;
    if (reason !== null) current.break(reason);
    return reason !== null;
  }

  async function conclude(ended: SegmentEnd): Promise<void> {
    const { record } = current;
    if (record === null || breakIfLost(ended)) return;
    const { remaining } = record.progress;
    if ((remaining === 0 && ended.uncommitted.length === 0) || isStopping()) {
      return current.finish();
    }
    const obstacle = obstacleOf(ended);
    if (obstacle !== null) {
      const { cause, reason } = obstacle;
      return current.pause(cause, reason, cause === 'storage-full');
    }
    if (ended.end === 'stopped') return current.pause(null, null);
    return current.needFolder('Some of its files cannot be reached.');
  }

  /** Images that were not retried keep their outcomes: only commits can be pending. */
  async function concludeRetry(ended: SegmentEnd): Promise<void> {
    const { record } = current;
    if (record === null || breakIfLost(ended)) return;
    const obstacle = obstacleOf(ended);
    if (ended.uncommitted.length > 0 && obstacle !== null && !isStopping()) {
      const { cause, reason } = obstacle;
      const isDone = record.progress.remaining === 0; // a stopped run never resumes automatically
      return current.pause(cause, reason, isDone && cause === 'storage-full');
    }
    if (obstacle !== null) {
      machine.note(`Not every failed image was retried. ${obstacle.reason}`);
    }
    await current.finish();
  }

  return {
    async resume(stop) {
      const run = await begin();
      if (run === null) return;
      const images = await runInSlices(remainingImagesInSteps(run));
      await conclude(await runImages(run, stop, images, remainingSuspects(run)));
    },
    async retry(stop, slots) {
      const run = await begin();
      if (run === null) return isRequested() ? current.finish() : undefined;
      const images = await reopenedImages(run, slots, environment, stop.signal);
      if (isRequested()) return current.finish();
      const { progress } = run;
      const before = progress.revert(images.map(({ slot }) => slot));
      let ended: SegmentEnd | null = null;
      try {
        ended = await runImages(run, stop, images, []);
      } finally {
        progress.add(before.filter(({ slot }) => progress.outcomes[slot] === undefined));
      }
      await concludeRetry(ended);
    },
  };
}

interface Obstacle {
  readonly cause: PauseCause;
  readonly reason: string;
}

/** The obstacle that blocks all images; null if there is none. */
function obstacleOf({ blocker, sinkDeath, end, reason }: SegmentEnd): Obstacle | null {
  if (sinkDeath !== null) return { cause: 'workers', reason: sinkDeath };
  if (blocker !== undefined) return { cause: blocker.kind, reason: blocker.detail };
  return end === 'broken' ? { cause: 'workers', reason: reason ?? 'Workers died.' } : null;
}
