import { withAdvice } from '../core/plan/placeholder.ts';
import type { RunPlan } from '../core/plan/plan.ts';
import type { FailureCode, SlotOutcome, WarningCode } from '../core/verdict.ts';
import type { BatchReport } from '../pool/wire/batch.ts';
import type { RowStorage } from '../pool/wire/sink.ts';
import { createRunMeter, type MeterView } from './run-meter.ts';

/** Four times a second: on two cores, painting more often noticeably slows down decoding. */
const SHOW_INTERVAL_MS = 250;

/** A file that failed, or whose row deserves a second look. */
export interface Finding {
  readonly path: string;
  readonly verdict: 'warned' | 'failed';
  readonly code: FailureCode | WarningCode;
  readonly detail: string;
}

export interface ProgressView {
  /** Null until the run has begun. */
  readonly runId: string | null;
  /** Null until the sink is open. */
  readonly storage: RowStorage | null;
  readonly total: number;
  readonly done: number;
  readonly elapsedMs: number;
  /** Grows in place while images are decoded; `findingCount` changes with it. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
  /** The last seconds; null while nothing is decoded, and until they are known. */
  readonly meter: MeterView | null;
}

/** The outcomes of a run by slot, and its findings in order of arrival. */
export interface RunProgress {
  readonly outcomes: readonly (SlotOutcome | undefined)[];
  /** Slots without an outcome. */
  readonly remaining: number;
  /** A later outcome replaces an earlier one of the same slot; they never come in one call. */
  add(outcomes: readonly SlotOutcome[]): void;
  /** Measures the work of a batch, and of the worker at this seat. */
  measure(report: BatchReport, seat: number | null): void;
  /** Counts images that are done ahead of their outcomes. */
  countAhead(images: number): void;
  /** Removes and returns outcomes that will be replaced. */
  revert(slots: readonly number[]): readonly SlotOutcome[];
  /** Starts counting time and showing changes. */
  startClock(): void;
  /** Stops counting time and showing changes. */
  stopClock(): void;
  view(): Omit<ProgressView, 'runId' | 'storage'>;
}

/**
 * Collects a run's outcomes. Calls `onShow` at most four times a second while the clock runs.
 * `elapsedMs` is the time that the run has taken so far.
 */
export function createRunProgress(
  plan: RunPlan<unknown>,
  elapsedMs: number,
  onShow: () => void,
): RunProgress {
  const outcomes: (SlotOutcome | undefined)[] = [];
  outcomes.length = plan.slots.length; // Array.from takes 45 ms for a million slots
  outcomes.fill(undefined);
  let findings = findingsOfUnnamed(plan);
  /** The slot of each finding; -1 if it has none. */
  let slotsOfFindings = findings.map(() => -1);
  let countedMs = elapsedMs;
  let startedAt: number | null = null;
  let known = 0;
  let ahead = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const meter = createRunMeter(() => performance.now());
  const countDone = (): number => Math.min(outcomes.length, known + ahead);

  function show(): void {
    if (startedAt === null) return;
    timer ??= setTimeout(() => {
      timer = null;
      onShow();
    }, SHOW_INTERVAL_MS);
  }

  function addFinding(outcome: SlotOutcome): void {
    if (outcome.verdict === 'ok') return;
    const { slot, verdict, code, detail } = outcome;
    findings.push({ path: plan.slots[slot]?.path ?? '', verdict, code, detail });
    slotsOfFindings.push(slot);
  }

  /** Replaces the list instead of changing it, because the page may be showing it. */
  function removeFindings(slots: ReadonlySet<number>): void {
    const stays = (index: number): boolean => !slots.has(slotsOfFindings[index] ?? -1);
    findings = findings.filter((_, index) => stays(index));
    slotsOfFindings = slotsOfFindings.filter((_, index) => stays(index));
  }

  return {
    outcomes,
    get remaining() {
      return outcomes.length - known;
    },
    add(arrived) {
      const replaced = new Set<number>();
      for (const { slot } of arrived) {
        const before = outcomes[slot];
        if (before !== undefined && before.verdict !== 'ok') replaced.add(slot);
      }
      if (replaced.size > 0) removeFindings(replaced);
      for (const reported of arrived) {
        const outcome = withAdvice(plan.slots[reported.slot]?.path ?? '', reported);
        if (outcomes[outcome.slot] === undefined) known += 1;
        outcomes[outcome.slot] = outcome;
        addFinding(outcome);
      }
      ahead = Math.max(0, ahead - arrived.length);
      show();
    },
    countAhead(images) {
      // it comes through another port, so it may arrive after the last report
      if (startedAt === null) return;
      ahead += images;
      show();
    },
    revert(slots) {
      const reverted: SlotOutcome[] = [];
      for (const slot of slots) {
        const outcome = outcomes[slot];
        if (outcome === undefined) continue;
        reverted.push(outcome);
        outcomes[slot] = undefined;
        known -= 1;
      }
      removeFindings(new Set(slots));
      return reverted;
    },
    measure: meter.add,
    startClock() {
      startedAt ??= performance.now();
      meter.begin(countDone());
    },
    stopClock() {
      if (startedAt !== null) countedMs += performance.now() - startedAt;
      startedAt = null;
      ahead = 0;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
    view: () => ({
      total: outcomes.length,
      done: countDone(),
      elapsedMs: countedMs + (startedAt === null ? 0 : performance.now() - startedAt),
      findings,
      findingCount: findings.length,
      meter: startedAt === null ? null : meter.view(countDone()),
    }),
  };
}

function findingsOfUnnamed(plan: RunPlan<unknown>): Finding[] {
  return plan.unnamed.flatMap(({ path, failure }) =>
    failure === undefined ? [] : [{ path, verdict: 'failed' as const, ...failure }],
  );
}
