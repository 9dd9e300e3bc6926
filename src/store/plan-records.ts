import type { FileStat } from '../core/plan/file-stat.ts';
import type { PlanSummary } from '../core/plan/plan.ts';
import type { PlanPart, PlanRemainder } from '../core/plan/stored-run.ts';
import type { Failure } from '../core/verdict.ts';
import { columnOf, valueAt, type Column } from './column.ts';
import { frameOf } from './journal-frames.ts';

/** The most slots of a part of a plan, and the most entries of other lists. */
export const PART_SLOTS = 4096;

/** Sizes and times of last change of some files; both null if they were not read yet. */
export interface StatColumns {
  readonly bytes: Column<number | null>;
  readonly modified: Column<number | null>;
}

interface PlanRecord extends StatColumns {
  readonly first: number;
  readonly paths: readonly string[];
  /** The plan's `failures`. */
  readonly problems: PlanPart['failures'];
}

/** The plan's `failure` is `problem` on disk. */
interface UnnamedRecord {
  readonly path: string;
  readonly problem: Failure;
}

export function statColumns(stats: readonly (FileStat | null)[]): StatColumns {
  return {
    bytes: columnOf(stats.map((stat) => stat?.bytes ?? null)),
    modified: columnOf(stats.map((stat) => stat?.modifiedMs ?? null)),
  };
}

export function statAt({ bytes, modified }: StatColumns, index: number): FileStat | null {
  const size = valueAt(bytes, index) ?? null;
  return size === null ? null : { bytes: size, modifiedMs: valueAt(modified, index) ?? null };
}

/** The frames of a part of a plan, however long it is. */
export function planFrames(part: PlanPart): Uint8Array<ArrayBuffer>[] {
  const { firstSlot, paths, stats, failures } = part;
  return pieces(paths).map((some, piece) => {
    const first = firstSlot + piece * PART_SLOTS;
    const end = first + some.length;
    const record: PlanRecord = {
      first,
      paths: some,
      ...statColumns(some.map((_, i) => stats[first - firstSlot + i] ?? null)),
      problems: failures.filter(([slot]) => slot >= first && slot < end),
    };
    return frameOf('p', JSON.stringify(record));
  });
}

export function readPlanRecord(text: string): PlanPart {
  const record: PlanRecord = JSON.parse(text);
  const { first, paths, problems } = record;
  return {
    firstSlot: first,
    paths,
    stats: paths.map((_, index) => statAt(record, index)),
    failures: problems,
  };
}

/** The frames of the remainder of a plan; the last one makes the plan whole. */
export function planRemainderFrames({
  ignored,
  unnamed,
  summary,
}: PlanRemainder): Uint8Array<ArrayBuffer>[] {
  return [
    ...pieces(ignored).map((some) => frameOf('i', JSON.stringify(some))),
    ...pieces(unnamed).map((some) => frameOf('u', unnamedText(some))),
    frameOf('e', JSON.stringify(summary)),
  ];
}

/** Joins the remainder of a plan again: returns it with its last frame, and null before. */
export function createPlanRemainderReader(): (
  kind: string,
  text: () => string,
) => PlanRemainder | null {
  const ignored: string[] = [];
  const unnamed: PlanRemainder['unnamed'][number][] = [];
  return (kind, text) => {
    if (kind === 'i') {
      const paths: readonly string[] = JSON.parse(text());
      ignored.push(...paths);
    } else if (kind === 'u') {
      const records: readonly UnnamedRecord[] = JSON.parse(text());
      for (const { path, problem } of records) unnamed.push({ path, failure: problem });
    } else if (kind === 'e') {
      const stored: Omit<PlanSummary, 'hidden'> & Partial<PlanSummary> = JSON.parse(text());
      return { ignored, unnamed, summary: { ...stored, hidden: stored.hidden ?? 0 } };
    }
    return null;
  };
}

function unnamedText(unnamed: PlanRemainder['unnamed']): string {
  const records = unnamed.map(({ path, failure }): UnnamedRecord => ({ path, problem: failure }));
  return JSON.stringify(records);
}

function pieces<T>(items: readonly T[]): T[][] {
  const found: T[][] = [];
  for (let at = 0; at < items.length; at += PART_SLOTS)
    found.push(items.slice(at, at + PART_SLOTS));
  return found;
}
