import type { SinkWorker } from '../../../../src/app/platform/sink-worker.ts';
import type {
  PlanPart,
  PlanRemainder,
  RunHead,
  RunPause,
  StoredPart,
  StoredRun,
} from '../../../../src/core/plan/stored-run.ts';
import type { SlotOutcome } from '../../../../src/core/verdict.ts';
import type { Blocker } from '../../../../src/pool/wire/blocker.ts';
import type { RowStorage } from '../../../../src/pool/wire/sink.ts';

/** A run as a disk has it. */
export interface FakeRun {
  readonly head: RunHead;
  readonly parts: PlanPart[];
  rest: PlanRemainder | null;
  /** In the order in which they were written down. */
  readonly outcomes: SlotOutcome[];
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
  | 'tryRoom'
  | 'close'
  | 'listRuns';

export interface FakeSinks {
  spawn(): SinkWorker;
  readonly runs: Map<string, FakeRun>;
  /** Calls that were answered, in their order. */
  readonly calls: readonly string[];
  /** Sinks that were spawned, and neither died nor were terminated. */
  readonly alive: ReadonlySet<number>;
  /** What a call waits for, and answers instead where that is not undefined. */
  readonly hooks: { -readonly [call in Call]?: (sink: number) => unknown };
  storage: RowStorage;
  /** Has a sink die, or only be silent: then what it has open stays so until it is terminated. */
  kill(sink: number, isSilent?: boolean): void;
}

/** Sinks over one disk that all of them share; a row is there once its slot was handed out. */
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

  function spawn(): SinkWorker {
    const sink = spawned;
    spawned += 1;
    alive.add(sink);
    const mourners = new Set<(reason: string) => void>();
    const placed = new Set<number>();
    let run: FakeRun | null = null;
    let parts: StoredPart[] = [];
    let death: Error | null = null;

    function letGo(): void {
      if (run?.holder === sink) run.holder = null;
      run = null;
    }
    killers.set(sink, (isSilent) => {
      alive.delete(sink);
      if (!isSilent) letGo();
      death = new Error('It died.');
      for (const mourner of mourners) mourner('It died.');
    });

    /** Answers unless it is dead by then, with what the hook says where it says something. */
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
      const nothing = { parts: [], rest: null, outcomes: [], suspects: [] };
      run = { head, ...nothing, status: 'cut-off', holder: sink };
      runs.set(head.id, run);
      return fakes.storage;
    }

    function openRun(id: string): Awaited<ReturnType<SinkWorker['openRun']>> {
      const found = runs.get(id);
      if (found === undefined) return { kind: 'lost', reason: 'The run was deleted.' };
      if (found.holder !== null) return { kind: 'locked' };
      run = found;
      found.holder = sink;
      for (const { slot } of found.outcomes) placed.add(slot);
      parts = [
        ...found.parts.map((part) => ({ kind: 'plan' as const, part })),
        ...(found.rest === null ? [] : [{ kind: 'remainder' as const, remainder: found.rest }]),
        // one at a time: of two for one slot the later one counts
        ...found.outcomes.map((one) => ({ kind: 'outcomes' as const, outcomes: [one] })),
      ];
      const { head, status, suspects } = found;
      const sums = { wallMs: 4000, readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };
      const opened = { head, sums, status, probe: null, userAgent: null, suspects };
      return { kind: 'opened', run: opened };
    }

    return {
      open: (_, head) => answer('open', () => open(head)),
      addPlan: (part) => answer(null, () => (run?.parts.push(part), null)),
      endPlan: (rest) => answer(null, () => (run && (run.rest = rest), null)),
      recordDispatch: ({ slots }) =>
        answer('recordDispatch', () => {
          for (const slot of slots) placed.add(slot);
          return null;
        }),
      commit: ({ outcomes }) => answer('commit', () => commit(outcomes)),
      recordPause: ({ status }) =>
        answer('recordPause', () => (run && (run.status = status), null)),
      connect: async (port) => port.close(),
      tryRoom: () => answer('tryRoom', () => null),
      exportArray: () => answer(null, () => new Blob([])),
      saveArray: () => answer(null, () => undefined),
      ping: () => answer(null, () => null),
      listRuns: () => answer('listRuns', () => [...runs.values()].map(storedRunOf)),
      openRun: (id) => answer('openRun', () => openRun(id)),
      nextPart: () => answer(null, () => parts.shift() ?? null),
      deleteRun: (id) => answer(null, () => runs.get(id)?.holder === null && runs.delete(id)),
      close: () => answer('close', letGo),
      onDeath(listener) {
        mourners.add(listener);
        return () => mourners.delete(listener);
      },
      isDead: () => death !== null,
      terminate() {
        death ??= new Error('It was ended.');
        alive.delete(sink);
        letGo();
      },
    };
  }
  return fakes;
}

function storedRunOf({ head, outcomes, status, holder }: FakeRun): StoredRun {
  const failed = outcomes.filter(({ verdict }) => verdict === 'failed').length;
  const facts = { changedMs: 0, bytes: 0, isLocked: holder !== null };
  return { head, done: outcomes.length, failed, status, ...facts };
}
