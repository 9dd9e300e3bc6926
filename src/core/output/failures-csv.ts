import type { RunPlan } from '../plan/plan.ts';
import type { SlotOutcome } from '../verdict.ts';
import { csvLine } from './csv-line.ts';

/** Spreadsheets read a file as UTF-8 only if it begins with this. */
const BYTE_ORDER_MARK = '\ufeff';

const SLOTS_PER_STEP = 4096;

/**
 * NAME.failed.csv in parts: path, code and detail of each file that failed or was warned about, in the
 * order of paths, in the format of RFC 4180, with a byte order mark. A cell that a spreadsheet would
 * read as a formula, or that begins with an apostrophe, gets an apostrophe in front: removing one from
 * each cell that begins with one restores the names. Yields every few thousand slots, with a part for
 * each: a string of a million lines may be longer than an engine allows.
 */
export function* failuresInSteps<Source>(
  plan: RunPlan<Source>,
  outcomes: readonly (SlotOutcome | undefined)[],
): Generator<void, readonly string[], void> {
  const parts: string[] = [];
  let lines = [`${BYTE_ORDER_MARK}path,code,detail\r\n`];
  const { unnamed } = plan; // sorted by path, as slots are
  let next = 0;
  for (const { slot, path } of plan.slots) {
    if (slot % SLOTS_PER_STEP === 0) {
      parts.push(lines.join(''));
      lines = [];
      yield;
    }
    const outcome = outcomes[slot];
    if (outcome === undefined || outcome.verdict === 'ok') continue;
    for (; next < unnamed.length && (unnamed[next]?.path ?? '') < path; next++) {
      lines.push(lineOfUnnamed(unnamed[next]));
    }
    lines.push(csvLine([path, outcome.code, outcome.detail]));
  }
  for (; next < unnamed.length; next++) lines.push(lineOfUnnamed(unnamed[next]));
  return [...parts, lines.join('')];
}

function lineOfUnnamed<Source>(file: RunPlan<Source>['unnamed'][number] | undefined): string {
  if (file?.failure === undefined) return '';
  return csvLine([file.path, file.failure.code, file.failure.detail]);
}
