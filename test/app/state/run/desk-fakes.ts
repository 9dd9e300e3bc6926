import { vi } from 'vitest';
import { createStore } from 'zustand/vanilla';

import type { FolderListing } from '../../../../src/app/platform/files/list-folder.ts';
import type { FileSource } from '../../../../src/app/platform/files/file-source.ts';
import type { Platform } from '../../../../src/app/platform/platform.ts';
import { createFileStats } from '../../../../src/core/plan/file-stats.ts';
import { createRunDesk } from '../../../../src/app/state/run/run-desk.ts';
import type { PlanView, RunView, SessionState } from '../../../../src/app/state/session-state.ts';
import { parseRunParameters } from '../../../../src/core/recipe/recipe-parameters.ts';
import type { DecodeWorker } from '../../../../src/pool/decode-worker.ts';
import { createWorkerPool } from '../../../../src/pool/worker-pool.ts';
import { planRun } from '../../../core/plan/plan-run.ts';
import { createFakeWorkers, type Fate } from '../../../pool/fake-workers.ts';
import { createFakeSinks } from './fake-sinks.ts';

export const PARAMETERS = parseRunParameters(() => null, { fallback: 2, max: 4 }).parameters;
export const HANDLE = { name: 'photos' } as FileSystemDirectoryHandle;

/** A listing of files with these paths; of those in `shut` it has no file. */
export function listingOf(
  paths: readonly string[],
  shut: readonly string[] = [],
  root: FileSystemDirectoryHandle | null = null,
): FolderListing {
  const files = paths.map((path) => ({
    path,
    source: shut.includes(path) ? null : new File([], path),
  }));
  return { name: 'photos', files, via: 'drop', root: Promise.resolve(root) };
}

export function plannedOf(listing: FolderListing): PlanView {
  const plan = planRun(listing);
  const { via, root } = listing;
  const stats = createFileStats(plan.slots.length);
  return { plan, via, root, listMs: 0, stats, measured: { bytes: 0, isDone: true } };
}

export const pathsOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${String(i).padStart(3, '0')}.png`);

/** What becomes of files, by their paths; it may change between two stretches. */
export type Fates = Map<string, Fate | 'fail'>;

/** Decode workers that go by the names of files, and wait while there is a gate. */
function createNamedWorkers(fates: Fates) {
  const fakes = createFakeWorkers();
  const beats = new Set<(images: number) => void>();
  const decoded: string[] = [];
  const control = {
    gate: null as Promise<void> | null,
    decoded,
    beat: (images: number) => {
      for (const beat of beats) beat(images);
    },
  };
  const nameOf = (source: FileSource): string => ('name' in source ? source.name : source.path);

  function spawn(): DecodeWorker<FileSource> {
    const worker = fakes.spawn();
    return {
      stop: () => worker.stop(),
      forget: () => worker.forget(),
      aboutBrowser: () => worker.aboutBrowser(),
      survey: async () => [],
      preview: async () => null,
      onDeath: (listener) => worker.onDeath(listener),
      terminate: () => worker.terminate(),
      begin(orders, rows, events) {
        beats.add(events.onHeartbeat);
        return worker.begin(orders, rows, events);
      },
      async decode(batch) {
        await control.gate;
        const known = batch.map(({ slot, source, stat }) => {
          const fate = fates.get(nameOf(source)) ?? 'ok';
          decoded.push(nameOf(source));
          return { slot, stat, source: fate === 'fail' ? ('ok' as const) : fate };
        });
        const failing = new Set(
          batch.flatMap(({ slot, source }) => (fates.get(nameOf(source)) === 'fail' ? [slot] : [])),
        );
        const report = await worker.decode(known);
        const outcomes = report.outcomes.map((outcome) =>
          failing.has(outcome.slot)
            ? { ...outcome, verdict: 'failed' as const, code: 'corrupt' as const, detail: 'Bad.' }
            : outcome,
        );
        return { ...report, outcomes };
      },
    };
  }
  return { spawn, control };
}

function stateOf(planned: PlanView | null): SessionState {
  const nothing = { look: null, about: null, run: null, result: null, comparison: null };
  const more = { storedRuns: null, awaited: null, space: null, saving: null, listing: null };
  const machine = { cores: 2, userAgent: 'test', maxWorkers: 4, sampleSize: 16 };
  const rest = { isOpening: false, canSaveAs: true, notices: [], parameters: PARAMETERS };
  return { ...machine, ...nothing, ...more, ...rest, planned };
}

/** A run desk over fakes, with a plan of these files. Call it with fake timers. */
export function setUpDesk(planned: PlanView | null, fates: Fates = new Map()) {
  const sinks = createFakeSinks();
  const workers = createNamedWorkers(fates);
  const pool = createWorkerPool(workers.spawn, () => 5000);
  const store = createStore<SessionState>(() => stateOf(planned));
  const held = { pages: 0 };
  let runs = 0;
  const asked = {
    keptFolder: vi.fn<Platform['keptFolder']>(async () => null),
    isReadable: vi.fn<Platform['isReadable']>(async () => true),
    mayRead: vi.fn<Platform['mayRead']>(async () => true),
    reopenSource: vi.fn<Platform['reopenSource']>(async (_, __, source) => source),
    statFile: vi.fn<Platform['statFile']>(async () => ({ bytes: 0, modifiedMs: 0 })),
    isGone: vi.fn<Platform['isGone']>(async () => true),
  };
  const nothing = async (): Promise<void> => undefined;
  const platform: Pick<
    Platform,
    | keyof typeof asked
    | 'spawnSinkWorker'
    | 'newRunId'
    | 'keepFolder'
    | 'forgetFolder'
    | 'keepAwake'
    | 'markCleanExit'
    | 'wasCleanExit'
    | 'clearCleanExit'
    | 'askToPersist'
    | 'askSpace'
    | 'showParameters'
    | 'cores'
    | 'userAgent'
  > = {
    ...asked,
    cores: 2,
    userAgent: 'test',
    spawnSinkWorker: sinks.spawn,
    newRunId: () => `run-${runs++}`,
    keepFolder: nothing,
    forgetFolder: nothing,
    askToPersist: nothing,
    askSpace: async () => null,
    showParameters: () => undefined,
    markCleanExit: () => () => undefined,
    wasCleanExit: () => true,
    clearCleanExit: () => undefined,
    keepAwake() {
      held.pages += 1;
      return () => void (held.pages -= 1);
    },
  };
  const listKept = vi.fn<(folder: FileSystemDirectoryHandle) => Promise<FolderListing | null>>(
    async () => null,
  );
  const onStoreChanged = vi.fn<() => void>();
  const desk = createRunDesk({
    store,
    platform: platform as Platform,
    pool,
    listKept,
    onStoreChanged,
  });
  return {
    desk,
    store,
    sinks,
    asked,
    listKept,
    held,
    platform: platform as Platform,
    workers: workers.control,
    view: (): RunView | null => store.getState().run,
    status: (): string | undefined => store.getState().run?.status,
  };
}

/** Lets what is under way go on for so long. */
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
