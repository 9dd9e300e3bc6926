import { imageDeadlineMs } from '../pool/decode-deadlines.ts';
import { createWorkerPool } from '../pool/worker-pool.ts';
import type { Blocker } from '../pool/wire/blocker.ts';
import type { RunSink } from '../run/run-sink.ts';
import { remainingImagesInSteps } from '../run/remaining-images.ts';
import { runSegment, type SegmentEnd } from '../run/run-segment.ts';
import { createNameSharer } from './share-names.ts';
import { createSizeGuess } from './size-guess.ts';
import type { OpenRun } from './store/open-run.ts';
import { spawnThread } from './thread/spawn-thread.ts';
import type { ThreadStock } from './thread/thread-stock.ts';
import { walkSteps } from './walk-steps.ts';

interface ImageNeeds {
  /** Paths of files are below it: '' or ending in a separator. */
  readonly root: string;
  readonly stop: AbortController;
  readonly threads: ThreadStock;
}

/** Runs the images that have no outcome, on threads that write their rows. Never rejects. */
export async function runImages(
  { plan, progress, head, journal, part, sums, uncommitted }: OpenRun,
  { root, stop, threads }: ImageNeeds,
): Promise<SegmentEnd> {
  const sizes = createSizeGuess();
  const shared = createNameSharer();
  const paths = { root, rowsPath: part.rowsPath };
  const pool = createWorkerPool<string>(
    () => spawnThread(threads, paths, sizes.add),
    imageDeadlineMs,
  );
  progress.startClock();
  try {
    const images = walkSteps(remainingImagesInSteps({ plan, progress, suspects: [] }));
    return await runSegment(pool, {
      images,
      suspects: [],
      statOf: sizes.guess,
      recipe: head.parameters.recipe,
      workers: head.parameters.workers,
      sink: sinkOf(journal),
      hasJournal: true,
      sums,
      uncommitted,
      stop,
      onOutcomes: (outcomes) => progress.add(outcomes.map(shared)),
      onAhead: progress.countAhead,
      onReport: progress.measure,
    });
  } finally {
    progress.stopClock();
    pool.dispose();
  }
}

/** Rows are with their slots before they are reported, and a process that is killed says nothing of its images. */
function sinkOf(
  journal: OpenRun['journal'],
): Pick<RunSink, 'recordDispatch' | 'commit' | 'connect' | 'ping' | 'onDeath'> {
  return {
    recordDispatch: async () => null,
    async commit(commit): Promise<Blocker | null> {
      const detail = journal.commit(commit, []);
      return detail === null ? null : { kind: 'storage-full', detail };
    },
    connect: async (port) => port.close(),
    ping: async () => null,
    onDeath: () => () => undefined,
  };
}
