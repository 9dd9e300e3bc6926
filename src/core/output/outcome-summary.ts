import { NOTHING_EXCLUDED, type ExcludedSlots } from '../exclusion/exclusions.ts';
import type { RunPlan } from '../plan/plan.ts';
import type { FailedRows } from '../recipe/recipe-parameters.ts';
import type { SlotOutcome } from '../verdict.ts';

/** The number of files with each verdict; ok + warned + failed + ignored = listed. */
export interface VerdictCounts {
  readonly listed: number;
  readonly ok: number;
  readonly warned: number;
  readonly failed: number;
  readonly ignored: number;
  /** Those of the files above that are excluded from the array. */
  readonly excluded: number;
}

/** The slots in the exported array, in its order, and the row of each slot. */
export interface RowOrder {
  readonly slots: Uint32Array<ArrayBuffer>;
  /** The `slots` whose rows are zeros because their images failed. */
  readonly blank: Uint32Array<ArrayBuffer>;
  /** The row of a slot, or null if it has none. */
  rowOf(slot: number): number | null;
  /** Whether the slot has an outcome, and was excluded. */
  isExcluded(slot: number): boolean;
}

/** The result of a run in numbers. */
export interface OutcomeSummary {
  readonly order: RowOrder;
  readonly counts: VerdictCounts;
  /** The number of files with each failure or warning code, most frequent first. */
  readonly codes: Readonly<Record<string, number>>;
  /** The number of rows that each decoder made. */
  readonly decoders: Readonly<Record<string, number>>;
  readonly approximateRows: number;
  /** Whether every slot has an outcome. */
  readonly isComplete: boolean;
}

const SLOTS_PER_STEP = 8192;

/**
 * Orders the rows and counts everything for the receipt, in one pass over the outcomes, which are
 * indexed by slot. If the run was stopped before a slot, its outcome is undefined, and it has neither
 * a row nor a count. A file that is excluded keeps its verdict, and has no row. Yields every few thousand slots (see sortInSteps).
 */
export function* summariseInSteps<Source>(
  plan: RunPlan<Source>,
  outcomes: readonly (SlotOutcome | undefined)[],
  failed: FailedRows,
  excluded: ExcludedSlots = NOTHING_EXCLUDED,
): Generator<void, OutcomeSummary, void> {
  const rows = rowCollector(outcomes.length);
  const verdicts = { ok: 0, warned: 0, failed: plan.unnamed.length };
  const codes = new Map<string, number>();
  const decoders = new Map<string, number>();
  let approximateRows = 0;
  let isComplete = true;
  for (const { failure } of plan.unnamed) if (failure !== undefined) add(codes, failure.code);
  for (const [slot, outcome] of outcomes.entries()) {
    if (slot % SLOTS_PER_STEP === 0) yield;
    if (outcome === undefined) {
      isComplete = false;
      continue;
    }
    verdicts[outcome.verdict] += 1;
    if (outcome.verdict !== 'ok') add(codes, outcome.code);
    if (excluded.has(slot)) {
      rows.exclude(slot);
      continue;
    }
    if (outcome.decoder !== null) {
      add(decoders, outcome.decoder);
      if (outcome.approximate) approximateRows += 1;
    }
    const isBlank = outcome.verdict === 'failed';
    if (!isBlank || failed === 'zero') rows.add(slot, isBlank);
  }
  const { listed } = plan.summary;
  return {
    order: rows.order(),
    counts: {
      listed,
      ...verdicts,
      ignored: plan.ignored.length,
      excluded: rows.excludedCount(),
    },
    codes: Object.fromEntries([...codes].toSorted((a, b) => b[1] - a[1])),
    decoders: Object.fromEntries(decoders),
    approximateRows,
    isComplete,
  };
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

// instead of the index of a row
const NO_ROW = -1;
const EXCLUDED = -2;

/** Collects the rows of slots, which are added in ascending order; takes 12 bytes a slot. */
function rowCollector(slotCount: number): {
  add(slot: number, isBlank: boolean): void;
  exclude(slot: number): void;
  excludedCount(): number;
  order(): RowOrder;
} {
  const slots = new Uint32Array(slotCount);
  const blank = new Uint32Array(slotCount);
  const rows = new Int32Array(slotCount).fill(NO_ROW);
  let count = 0;
  let blankCount = 0;
  let excludedCount = 0;
  return {
    add(slot, isBlank) {
      if (isBlank) blank[blankCount++] = slot;
      rows[slot] = count;
      slots[count] = slot;
      count += 1;
    },
    exclude(slot) {
      rows[slot] = EXCLUDED;
      excludedCount += 1;
    },
    excludedCount: () => excludedCount,
    order: () => ({
      slots: slots.slice(0, count),
      blank: blank.slice(0, blankCount),
      rowOf(slot) {
        const row = rows[slot] ?? NO_ROW;
        return row < 0 ? null : row;
      },
      isExcluded: (slot) => rows[slot] === EXCLUDED,
    }),
  };
}
