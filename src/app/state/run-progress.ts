import type { RunPlan } from '../../core/plan.ts';
import type { SlotOutcome } from '../../core/verdict.ts';
import type { FileSource } from '../platform/file-source.ts';
import type { Finding, RunView } from './session-state.ts';

/** Four times a second: painting more often takes a noticeable share of two cores from decoding. */
const SHOW_INTERVAL_MS = 250;

/** What is known of a run while it goes on: outcomes by slot, and findings as they come. */
export interface RunProgress {
  readonly outcomes: readonly (SlotOutcome | undefined)[];
  add(outcomes: readonly SlotOutcome[]): void;
  /** Images that are done ahead of their outcomes. */
  beat(images: number): void;
  view(status: RunView['status'], reason?: string): RunView;
  /** Shows what is there now, and nothing more after it. */
  end(): void;
}

/** Collects a run's outcomes; calls `onShow` at most four times a second. */
export function createRunProgress(plan: RunPlan<FileSource>, onShow: () => void): RunProgress {
  const outcomes: (SlotOutcome | undefined)[] = Array.from({ length: plan.slots.length });
  const findings: Finding[] = plan.unnamed.flatMap(({ path, problem }) =>
    problem === undefined ? [] : [{ path, verdict: 'failed' as const, ...problem }],
  );
  const startedAt = performance.now();
  let known = 0;
  let ahead = 0;
  let isEnded = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function show(): void {
    if (isEnded) return; // a beat may come after the last report: on another port
    timer ??= setTimeout(() => {
      timer = null;
      onShow();
    }, SHOW_INTERVAL_MS);
  }

  return {
    outcomes,
    add(arrived) {
      for (const outcome of arrived) {
        if (outcomes[outcome.slot] === undefined) known += 1;
        outcomes[outcome.slot] = outcome;
        const path = plan.slots[outcome.slot]?.path ?? '';
        if (outcome.verdict !== 'ok') {
          const { verdict, code, detail } = outcome;
          findings.push({ path, verdict, code, detail });
        }
      }
      ahead = Math.max(0, ahead - arrived.length);
      show();
    },
    beat(images) {
      ahead += images;
      show();
    },
    view: (status, reason) => ({
      status,
      reason: reason ?? null,
      total: plan.slots.length,
      done: Math.min(plan.slots.length, known + ahead),
      elapsedMs: performance.now() - startedAt,
      findings,
      findingCount: findings.length,
    }),
    end() {
      isEnded = true;
      ahead = 0;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
