import type { BrowserProbe } from '../core/browser-probe.ts';
import { ASSUMED_BYTES } from './batch-queue.ts';
import type { ConnectSink, DecodeWorker, SpawnDecodeWorker } from './decode-worker.ts';
import { watchSilence, type SilenceWatch } from './watch-silence.ts';
import type { Batch, BatchReport, RunOrders } from './wire.ts';

/** How a batch ended: with its report, or because its worker had to be given up. */
export type Attempt =
  | { readonly kind: 'reported'; readonly report: BatchReport }
  | { readonly kind: 'died'; readonly code: 'worker-died' | 'timeout'; readonly detail: string };

type Death = Attempt & { readonly kind: 'died' };

/** How a run began on a worker: with what it found out about the browser, or with its death. */
export type Beginning = { readonly kind: 'begun'; readonly probe: BrowserProbe } | Death;

export interface Answer<T> {
  readonly kind: 'answered';
  readonly answer: T;
}

/** How long a worker may be silent for an image of this many bytes. */
export type DeadlineMs = (bytes: number) => number;

/** 10 s, and 1 s more a megabyte (some 10 MP of JPEG are 2 to 4 MB), at most 60 s. */
export const imageDeadlineMs: DeadlineMs = (bytes) =>
  Math.min(60_000, 10_000 + Math.ceil(bytes / 2 ** 20) * 1_000);

/** A slow disk that many workers read at a time: this long to find a file, and this many bytes/ms. */
const SLOW_SEEK_MS = 250;
const SLOW_BYTES_PER_MS = 1000;

/** A whole batch is read before its first image is done, and before the first beat. */
function readingMs(sizes: readonly number[]): number {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return (sizes.length - 1) * SLOW_SEEK_MS + bytes / SLOW_BYTES_PER_MS;
}

const START_DEADLINE_MS = 30_000;

/** One worker on which every promise settles, whatever becomes of it. */
export interface WorkerLink<Source> {
  readonly isDead: boolean;
  begin(
    orders: RunOrders,
    connectSink: ConnectSink,
    onBeat: (images: number) => void,
  ): Promise<Beginning>;
  attempt(batch: Batch<Source>): Promise<Attempt>;
  /** Anything else that a worker answers within this time, start-up included. */
  ask<T>(
    limitMs: number,
    call: (worker: DecodeWorker<Source>) => Promise<T>,
  ): Promise<Answer<T> | Death>;
  /** Asks for an early end of the batches at hand. */
  stop(): void;
  /** Gives the worker up: everything pending settles as `died`. */
  kill(detail: string): void;
}

/**
 * Spawns a worker and watches over it: its death, a call that throws, and silence for longer than
 * the deadline of the largest image at hand all end in `died`, after which the worker is terminated.
 */
export function linkWorker<Source>(
  spawn: SpawnDecodeWorker<Source>,
  deadlineMs: DeadlineMs,
): WorkerLink<Source> {
  const worker: DecodeWorker<Source> = spawn();
  const limits: number[] = [];
  let death: Death | null = null;
  let watch: SilenceWatch | null = null;
  // not one promise to race against: it would keep every answer for the life of the worker
  const pending = new Set<(death: Death) => void>();

  function end(code: Death['code'], detail: string): void {
    if (death !== null) return;
    death = { kind: 'died', code, detail };
    watch?.stop();
    worker.terminate();
    for (const settle of pending) settle(death);
  }
  worker.onDeath((reason) => end('worker-died', reason));

  // silence counts only while something is asked of the worker
  async function whileWatched<T>(limitMs: number, call: () => Promise<T>): Promise<T | Death> {
    if (death !== null) return death;
    limits.push(limitMs);
    watch ??= watchSilence(
      () => Math.max(...limits),
      () => end('timeout', `No sign of life for ${Math.round(Math.max(...limits) / 1000)} s.`),
    );
    try {
      return await new Promise<T | Death>((resolve) => {
        pending.add(resolve);
        call()
          .then(resolve, (error: unknown) => {
            end('worker-died', `The worker failed: ${messageOf(error)}`);
          })
          .finally(() => pending.delete(resolve));
      });
    } finally {
      limits.splice(limits.indexOf(limitMs), 1);
      watch?.heard();
      if (limits.length === 0) {
        watch?.stop();
        watch = null;
      }
    }
  }

  return {
    get isDead() {
      return death !== null;
    },
    async begin(orders, connectSink, onBeat) {
      return whileWatched(START_DEADLINE_MS, async () => {
        const { port1, port2 } = new MessageChannel();
        await connectSink(port1);
        const probe = await worker.begin(orders, port2, (images) => {
          watch?.heard();
          onBeat(images);
        });
        return { kind: 'begun' as const, probe };
      });
    },
    async attempt(batch) {
      const sizes = batch.map(({ stat }) => stat?.bytes ?? ASSUMED_BYTES);
      const limitMs = Math.max(...sizes.map(deadlineMs)) + readingMs(sizes);
      return whileWatched(limitMs, async () => {
        return { kind: 'reported' as const, report: await worker.decode(batch) };
      });
    },
    ask: (limitMs, call) =>
      whileWatched(START_DEADLINE_MS + limitMs, async () => {
        return { kind: 'answered' as const, answer: await call(worker) };
      }),
    stop() {
      if (death !== null) return;
      worker.stop().catch((error: unknown) => end('worker-died', messageOf(error)));
    },
    kill: (detail) => end('worker-died', detail),
  };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
