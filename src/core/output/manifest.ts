import type { RowOrder } from './outcome-summary.ts';
import { ignoredDetail, type IgnoredReason } from '../plan/ignored-files.ts';
import type { PlannedFile, RunPlan } from '../plan/plan.ts';
import { compareCodeUnits } from '../plan/sort-in-steps.ts';
import { NO_FACTS, type Failure, type SlotOutcome } from '../verdict.ts';

/**
 * The manifest: one JSON line for each listed file, in the order of their paths. Nothing in it
 * depends on time or on the workers. A slot without an outcome (the run was stopped) has no line.
 */
export function* manifestLines<Source>(
  plan: RunPlan<Source>,
  outcomes: readonly (SlotOutcome | undefined)[],
  order: RowOrder,
): Generator<string, void, void> {
  const withoutSlot: readonly FileWithoutSlot[] = [
    ...plan.ignored.map(({ path, reason }) => ({
      path,
      verdict: 'ignored' as const,
      code: reason,
    })),
    ...plan.unnamed.map((file) => ({
      path: file.path,
      verdict: 'failed' as const,
      ...file.failure,
    })),
  ].toSorted((a, b) => compareCodeUnits(a.path, b.path));
  let next = 0;
  for (const file of plan.slots) {
    for (; next < withoutSlot.length && (withoutSlot[next]?.path ?? '') < file.path; next++) {
      yield lineWithoutSlot(withoutSlot[next]);
    }
    const outcome = outcomes[file.slot];
    if (outcome !== undefined) yield lineOfSlot(file, outcome, order);
  }
  for (; next < withoutSlot.length; next++) yield lineWithoutSlot(withoutSlot[next]);
}

/** A line takes a few microseconds; a step is well under a frame. */
const LINES_PER_STEP = 1000;
const LINES_PER_PART = 10_000;

/**
 * The manifest in parts of 10,000 lines, each converted by `partOf`: a string of a million lines may
 * be longer than an engine allows. Yields every 1,000 lines (see sortInSteps).
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
  order: RowOrder,
): string {
  const { format, width, height, decoder } = outcome;
  return lineOf({
    path: file.path,
    slot: file.slot,
    row: order.rowOf(file.slot),
    verdict: outcome.verdict,
    ...(outcome.verdict === 'ok' ? {} : { code: outcome.code, detail: outcome.detail }),
    format,
    width,
    height,
    decoder,
    ...(outcome.approximate ? { approximate: true } : {}),
    ...(order.isExcluded(file.slot) ? { excluded: true } : {}),
    ...(file.label === null ? {} : { label: file.label }),
  });
}

type FileWithoutSlot = { readonly path: string } & (
  | { readonly verdict: 'ignored'; readonly code: IgnoredReason }
  | ({ readonly verdict: 'failed' } & Partial<Failure>)
);

function lineWithoutSlot(file: FileWithoutSlot | undefined): string {
  if (file === undefined) return '';
  const { path, ...found } = file;
  const verdict =
    found.verdict === 'ignored' ? { ...found, detail: ignoredDetail(path, found.code) } : found;
  const { format, width, height, decoder } = NO_FACTS;
  return lineOf({ path, slot: null, row: null, ...verdict, format, width, height, decoder });
}

function lineOf(fields: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(fields)}\n`;
}
