import type { PlannedFile, RunPlan } from './plan.ts';
import type { FailedRows } from './recipe-parameters.ts';
import { compareCodeUnits } from './sort-in-steps.ts';
import { NO_FACTS, type Failure, type SlotOutcome } from './verdict.ts';

/** How many files got which verdict; ok + warned + failed + ignored = listed. */
export interface VerdictCounts {
  readonly listed: number;
  readonly ok: number;
  readonly warned: number;
  readonly failed: number;
  readonly ignored: number;
}

/** Which slots are in the exported array, in its order, and each slot's place there. */
export interface RowOrder {
  readonly slots: Uint32Array<ArrayBuffer>;
  /** Those of `slots` whose rows are zeros, because their images failed. */
  readonly blank: Uint32Array<ArrayBuffer>;
  /** row of a slot, or null where it has none. */
  rowOf(slot: number): number | null;
}

/**
 * The rows of the array: slots that succeeded, in slot order; with `zero` those of failed images
 * too, as zeros. Outcomes are indexed by slot; undefined: the run was stopped before it came to that
 * slot, which then has neither a row nor a line in the manifest.
 */
export function orderRows(
  outcomes: readonly (SlotOutcome | undefined)[],
  failed: FailedRows,
): RowOrder {
  const slots: number[] = [];
  const blank: number[] = [];
  const rows = new Int32Array(outcomes.length).fill(-1);
  for (const [slot, outcome] of outcomes.entries()) {
    if (outcome === undefined) continue;
    const isBlank = outcome.verdict === 'failed';
    if (isBlank && failed === 'drop') continue;
    if (isBlank) blank.push(slot);
    rows[slot] = slots.length;
    slots.push(slot);
  }
  const rowOf = (slot: number): number | null => {
    const row = rows[slot] ?? -1;
    return row < 0 ? null : row;
  };
  return { slots: Uint32Array.from(slots), blank: Uint32Array.from(blank), rowOf };
}

/**
 * The manifest: one JSON line for each listed file, in the order of their paths. Nothing in it
 * depends on time or on which worker did what. A slot without an outcome (the run was stopped) has
 * no line: it has no verdict yet.
 */
export function* manifestLines<Source>(
  plan: RunPlan<Source>,
  outcomes: readonly (SlotOutcome | undefined)[],
  order: RowOrder,
): Generator<string, void, void> {
  const apart = [
    ...plan.ignored.map((file) => ({ path: file.path, verdict: 'ignored' })),
    ...plan.unnamed.map((file) => ({ path: file.path, verdict: 'failed', ...file.problem })),
  ].toSorted((a, b) => compareCodeUnits(a.path, b.path));
  let next = 0;
  for (const file of plan.slots) {
    for (; next < apart.length && (apart[next]?.path ?? '') < file.path; next++) {
      yield lineWithoutSlot(apart[next]);
    }
    const outcome = outcomes[file.slot];
    if (outcome !== undefined) yield lineOfSlot(file, outcome, order.rowOf(file.slot));
  }
  for (; next < apart.length; next++) yield lineWithoutSlot(apart[next]);
}

/** A line takes some microseconds, so that this many are well under a frame. */
const LINES_PER_STEP = 1000;
const LINES_PER_PART = 10_000;

/**
 * The manifest in parts of 10,000 lines, each as `partOf` makes it of its text: a string of a million
 * lines may be longer than an engine allows. Yields every 1,000 lines (see sortInSteps).
 */
export function* manifestInSteps<Source, Part>(
  plan: RunPlan<Source>,
  outcomes: readonly (SlotOutcome | undefined)[],
  order: RowOrder,
  partOf: (text: string) => Part,
): Generator<void, readonly Part[], void> {
  const parts: Part[] = [];
  let lines: string[] = [];
  for (const line of manifestLines(plan, outcomes, order)) {
    lines.push(line);
    if (lines.length % LINES_PER_STEP === 0) yield;
    if (lines.length < LINES_PER_PART) continue;
    parts.push(partOf(lines.join('')));
    lines = [];
  }
  if (lines.length > 0) parts.push(partOf(lines.join('')));
  return parts;
}

function lineOfSlot<Source>(
  file: PlannedFile<Source>,
  outcome: SlotOutcome,
  row: number | null,
): string {
  const { format, width, height, decoder } = outcome;
  return lineOf({
    path: file.path,
    slot: file.slot,
    row,
    verdict: outcome.verdict,
    ...(outcome.verdict === 'ok' ? {} : { code: outcome.code, detail: outcome.detail }),
    format,
    width,
    height,
    decoder,
    ...(outcome.approximate ? { approximate: true } : {}),
    ...(file.label === null ? {} : { label: file.label }),
  });
}

interface FileWithoutSlot extends Partial<Failure> {
  readonly path: string;
  readonly verdict: string;
}

function lineWithoutSlot(file: FileWithoutSlot | undefined): string {
  if (file === undefined) return '';
  const { path, ...verdict } = file;
  const { format, width, height, decoder } = NO_FACTS;
  return lineOf({ path, slot: null, row: null, ...verdict, format, width, height, decoder });
}

function lineOf(fields: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(fields)}\n`;
}

/** How many files got which failure or warning code, most frequent first. */
export function countCodes<Source>(
  plan: RunPlan<Source>,
  outcomes: readonly (SlotOutcome | undefined)[],
): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  const count = (code: string): void => {
    counts.set(code, (counts.get(code) ?? 0) + 1);
  };
  for (const { problem } of plan.unnamed) if (problem !== undefined) count(problem.code);
  for (const outcome of outcomes) {
    if (outcome !== undefined && outcome.verdict !== 'ok') count(outcome.code);
  }
  return Object.fromEntries([...counts].toSorted((a, b) => b[1] - a[1]));
}

/** Counts verdicts over the whole listing. Slots without an outcome are not counted as anything. */
export function countVerdicts<Source>(
  plan: RunPlan<Source>,
  outcomes: readonly (SlotOutcome | undefined)[],
): VerdictCounts {
  const counts = { ok: 0, warned: 0, failed: plan.unnamed.length };
  for (const outcome of outcomes) if (outcome !== undefined) counts[outcome.verdict] += 1;
  return { listed: plan.summary.listed, ...counts, ignored: plan.ignored.length };
}
