import { onlyExpect } from '../pool/expected-calls.ts';
import type {
  PlanPart,
  PlanRemainder,
  RunHead,
  RunPause,
  StoredPart,
  StoredRun,
} from '../../src/core/plan/stored-run.ts';
import type { ExclusionStep } from '../../src/core/exclusion/exclusions.ts';
import type { SlotOutcome } from '../../src/core/verdict.ts';
import type { Blocker } from '../../src/pool/wire/blocker.ts';
import type { RowStorage } from '../../src/pool/wire/sink.ts';
import type { RunSink } from '../../src/run/run-sink.ts';

/** A run as a disk has it. */
export interface FakeRun {
  readonly head: RunHead;
  readonly parts: PlanPart[];
  remainder: PlanRemainder | null;
  /** In the order in which they were committed. */
  readonly outcomes: SlotOutcome[];
  readonly steps: ExclusionStep[];
  status: RunPause['status'] | 'cut-off';
  /** The sink that has it open. */
  holder: number | null;
  readonly suspects: number[];
}

type Call =
  | 'open'
  | 'openRun'
  | 'recordDispatch'
  | 'commit'
  | 'recordPause'
  | 'recordExclusion'
  | 'tryRoom'
  | 'close'
  | 'listRuns';

export interface FakeSinks {
  spawn(): RunSink;
  readonly runs: Map<string, FakeRun>;
  /** Calls that were answered, in their order. */
  readonly calls: readonly string[];
  /** Sinks that were spawned, and neither died nor were terminated. */
  readonly alive: ReadonlySet<number>;
  /** A call waits for its hook, and answers as that does unless it returns undefined. */
  readonly hooks: { -readonly [call in Call]?: (sink: number) => unknown };
  storage: RowStorage;
  /** Has a sink die, or only be silent: then what it has open stays so until it is terminated. */
  kill(sink: number, isSilent?: boolean): void;
}

/** Sinks over one disk that all of them share; a row is there once its slot was dispatched. */
export function createFakeSinks(): FakeSinks {
  const runs = new Map<string, FakeRun>();
  const calls: string[] = [];
  const alive = new Set<number>();
  const killers = new Map<number, (isSilent: boolean) => void>();
  let spawned = 0;

  const fakes: FakeSinks = {
    spawn,
    runs,
    calls,
    alive,
    hooks: {},
    storage: { kind: 'disk' },
    kill: (sink, isSilent = false) => killers.get(sink)?.(isSilent),
  };

  function spawn(): RunSink {
    const sink = spawned;
    spawned += 1;
    alive.add(sink);
    const deathListeners = new Set<(reason: string) => void>();
    const placed = new Set<number>();
    let run: FakeRun | null = null;
    let parts: StoredPart[] = [];
    let death: Error | null = null;

    function release(): void {
      if (run?.holder === sink) run.holder = null;
      run = null;
    }
    killers.set(sink, (isSilent) => {
      alive.delete(sink);
      if (!isSilent) release();
      death = new Error('It died.');
      for (const listener of deathListeners) listener('It died.');
    });

    /** Answers unless it is dead by then. */
    async function answer<T>(name: Call | null, say: () => T): Promise<T> {
      if (death !== null) throw death;
      const hooked = name === null ? undefined : await fakes.hooks[name]?.(sink);
      if (death !== null) throw death;
      if (name !== null) calls.push(name);
      return hooked === undefined ? say() : (hooked as T);
    }

    function commit(outcomes: readonly SlotOutcome[]): Blocker | null {
      const lost = outcomes.find(({ slot, verdict }) => verdict !== 'failed' && !placed.has(slot));
      if (lost !== undefined) throw new Error(`Slot ${lost.slot} is committed without its row`);
      run?.outcomes.push(...outcomes);
      return null;
    }

    function open(head: RunHead | null): RowStorage {
      if (head === null || fakes.storage.kind === 'memory') return fakes.storage;
      const nothing = { parts: [], remainder: null, outcomes: [], steps: [], suspects: [] };
      run = { head, ...nothing, status: 'cut-off', holder: sink };
      runs.set(head.id, run);
      return fakes.storage;
    }

    function openRun(id: string): Awaited<ReturnType<RunSink['openRun']>> {
      const found = runs.get(id);
      if (found === undefined) return { kind: 'lost', reason: 'The run was deleted.' };
      if (found.holder !== null) return { kind: 'locked' };
      run = found;
      found.holder = sink;
      for (const { slot } of found.outcomes) placed.add(slot);
      parts = [
        ...found.parts.map((part) => ({ kind: 'plan' as const, part })),
        ...(found.remainder === null
          ? []
          : [{ kind: 'remainder' as const, remainder: found.remainder }]),
        // one at a time: of two for one slot the later one counts
        ...found.outcomes.map((one) => ({ kind: 'outcomes' as const, outcomes: [one] })),
        ...found.steps.map((step) => ({ kind: 'exclusion' as const, step })),
      ];
      const { head, status, suspects } = found;
      const sums = { wallMs: 4000, readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };
      const opened = { head, sums, status, userAgent: null, suspects };
      return { kind: 'opened', run: opened };
    }

    return onlyExpect<RunSink>({
      open: (_, head) => answer('open', () => open(head)),
      addPlan: (part) => answer(null, () => (run?.parts.push(part), null)),
      endPlan: (remainder) => answer(null, () => (run && (run.remainder = remainder), null)),
      recordDispatch: ({ slots }) =>
        answer('recordDispatch', () => {
          for (const slot of slots) placed.add(slot);
          return null;
        }),
      commit: ({ outcomes }) => answer('commit', () => commit(outcomes)),
      recordPause: ({ status }) =>
        answer('recordPause', () => (run && (run.status = status), null)),
      recordExclusion: (step) => answer('recordExclusion', () => (run?.steps.push(step), null)),
      connect: async (port) => port.close(),
      tryRoom: () => answer('tryRoom', () => null),
      ping: () => answer(null, () => null),
      listRuns: () => answer('listRuns', () => [...runs.values()].map(storedRunOf)),
      openRun: (id) => answer('openRun', () => openRun(id)),
      nextPart: () => answer(null, () => parts.shift() ?? null),
      deleteRun: (id) => answer(null, () => runs.get(id)?.holder === null && runs.delete(id)),
      close: () => answer('close', release),
      onDeath(listener) {
        deathListeners.add(listener);
        return () => deathListeners.delete(listener);
      },
      isDead: () => death !== null,
      terminate() {
        death ??= new Error('It was ended.');
        alive.delete(sink);
        release();
      },
    });
  }
  return fakes;
}

function storedRunOf({ head, outcomes, status, holder }: FakeRun): StoredRun {
  const failed = outcomes.filter(({ verdict }) => verdict === 'failed').length;
  const facts = { changedMs: 0, bytes: 0, isLocked: holder !== null };
  return { head, done: outcomes.length, failed, status, ...facts };
}
