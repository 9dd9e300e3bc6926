import { errorMessage } from '../core/error-message.ts';
import type { BrowserProbe } from '../core/browser-probe.ts';
import { ASSUMED_BYTES } from './batch-queue.ts';
import type { ConnectSink, DecodeWorker, SpawnDecodeWorker } from './decode-worker.ts';
import { createLargeImages, type LargeImages } from './large-images.ts';
import type { PixelBudget } from './pixel-budget.ts';
import { watchSilence, type SilenceWatch } from './watch-silence.ts';
import type { Batch, BatchReport } from './wire/batch.ts';
import type { RunOrders, WorkerEvents } from './wire/decode.ts';

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

/** How long a worker may be silent, in milliseconds, for so many bytes to read or pixels to decode. */
export type DeadlineMs = (bytes: number, pixels: number) => number;

/** Nobody waits longer for a sign of life. */
const LONGEST_MS = 60_000;
const BASE_MS = 10_000;
/** Each adds a second: what a slow disk reads that many workers read at a time, a slow machine decodes. */
const BYTES_PER_SECOND = 2 ** 20;
const PIXELS_PER_SECOND = 10_000_000;
/** The same disk takes this long to find a file. */
const SLOW_SEEK_MS = 250;

/** 10 s, and 1 s more a MiB or 10 MP, whichever is more; at most 60 s. */
export function imageDeadlineMs(bytes: number, pixels = 0): number {
  const seconds = Math.max(
    Math.ceil(bytes / BYTES_PER_SECOND),
    Math.ceil(pixels / PIXELS_PER_SECOND),
  );
  return Math.min(LONGEST_MS, BASE_MS + seconds * 1000);
}

/** A whole batch is read before its first image is done, and before the first beat. */
function batchDeadlineMs(batch: Batch<unknown>, deadlineMs: DeadlineMs): number {
  const bytes = batch.reduce((sum, { stat }) => sum + (stat?.bytes ?? ASSUMED_BYTES), 0);
  return Math.min(LONGEST_MS, deadlineMs(bytes, 0) + (batch.length - 1) * SLOW_SEEK_MS);
}

const START_DEADLINE_MS = 30_000;

/** One worker on which every promise settles, whatever becomes of it. */
export interface SupervisedWorker<Source> {
  readonly isDead: boolean;
  /** Why it is dead. */
  readonly deathDetail: string | null;
  begin(
    orders: RunOrders,
    connectSink: ConnectSink,
    onHeartbeat: (images: number) => void,
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
 * the deadline of what it has at hand all end in `died`, after which the worker is terminated.
 */
export function superviseWorker<Source>(
  spawn: SpawnDecodeWorker<Source>,
  deadlineMs: DeadlineMs,
  budget: PixelBudget,
): SupervisedWorker<Source> {
  const worker = spawnOrNot(spawn);
  const limits: number[] = [];
  const large = createLargeImages(budget);
  let death: Death | null = null;
  let watch: SilenceWatch | null = null;
  // not one promise to race against: it would keep every answer for the life of the worker
  const pending = new Set<(death: Death) => void>();

  function end(code: Death['code'], detail: string): void {
    if (death !== null) return;
    death = { kind: 'died', code, detail };
    watch?.stop();
    large.endAll();
    worker.terminate();
    for (const settle of pending) settle(death);
  }
  worker.onDeath((reason) => end('worker-died', reason));

  const silenceMs = (): number => silenceLimitMs(limits, large, deadlineMs);
  const heard = (): void => watch?.heard();

  // silence counts only while something is asked of the worker
  async function whileWatched<T>(limitMs: number, call: () => Promise<T>): Promise<T | Death> {
    if (death !== null) return death;
    limits.push(limitMs);
    watch ??= watchSilence(silenceMs, () =>
      end('timeout', `No sign of life for ${Math.round(silenceMs() / 1000)} s.`),
    );
    try {
      return await new Promise<T | Death>((resolve) => {
        pending.add(resolve);
        call()
          .then(resolve, (error: unknown) => {
            end('worker-died', `The worker failed: ${errorMessage(error)}`);
          })
          .finally(() => pending.delete(resolve));
      });
    } finally {
      limits.splice(limits.indexOf(limitMs), 1);
      heard();
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
    get deathDetail() {
      return death?.detail ?? null;
    },
    async begin(orders, connectSink, onHeartbeat) {
      large.endAll();
      return whileWatched(START_DEADLINE_MS, async () => {
        const { port1, port2 } = new MessageChannel();
        await connectSink(port1);
        const probe = await worker.begin(orders, port2, eventsTo(large, heard, onHeartbeat));
        return { kind: 'begun' as const, probe };
      });
    },
    async attempt(batch) {
      return whileWatched(batchDeadlineMs(batch, deadlineMs), async () => {
        return { kind: 'reported' as const, report: await worker.decode(batch) };
      });
    },
    ask: (limitMs, call) =>
      whileWatched(START_DEADLINE_MS + limitMs, async () => {
        return { kind: 'answered' as const, answer: await call(worker) };
      }),
    stop() {
      if (death !== null) return;
      large.refuse();
      worker.stop().catch((error: unknown) => end('worker-died', errorMessage(error)));
    },
    kill: (detail) => end('worker-died', detail),
  };
}

/** How long a worker may be silent now: the page knows that it waits for its turn. */
function silenceLimitMs(
  limits: readonly number[],
  { isWaiting, pixels }: LargeImages,
  deadlineMs: DeadlineMs,
): number {
  if (isWaiting) return Infinity;
  return Math.max(...limits, pixels > 0 ? deadlineMs(0, pixels) : 0);
}

/** What the worker is given to tell the page with. */
function eventsTo(
  large: LargeImages,
  heard: () => void,
  onHeartbeat: (images: number) => void,
): WorkerEvents {
  return {
    onHeartbeat(images) {
      heard();
      onHeartbeat(images);
    },
    async onLarge(pixels, heldPixels) {
      heard();
      const isGranted = await large.begin(pixels, heldPixels);
      heard();
      return isGranted;
    },
    onLargeDone(pixels, heldPixels) {
      heard();
      large.end(pixels, heldPixels);
    },
  };
}

/** A browser may refuse to make a worker with a throw: then it is one that died at once. */
function spawnOrNot<Source>(spawn: SpawnDecodeWorker<Source>): DecodeWorker<Source> {
  try {
    return spawn();
  } catch (error) {
    const refuse = (): Promise<never> => Promise.reject(error);
    return {
      begin: refuse,
      decode: refuse,
      stop: refuse,
      survey: refuse,
      preview: refuse,
      forget: refuse,
      aboutBrowser: refuse,
      onDeath: (listener) => listener(errorMessage(error)),
      terminate: () => {},
    };
  }
}
