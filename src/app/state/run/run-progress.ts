import type { RunPlan } from '../../../core/plan/plan.ts';
import type { SlotOutcome } from '../../../core/verdict.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { Finding, RunView } from '../session-state.ts';

/** Four times a second: painting more often takes a noticeable share of two cores from decoding. */
const SHOW_INTERVAL_MS = 250;

/** What is known of a run: outcomes by slot, and findings as they come. */
export interface RunProgress {
  readonly outcomes: readonly (SlotOutcome | undefined)[];
  /** Slots without an outcome. */
  readonly left: number;
  /** Of two for one slot the later one counts; they come in different calls. */
  add(outcomes: readonly SlotOutcome[]): void;
  /** Images that are done ahead of their outcomes. */
  beat(images: number): void;
  /** Takes outcomes back that are to be replaced, and gives them. */
  takeBack(slots: readonly number[]): readonly SlotOutcome[];
  /** From now on time counts, and what comes is shown. */
  begin(): void;
  /** Shows what is there now, and nothing more after it; time stands still. */
  rest(): void;
  view(): Pick<RunView, 'total' | 'done' | 'elapsedMs' | 'findings' | 'findingCount'>;
}

/**
 * Collects a run's outcomes; while time counts it calls `onShow`, at most four times a second.
 * `elapsedMs`: what the run has taken before.
 */
export function createRunProgress(
  plan: RunPlan<FileSource>,
  elapsedMs: number,
  onShow: () => void,
): RunProgress {
  const outcomes: (SlotOutcome | undefined)[] = [];
  outcomes.length = plan.slots.length; // Array.from takes 45 ms for a million slots
  outcomes.fill(undefined);
  let findings = findingsOfUnnamed(plan);
  /** Of each finding; -1 where it has none. */
  let slotsOfFindings = findings.map(() => -1);
  let restedMs = elapsedMs;
  let begunAt: number | null = null;
  let known = 0;
  let ahead = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function show(): void {
    if (begunAt === null) return;
    timer ??= setTimeout(() => {
      timer = null;
      onShow();
    }, SHOW_INTERVAL_MS);
  }

  function note(outcome: SlotOutcome): void {
    if (outcome.verdict === 'ok') return;
    const { slot, verdict, code, detail } = outcome;
    findings.push({ path: plan.slots[slot]?.path ?? '', verdict, code, detail });
    slotsOfFindings.push(slot);
  }

  /** Whoever has the list may be looking at it: what is left of it is a new one. */
  function forgetFindings(slots: ReadonlySet<number>): void {
    const isLeft = (index: number): boolean => !slots.has(slotsOfFindings[index] ?? -1);
    findings = findings.filter((_, index) => isLeft(index));
    slotsOfFindings = slotsOfFindings.filter((_, index) => isLeft(index));
  }

  return {
    outcomes,
    get left() {
      return outcomes.length - known;
    },
    add(arrived) {
      const replaced = new Set<number>();
      for (const { slot } of arrived) {
        const before = outcomes[slot];
        if (before !== undefined && before.verdict !== 'ok') replaced.add(slot);
      }
      if (replaced.size > 0) forgetFindings(replaced);
      for (const outcome of arrived) {
        if (outcomes[outcome.slot] === undefined) known += 1;
        outcomes[outcome.slot] = outcome;
        note(outcome);
      }
      ahead = Math.max(0, ahead - arrived.length);
      show();
    },
    beat(images) {
      if (begunAt === null) return; // it comes after the last report: on another port
      ahead += images;
      show();
    },
    takeBack(slots) {
      const taken: SlotOutcome[] = [];
      for (const slot of slots) {
        const outcome = outcomes[slot];
        if (outcome === undefined) continue;
        taken.push(outcome);
        outcomes[slot] = undefined;
        known -= 1;
      }
      forgetFindings(new Set(slots));
      return taken;
    },
    begin() {
      begunAt ??= performance.now();
    },
    rest() {
      if (begunAt !== null) restedMs += performance.now() - begunAt;
      begunAt = null;
      ahead = 0;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
    view: () => ({
      total: outcomes.length,
      done: Math.min(outcomes.length, known + ahead),
      elapsedMs: restedMs + (begunAt === null ? 0 : performance.now() - begunAt),
      findings,
      findingCount: findings.length,
    }),
  };
}

function findingsOfUnnamed(plan: RunPlan<FileSource>): Finding[] {
  return plan.unnamed.flatMap(({ path, problem }) =>
    problem === undefined ? [] : [{ path, verdict: 'failed' as const, ...problem }],
  );
}
