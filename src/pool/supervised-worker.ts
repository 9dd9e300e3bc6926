import { errorMessage } from '../core/error-message.ts';
import { decodeDeadlines, START_MS, type ImageDeadlineMs } from './decode-deadlines.ts';
import type { ConnectSink, DecodeWorker, SpawnDecodeWorker } from './decode-worker.ts';
import { createLargeImages, type LargeImages } from './large-images.ts';
import type { PixelBudget } from './pixel-budget.ts';
import { superviseCalls, type Death } from './supervise-calls.ts';
import type { Batch, BatchReport } from './wire/batch.ts';
import type { RunOrders, WorkerEvents } from './wire/decode.ts';

/** The worker died or was killed. */
type Died = Death & { readonly kind: 'died' };

/** How a batch ended. */
export type Attempt = { readonly kind: 'reported'; readonly report: BatchReport } | Died;

/** How a run began on a worker, if it did. */
export type Beginning = { readonly kind: 'begun' } | Died;

export interface Answer<T> {
  readonly kind: 'answered';
  readonly answer: T;
}

/** A decode worker on which every promise settles, even if it dies. */
export interface SupervisedWorker<Source> {
  readonly isDead: boolean;
  /** Null while the worker is alive. */
  readonly deathDetail: string | null;
  begin(
    orders: RunOrders,
    connectSink: ConnectSink,
    onHeartbeat: (images: number) => void,
  ): Promise<Beginning>;
  attempt(batch: Batch<Source>): Promise<Attempt>;
  /** Makes any other call, under its deadline, which includes time for the worker to start. */
  ask<T>(call: (worker: DecodeWorker<Source>) => Promise<T>): Promise<Answer<T> | Died>;
  /** Asks the worker to end its batches early. */
  stop(): void;
  /** Terminates the worker; everything pending settles as `died`. */
  kill(detail: string): void;
}

/**
 * Spawns a decode worker and supervises it. If it dies, a call rejects, or it stays silent past the
 * deadline of its work, it is terminated and its calls settle as `died`.
 */
export function superviseWorker<Source>(
  spawn: SpawnDecodeWorker<Source>,
  deadlineMs: ImageDeadlineMs,
  budget: PixelBudget,
): SupervisedWorker<Source> {
  const large = createLargeImages(budget);
  const worker = superviseCalls(spawn, {
    deadlines: decodeDeadlines<Source>(deadlineMs),
    clocks: 'shared',
    isRejectionDeath: true,
    limitMs: (pendingMs) => silenceLimitMs(pendingMs, large, deadlineMs),
  });
  worker.onDeath(() => large.endAll());

  async function unlessDead<T extends object>(result: Promise<T>): Promise<T | Died> {
    try {
      return await result;
    } catch (error) {
      const death = worker.death ?? { code: 'worker-died', detail: errorMessage(error) };
      return { kind: 'died', ...death };
    }
  }

  return {
    get isDead() {
      return worker.death !== null;
    },
    get deathDetail() {
      return worker.death?.detail ?? null;
    },
    async begin(orders, connectSink, onHeartbeat) {
      large.endAll();
      const beginning = worker.watch(START_MS, async () => {
        const { port1, port2 } = new MessageChannel();
        await connectSink(port1);
        return worker.calls.begin(orders, port2, eventsTo(large, onHeartbeat));
      });
      return unlessDead(beginning.then(() => ({ kind: 'begun' as const })));
    },
    async attempt(batch) {
      const decoding = worker.calls.decode(batch);
      return unlessDead(decoding.then((report) => ({ kind: 'reported' as const, report })));
    },
    async ask(call) {
      const asking = call(worker.calls);
      return unlessDead(asking.then((answer) => ({ kind: 'answered' as const, answer })));
    },
    stop() {
      large.refuse();
      worker.calls.stop().catch(() => undefined); // it died, which its batches report
    },
    kill: (detail) => worker.kill(detail),
  };
}

/** How long a worker may be silent now. While it waits for a permit, there is no limit. */
function silenceLimitMs(
  pendingMs: number,
  { isWaiting, pixels }: LargeImages,
  deadlineMs: ImageDeadlineMs,
): number {
  if (isWaiting) return Infinity;
  return Math.max(pendingMs, pixels > 0 ? deadlineMs(0, pixels) : 0);
}

/** The page's end of a worker's events. */
function eventsTo(large: LargeImages, onHeartbeat: (images: number) => void): WorkerEvents {
  return {
    onHeartbeat,
    onLarge: (pixels, heldPixels) => large.begin(pixels, heldPixels),
    onLargeDone: (pixels, heldPixels) => large.end(pixels, heldPixels),
  };
}
