import type { FileStat } from '../core/plan/file-stat.ts';
import type { StoredPart } from '../core/plan/stored-run.ts';
import type { SlotOutcome } from '../core/verdict.ts';
import { createFrameReader, framesIn } from './journal-frames.ts';
import { createPlanRemainderReader, PART_SLOTS, readPlanRecord } from './plan-records.ts';
import { readCommit, readDispatch, readExclusion } from './run-records.ts';
import type { StoredFile } from './stored-file.ts';

/**
 * A stored run as its page needs it, from the first `bytes` of its journal: the plan in parts, its
 * remainder, then outcomes and newly learnt sizes of files, at most 4096 slots at a time, and steps of
 * exclusion. A slot's outcome may come more than once: the last one counts. Outcomes that were voided are left out.
 */
export function* storedParts(
  file: StoredFile,
  bytes: number,
  slots: number,
  hasOutcome: (slot: number) => boolean,
): Generator<StoredPart, void, void> {
  const readRemainder = createPlanRemainderReader();
  let outcomes: SlotOutcome[] = [];
  let newStats: (readonly [slot: number, stat: FileStat | null])[] = [];

  function* flush(atLeast: number): Generator<StoredPart, void, void> {
    while (outcomes.length >= atLeast && outcomes.length > 0) {
      yield { kind: 'outcomes', outcomes: outcomes.slice(0, PART_SLOTS) };
      outcomes = outcomes.slice(PART_SLOTS);
    }
    while (newStats.length >= atLeast && newStats.length > 0) {
      const some = newStats.slice(0, PART_SLOTS);
      yield { kind: 'stats', slots: some.map(([at]) => at), stats: some.map(([, stat]) => stat) };
      newStats = newStats.slice(PART_SLOTS);
    }
  }

  for (const { kind, text } of framesIn(file, createFrameReader(), bytes)) {
    if (kind === 'p') yield { kind: 'plan', part: readPlanRecord(text()) };
    if (kind === 'i' || kind === 'u' || kind === 'e') {
      const remainder = readRemainder(kind, text);
      if (remainder !== null) yield { kind: 'remainder', remainder };
    }
    if (kind === 'c') {
      const { slots: committed, outcomeAt } = readCommit(text(), slots);
      for (const [i, slot] of committed.entries())
        if (hasOutcome(slot)) outcomes.push(outcomeAt(i));
    }
    if (kind === 'o') for (const stat of readDispatch(text(), slots).newStats) newStats.push(stat);
    if (kind === 'x') yield { kind: 'exclusion', step: readExclusion(text(), slots) };
    yield* flush(PART_SLOTS);
  }
  yield* flush(0);
}
