import { errorMessage } from '../../../core/error-message.ts';
import type { StoreApi } from 'zustand/vanilla';

import type { ImageList, QueuedImage } from '../../../pool/batch-queue.ts';
import type { WorkerPool } from '../../../pool/worker-pool.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { Platform } from '../../platform/platform.ts';
import { runInSlices } from '../../platform/run-in-slices.ts';
import { freshImages } from './retry-images.ts';
import { createRoomWatch } from './room-watch.ts';
import { imagesLeftInSteps, suspectsLeft, type RunAtHand } from './run-at-hand.ts';
import type { RunKeeper } from './run-keeper.ts';
import { runStretch, type StretchEnd } from './run-stretch.ts';
import type { RunTurn } from './run-turns.ts';
import type { SessionState } from '../session-state.ts';

/** Runs images of the run at hand, in a turn, until they are done or something ends that. */
export interface RunCourse {
  goOn(turn: RunTurn): Promise<void>;
  /** Tries slots again that have failed, and no others. What is not reached is as it was. */
  retry(turn: RunTurn, slots: readonly number[]): Promise<void>;
  /** No longer waits for a folder, or for room. */
  endWaiting(): void;
}

interface CourseNeeds {
  readonly store: StoreApi<SessionState>;
  readonly platform: Platform;
  readonly pool: WorkerPool<FileSource>;
  readonly keeper: RunKeeper;
  readonly onRoom: () => void;
}

export function createRunCourse(needs: CourseNeeds): RunCourse {
  const { store, platform, pool, keeper, onRoom } = needs;
  const room = createRoomWatch(
    () => keeper.run?.sink.tryRoom(),
    onRoom,
    (error) => {
      keeper.show({
        pausedBy: 'workers',
        reason: `The rows' store failed: ${errorMessage(error)}`,
      });
    },
  );

  function endWaiting(): void {
    room.end();
    store.setState({ awaited: null });
  }

  /** The run as it can go on; null where its store does not answer, and all is as it was. */
  async function begin({ wish }: RunTurn): Promise<RunAtHand | null> {
    const before = store.getState().run;
    endWaiting();
    if (wish === null) keeper.show({ status: 'running', pausedBy: null, reason: null });
    if ((await keeper.livingSink()) !== null) return keeper.run;
    if (before !== null) keeper.show(before);
    return null;
  }

  async function runOn(
    turn: RunTurn,
    images: ImageList<FileSource>,
    suspects: readonly QueuedImage<FileSource>[],
  ): Promise<StretchEnd | null> {
    const { run } = keeper;
    if (run === null) return null;
    keeper.hideResult();
    const release = platform.keepAwake();
    try {
      run.progress.begin();
      const end = await runStretch(pool, {
        images,
        suspects,
        statOf: run.stats.get,
        recipe: run.head.parameters.recipe,
        workers: run.head.parameters.workers,
        sink: run.sink,
        hasJournal: run.storage.kind === 'disk',
        sums: run.sums,
        uncommitted: run.uncommitted,
        stop: turn.ended,
        onOutcomes: run.progress.add,
        onHeartbeat: run.progress.beat,
      });
      const { sums, uncommitted } = end;
      keeper.update({ sums, uncommitted, probe: run.probe ?? end.probe });
      return end;
    } finally {
      run.progress.rest();
      release();
    }
  }

  /** Whether the rows are gone, and the run with them. */
  function isLost({ blocker, sinkDeath }: StretchEnd): boolean {
    const isInMemory = keeper.run?.storage.kind === 'memory';
    const reason =
      blocker?.kind === 'storage-lost' ? blocker.detail : isInMemory ? sinkDeath : null;
    if (reason !== null) keeper.breakOff(reason);
    return reason !== null;
  }

  /** What is in the way, as a pause. False where nothing is. */
  async function restOver({ blocker, sinkDeath, end, reason }: StretchEnd): Promise<boolean> {
    if (sinkDeath !== null) await keeper.rest('workers', sinkDeath);
    else if (blocker !== undefined) await keeper.rest(blocker.kind, blocker.detail);
    else if (end === 'broken') await keeper.rest('workers', reason ?? 'Workers died.');
    else return false;
    return true;
  }

  /** Says how a stretch ended, and what can be done now. */
  async function conclude(ended: StretchEnd, turn: RunTurn): Promise<void> {
    const { run } = keeper;
    if (run === null || isLost(ended)) return;
    const { left } = run.progress;
    if ((left === 0 && ended.uncommitted.length === 0) || turn.wish === 'stop') {
      return keeper.finish();
    }
    if (await restOver(ended)) {
      if (ended.blocker?.kind === 'storage-full' && turn.wish === null) room.begin();
      return;
    }
    if (ended.end === 'stopped') return keeper.rest(null, null);
    await keeper.rest('folder', 'Some of its files are out of reach.');
    keeper.awaitFolder('go-on', left);
  }

  /** Whatever was not tried again is as it was: all there can be to wait for is the store. */
  async function concludeRetry(ended: StretchEnd, turn: RunTurn): Promise<void> {
    const { run } = keeper;
    if (run === null || isLost(ended)) return;
    const isWritten = ended.uncommitted.length === 0;
    if (!isWritten && turn.wish !== 'stop' && (await restOver(ended))) {
      const isDone = run.progress.left === 0; // a run that the user stopped does not go on by itself
      if (isDone && ended.blocker?.kind === 'storage-full' && turn.wish === null) room.begin();
      return;
    }
    const reason = ended.sinkDeath ?? ended.blocker?.detail ?? ended.reason;
    if (reason !== undefined) {
      store.setState({ notices: [`Not all that failed was tried again. ${reason}`] });
    }
    await keeper.finish();
  }

  return {
    async goOn(turn) {
      const run = await begin(turn);
      if (run === null) return;
      const images = await runInSlices(imagesLeftInSteps(run));
      const ended = await runOn(turn, images, suspectsLeft(run));
      if (ended !== null) await conclude(ended, turn);
    },
    async retry(turn, slots) {
      const run = await begin(turn);
      if (run === null) return;
      const images = await freshImages(run, slots, platform, turn.ended.signal);
      if (turn.wish !== null) return keeper.finish();
      const { progress } = run;
      const before = progress.takeBack(images.map(({ slot }) => slot));
      let ended: StretchEnd | null = null;
      try {
        ended = await runOn(turn, images, []);
      } finally {
        progress.add(before.filter(({ slot }) => progress.outcomes[slot] === undefined));
      }
      if (ended !== null) await concludeRetry(ended, turn);
    },
    endWaiting,
  };
}
