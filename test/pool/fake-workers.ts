import type { SlotOutcome } from '../../src/core/verdict.ts';
import type { DecodeWorker } from '../../src/pool/decode-worker.ts';
import type { WorkerThread } from '../../src/pool/supervise-calls.ts';
import type { Batch, BatchReport } from '../../src/pool/wire/batch.ts';
import type { Blocker } from '../../src/pool/wire/blocker.ts';
import { onlyExpect } from './expected-calls.ts';

/** What a fake worker does when it comes to an image; the source of an image says which. */
export type Fate = 'ok' | 'crash' | 'crash-once' | 'hang' | 'throw' | 'hold' | 'left-out';

export interface FakeBatch {
  readonly worker: number;
  readonly slots: readonly number[];
  /** Workers that had a batch before them when this one came. */
  readonly busy: number;
}

export interface FakeWorkers {
  spawn(): WorkerThread<DecodeWorker<Fate>>;
  /** Batches as they were handed out, by the worker that got them. */
  readonly batches: readonly FakeBatch[];
  /** When each worker was spawned, in milliseconds of the (fake) clock. */
  readonly spawnedAt: readonly number[];
  readonly spawned: number;
  readonly terminated: number;
  /** The most batches that any worker had before it at a time. */
  readonly mostInFlight: number;
}

export const NO_ROOM: Blocker = { kind: 'storage-full', detail: 'There is no room.' };

interface FakeOptions {
  /** How long the images of a batch take, in milliseconds of the (fake) clock. */
  readonly delayMs?: (slot: number) => number;
  /** Whether a worker dies as soon as it has begun, or never answers that it has. */
  readonly diesIdle?: (worker: number) => boolean;
  readonly neverBegins?: (worker: number) => boolean;
  /** Whether a worker dies as soon as it is begun; the first is 0. */
  readonly diesAtStart?: (worker: number) => boolean;
}

const TIMES = { readMs: 1, decodeMs: 2, resampleMs: 3, writeMs: 4 };

export function outcomeOf(slot: number): SlotOutcome {
  const facts = { format: 'png', width: slot + 1, height: 1, decoder: 'fake', approximate: false };
  return { slot, verdict: 'ok', ...facts };
}

/** Workers that decode nothing, and die in the ways that real ones do. */
export function createFakeWorkers({
  delayMs = () => 1,
  diesAtStart,
  diesIdle,
  neverBegins,
}: FakeOptions = {}): FakeWorkers {
  const batches: FakeBatch[] = [];
  const spawnedAt: number[] = [];
  const busy = new Map<number, number>();
  const crashed = new Set<number>();
  const counts = { spawned: 0, terminated: 0, mostInFlight: 0 };

  function spawn(): WorkerThread<DecodeWorker<Fate>> {
    const worker = counts.spawned;
    counts.spawned += 1;
    spawnedAt.push(performance.now());
    let die: (reason: string) => void = () => {};
    let isStopped = false;
    let turn: Promise<unknown> = Promise.resolve();

    async function work(batch: Batch<Fate>): Promise<BatchReport> {
      const outcomes: SlotOutcome[] = [];
      for (const { slot, source } of batch) {
        if (isStopped) break;
        await after(delayMs(slot));
        if (source === 'left-out') continue;
        if (source === 'hold') return { ...TIMES, outcomes, blocker: NO_ROOM };
        if (source === 'throw') throw new Error('a programmer’s error');
        const isCrash = source === 'crash' || (source === 'crash-once' && !crashed.has(slot));
        crashed.add(slot);
        if (isCrash) die('crashed');
        if (isCrash || source === 'hang') await new Promise(() => {});
        outcomes.push(outcomeOf(slot));
      }
      return { ...TIMES, outcomes };
    }

    const calls = onlyExpect<DecodeWorker<Fate>>({
      async begin() {
        isStopped = false;
        if (diesAtStart?.(worker) === true) {
          die('cannot be started');
          await new Promise(() => {});
        }
        if (neverBegins?.(worker) === true) await new Promise(() => {});
        if (diesIdle?.(worker) === true) setTimeout(() => die('gone'), 5);
      },
      async decode(batch) {
        const inFlight = (busy.get(worker) ?? 0) + 1;
        busy.set(worker, inFlight);
        counts.mostInFlight = Math.max(counts.mostInFlight, inFlight);
        batches.push({ worker, slots: batch.map(({ slot }) => slot), busy: busy.size });
        const working = turn.then(() => work(batch));
        turn = working;
        const report = await working;
        const left = (busy.get(worker) ?? 1) - 1;
        if (left > 0) busy.set(worker, left);
        else busy.delete(worker);
        return report;
      },
      async stop() {
        isStopped = true;
      },
    });
    return {
      calls,
      onDeath(listener) {
        die = listener;
      },
      terminate() {
        busy.delete(worker);
        counts.terminated += 1;
      },
    };
  }

  return {
    spawn,
    batches,
    spawnedAt,
    get spawned() {
      return counts.spawned;
    },
    get terminated() {
      return counts.terminated;
    },
    get mostInFlight() {
      return counts.mostInFlight;
    },
  };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
