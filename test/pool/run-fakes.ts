import { vi } from 'vitest';

import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import type { SlotOutcome } from '../../src/core/verdict.ts';
import { runBatches, type RunEnd } from '../../src/pool/run-batches.ts';
import type { Batch } from '../../src/pool/wire/batch.ts';
import type { Blocker } from '../../src/pool/wire/blocker.ts';
import { createWorkerPool, type WorkerPool } from '../../src/pool/worker-pool.ts';
import type { Fate, FakeWorkers } from './fake-workers.ts';

export const DEADLINE_MS = 5_000;

export interface Ran {
  readonly end: RunEnd;
  readonly outcomes: readonly (SlotOutcome | undefined)[];
  readonly reported: number;
}

interface RunOptions {
  readonly workers?: number;
  /** A pool that was used before; else there is a new one. */
  readonly pool?: WorkerPool<Fate>;
  /** Which images are run, and which of all are suspects; by default all and none. */
  readonly slots?: readonly number[];
  readonly suspects?: readonly number[];
  readonly onDispatch?: (batch: Batch<Fate>, isAlone: boolean) => Promise<Blocker | null>;
  readonly stopAfterMs?: number;
  readonly disposeAfterMs?: number;
}

/** Runs images of these fates to the end of the fake clock; fails where the run does not settle. */
export async function run(
  fakes: FakeWorkers,
  fates: readonly Fate[],
  options: RunOptions = {},
): Promise<Ran> {
  const { workers = 2, pool = poolOf(fakes), stopAfterMs, disposeAfterMs } = options;
  const stop = new AbortController();
  const outcomes: (SlotOutcome | undefined)[] = fates.map(() => undefined);
  const queued = (slots: readonly number[]) =>
    slots.map((slot) => ({ slot, source: fates[slot] ?? 'ok' }));
  let reported = 0;
  let end: RunEnd | null = null;
  const running = runBatches(pool, {
    images: queued(options.slots ?? [...fates.keys()]),
    suspects: queued(options.suspects ?? []),
    statOf: () => ({ bytes: 1000, modifiedMs: 0 }),
    recipe: DEFAULT_RECIPE,
    workers,
    connectSink: async (port) => port.close(),
    onReport: (report) => {
      for (const outcome of report.outcomes) {
        outcomes[outcome.slot] = outcome;
        reported += 1;
      }
    },
    ...(options.onDispatch && { onDispatch: options.onDispatch }),
    signal: stop.signal,
  }).then((settled) => {
    end = settled;
  });
  if (stopAfterMs !== undefined) setTimeout(() => stop.abort(), stopAfterMs);
  if (disposeAfterMs !== undefined) setTimeout(() => pool.dispose(), disposeAfterMs);
  for (let seconds = 0; seconds < 600; seconds++) {
    await vi.advanceTimersByTimeAsync(1000);
    if (end !== null) break;
  }
  if (end === null) throw new Error('the run never settled');
  await running;
  return { end, outcomes, reported };
}

export function poolOf(fakes: FakeWorkers): WorkerPool<Fate> {
  return createWorkerPool(fakes.spawn, () => DEADLINE_MS);
}

export function okBut(count: number, odd: Readonly<Record<number, Fate>> = {}): readonly Fate[] {
  return Array.from({ length: count }, (_, slot) => odd[slot] ?? 'ok');
}

export function failedSlots({ outcomes }: Ran): readonly (readonly [number, string])[] {
  return outcomes.flatMap((outcome) =>
    outcome?.verdict === 'failed' ? [[outcome.slot, outcome.code] as const] : [],
  );
}
