import type { BrowserProbe } from '../../src/core/browser-probe.ts';
import type { SlotOutcome } from '../../src/core/verdict.ts';
import type { DecodeWorker } from '../../src/pool/decode-worker.ts';
import type { Batch, BatchReport } from '../../src/pool/wire.ts';

/** What a fake worker does when it comes to an image; the source of an image says which. */
export type Fate = 'ok' | 'crash' | 'hang' | 'throw';

export interface FakeWorkers {
  spawn(): DecodeWorker<Fate>;
  /** Batches as they were handed out, by the worker that got them. */
  readonly batches: readonly { readonly worker: number; readonly slots: readonly number[] }[];
  readonly spawned: number;
  readonly terminated: number;
  /** The most batches that any worker had before it at a time. */
  readonly mostInFlight: number;
}

interface FakeOptions {
  /** How long the images of a batch take, in milliseconds of the (fake) clock. */
  readonly delayMs?: (slot: number) => number;
  /** Whether a worker dies as soon as it is begun. */
  readonly diesAtStart?: boolean;
}

const NO_PROBE: BrowserProbe = { hasImageDecoder: false, results: [] };

export function outcomeOf(slot: number): SlotOutcome {
  const facts = { format: 'png', width: slot + 1, height: 1, decoder: 'fake', approximate: false };
  return { slot, verdict: 'ok', ...facts };
}

/** Workers that decode nothing, and die in the ways that real ones do. */
export function createFakeWorkers({
  delayMs = () => 1,
  diesAtStart,
}: FakeOptions = {}): FakeWorkers {
  const batches: { worker: number; slots: number[] }[] = [];
  const counts = { spawned: 0, terminated: 0, mostInFlight: 0 };

  function spawn(): DecodeWorker<Fate> {
    const worker = counts.spawned;
    counts.spawned += 1;
    let die: (reason: string) => void = () => {};
    let isStopped = false;
    let inFlight = 0;
    let turn: Promise<unknown> = Promise.resolve();

    async function work(batch: Batch<Fate>): Promise<BatchReport> {
      const outcomes: SlotOutcome[] = [];
      for (const { slot, source } of batch) {
        if (isStopped) break;
        await after(delayMs(slot));
        if (source === 'crash') die('crashed');
        if (source === 'throw') throw new Error('a programmer’s error');
        if (source !== 'ok') await new Promise(() => {});
        outcomes.push(outcomeOf(slot));
      }
      return { outcomes, readMs: 1, decodeMs: 2, resampleMs: 3, writeMs: 4 };
    }

    return {
      async begin() {
        isStopped = false;
        if (diesAtStart === true) {
          die('cannot be started');
          await new Promise(() => {});
        }
        return NO_PROBE;
      },
      async decode(batch) {
        batches.push({ worker, slots: batch.map(({ slot }) => slot) });
        inFlight += 1;
        counts.mostInFlight = Math.max(counts.mostInFlight, inFlight);
        const working = turn.then(() => work(batch));
        turn = working;
        const report = await working;
        inFlight -= 1;
        return report;
      },
      async stop() {
        isStopped = true;
      },
      survey: notAsked,
      preview: notAsked,
      forget: notAsked,
      aboutBrowser: notAsked,
      onDeath(listener) {
        die = listener;
      },
      terminate() {
        counts.terminated += 1;
      },
    };
  }

  return {
    spawn,
    batches,
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

function notAsked(): Promise<never> {
  throw new Error('a run does not ask this');
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
