import { vi } from 'vitest';

import { createFileStats } from '../../src/core/plan/file-stats.ts';
import { parseRunParameters } from '../../src/core/recipe/recipe-parameters.ts';
import type { DecodeWorker } from '../../src/pool/decode-worker.ts';
import type { WorkerThread } from '../../src/pool/supervise-calls.ts';
import { createWorkerPool } from '../../src/pool/worker-pool.ts';
import { createRunController } from '../../src/run/run-controller.ts';
import type {
  FolderListing,
  PlannedFiles,
  RunEnvironment,
  RunView,
} from '../../src/run/run-environment.ts';
import type { RunResult } from '../../src/run/run-result.ts';
import type { RunSink } from '../../src/run/run-sink.ts';
import {
  awaitedFolderOf,
  resultOf,
  type AwaitedFolder,
  type RunState,
} from '../../src/run/run-state.ts';
import { planRun } from '../core/plan/plan-run.ts';
import { onlyExpect } from '../pool/expected-calls.ts';
import { createFakeWorkers, type Fate } from '../pool/fake-workers.ts';
import { createFakeSinks } from './fake-sinks.ts';

export const PARAMETERS = parseRunParameters(() => null, { fallback: 2, max: 4 }).parameters;
/** The handle of a folder. */
export const HANDLE = 'photos';

/** Files are their names here, and folders are theirs. */
type Environment = RunEnvironment<string, string, RunSink>;
type Listing = FolderListing<string, string>;

/** A listing of files with these paths; of those in `shut` it has no file. */
export function listingOf(
  paths: readonly string[],
  shut: readonly string[] = [],
  root: string | null = null,
): Listing {
  const files = paths.map((path) => ({ path, source: shut.includes(path) ? null : path }));
  return { name: 'photos', files, via: 'drop', root: Promise.resolve(root) };
}

export function plannedOf(listing: Listing): PlannedFiles<string, string> {
  const plan = planRun(listing);
  const { via, root } = listing;
  return { plan, via, root, listMs: 0, stats: createFileStats(plan.slots.length) };
}

export const pathsOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${String(i).padStart(3, '0')}.png`);

/** What becomes of files, by their paths; it may change between two segments. */
export type Fates = Map<string, Fate | 'fail'>;

/** Decode workers that go by the names of files, and wait while there is a gate. */
function createNamedWorkers(fates: Fates) {
  const fakes = createFakeWorkers();
  const listeners = new Set<(images: number) => void>();
  const decoded: string[] = [];
  const control = {
    gate: null as Promise<void> | null,
    decoded,
    beat: (images: number) => {
      for (const listener of listeners) listener(images);
    },
  };

  function spawn(): WorkerThread<DecodeWorker<string>> {
    const thread = fakes.spawn();
    const worker = thread.calls;
    const calls = onlyExpect<DecodeWorker<string>>({
      stop: () => worker.stop(),
      survey: async () => [],
      preview: async () => null,
      begin(orders, rows, events) {
        listeners.add(events.onHeartbeat);
        return worker.begin(orders, rows, events);
      },
      async decode(batch) {
        await control.gate;
        const known = batch.map(({ slot, source, stat }) => {
          const fate = fates.get(source) ?? 'ok';
          decoded.push(source);
          return { slot, stat, source: fate === 'fail' ? ('ok' as const) : fate };
        });
        const failing = new Set(
          batch.flatMap(({ slot, source }) => (fates.get(source) === 'fail' ? [slot] : [])),
        );
        const report = await worker.decode(known);
        const outcomes = report.outcomes.map((outcome) =>
          failing.has(outcome.slot)
            ? { ...outcome, verdict: 'failed' as const, code: 'corrupt' as const, detail: 'Bad.' }
            : outcome,
        );
        return { ...report, outcomes };
      },
    });
    return { ...thread, calls };
  }
  return { spawn, control };
}

/** A run controller over fakes, with a plan of these files. Call it with fake timers. */
export function setUpController(
  planned: PlannedFiles<string, string> | null,
  fates: Fates = new Map(),
) {
  const sinks = createFakeSinks();
  const workers = createNamedWorkers(fates);
  const pool = createWorkerPool(workers.spawn, () => 5000);
  const nothing = { run: { kind: 'none' }, notices: [], progress: null } as const;
  let shown: RunView = { ...nothing, storedRuns: null, space: null };
  const held = { awake: 0 };
  const hooks: { onShow?: () => void } = {};
  let runs = 0;
  const asked = {
    savedFolder: vi.fn<Environment['savedFolder']>(async () => null),
    isReadable: vi.fn<Environment['isReadable']>(async () => true),
    askToRead: vi.fn<Environment['askToRead']>(async () => true),
    reopenSource: vi.fn<Environment['reopenSource']>(async (_, __, source) => source),
    openAhead: vi.fn<Environment['openAhead']>(async (images) => images.map(() => null)),
    statFile: vi.fn<Environment['statFile']>(async () => ({ bytes: 0, modifiedMs: 0 })),
    isGone: vi.fn<Environment['isGone']>(async () => true),
    listFolder: vi.fn<Environment['listFolder']>(async () => null),
    keepAwake: vi.fn<Environment['keepAwake']>(() => {
      held.awake += 1;
      return () => void (held.awake -= 1);
    }),
    askSpace: vi.fn<Environment['askSpace']>(async () => null),
  };
  const plan = { planned, parameters: PARAMETERS };
  const done = async (): Promise<void> => undefined;
  const environment: Environment = {
    ...asked,
    userAgent: 'test',
    version: '0',
    show(changed) {
      shown = { ...shown, ...changed };
      hooks.onShow?.();
    },
    nextRun: () => (plan.planned === null ? null : { ...plan, planned: plan.planned }),
    onAttached(attached) {
      Object.assign(plan, { planned: attached.planned, parameters: attached.parameters });
    },
    spawnSink: sinks.spawn,
    newRunId: () => `run-${runs++}`,
    saveFolder: done,
    deleteFolder: done,
    askToPersist: done,
    markCleanExit: () => () => undefined,
    wasCleanExit: () => true,
    clearCleanExit: () => undefined,
  };
  const controller = createRunController(environment, pool);
  return {
    controller,
    sinks,
    asked,
    held,
    hooks,
    plan,
    workers: workers.control,
    shown: (): RunView => shown,
    state: (): RunState => shown.run,
    kind: (): RunState['kind'] => shown.run.kind,
    progress: () => shown.progress,
    result: (): RunResult | null => resultOf(shown.run),
    awaited: (): AwaitedFolder | null => awaitedFolderOf(shown.run),
  };
}

/** Lets what is under way go on for a while. */
export async function pass(ms = 1000): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** A promise, and what resolves it. */
export function gate(): { readonly promise: Promise<void>; open(): void } {
  let open = (): void => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open: () => open() };
}
