import { existsSync, statSync, writeFileSync } from 'node:fs';

import { attachInSteps } from '../../core/plan/attach-sources.ts';
import type { RunPlan } from '../../core/plan/plan.ts';
import {
  createPlanBuilder,
  planPart,
  planRemainder,
  SLOTS_PER_PART,
} from '../../core/plan/stored-plan.ts';
import {
  NO_SUMS,
  type PlanRemainder,
  type RunHead,
  type RunSums,
} from '../../core/plan/stored-run.ts';
import { rowBytesOf } from '../../core/recipe/recipe.ts';
import { failedOutcome, type SlotOutcome } from '../../core/verdict.ts';
import { NPY_HEADER_BYTES } from '../../core/output/npy.ts';
import { outcomesOfUnopened } from '../../run/outcomes-of-unopened.ts';
import { createRunProgress, type RunProgress } from '../../run/run-progress.ts';
import { beginJournal, continueJournal, type RunJournal } from '../../store/run-journal.ts';
import { missingRows, replayJournal, type ReplayedRun } from '../../store/run-replay.ts';
import type { StoredFile } from '../../store/stored-file.ts';
import { storedParts } from '../../store/stored-parts.ts';
import { CliError } from '../cli-error.ts';
import { walkSteps } from '../walk-steps.ts';
import { openStoredFile } from './node-file.ts';
import type { PartFolder } from './part-folder.ts';

/** A run with its journal and all that is known of its slots. */
export interface OpenRun {
  readonly part: PartFolder;
  readonly head: RunHead;
  readonly journal: RunJournal;
  readonly plan: RunPlan<string>;
  readonly progress: RunProgress;
  readonly sums: RunSums;
  /** Outcomes that the journal does not have yet. */
  readonly uncommitted: readonly SlotOutcome[];
  /** Files of the folder that are not in the plan. */
  readonly added: number;
}

/** Begins a run in a new folder. Throws if not even its plan can be stored. */
export function beginRun(
  part: PartFolder,
  head: RunHead,
  plan: RunPlan<string>,
  onShow: () => void,
): OpenRun {
  const journal = beginJournal(openJournal(part), head);
  if (typeof journal === 'string') throw new CliError(unstored(journal));
  for (let slot = 0; slot < plan.slots.length; slot += SLOTS_PER_PART) {
    const reason = journal.addPlan(planPart(plan, slot, () => null));
    if (reason !== null) throw new CliError(unstored(reason));
  }
  const reason = journal.endPlan(planRemainder(plan));
  if (reason !== null) throw new CliError(unstored(reason));
  writeFileSync(part.rowsPath, '');
  const progress = createRunProgress(plan, 0, onShow);
  const uncommitted = walkSteps(outcomesOfUnopened(plan));
  progress.add(uncommitted);
  return { part, head, journal, plan, progress, sums: NO_SUMS, uncommitted, added: 0 };
}

function unstored(reason: string): string {
  return `The list of files cannot be stored (${reason}).`;
}

/**
 * Opens a stored run to go on with it, with the files that are in the folder now. Null if it was killed before it
 * began. Throws a CliError if it cannot be read.
 */
export function reopenRun(
  part: PartFolder,
  planOf: (head: RunHead) => RunPlan<string>,
  onShow: () => void,
): OpenRun | null {
  const file = openJournal(part);
  const replayed = replayJournal(file);
  if ('reason' in replayed) {
    file.close();
    if (replayed.isUnbegun) return null;
    throw unreadable(part, replayed.reason);
  }
  const { head, ledger } = replayed;
  const missing = missingIn(part, replayed);
  // a process is killed for reasons of its own, so that the images in flight are not suspects
  const { journal, run } = continueJournal(file, replayed, true, missing);
  const stored = readStored(file, journal.endBytes, head, ledger.hasOutcome);
  const { plan, added } = walkSteps(attachInSteps(stored.plan, planOf(head)));
  const progress = createRunProgress(plan, run.sums.wallMs, onShow);
  for (const outcomes of stored.outcomes) progress.add(outcomes);
  const uncommitted = outcomesOfMissing(plan, progress);
  progress.add(uncommitted);
  return { part, head, journal, plan, progress, sums: run.sums, uncommitted, added };
}

/** Slots whose rows are gone. Once rows were moved together, they are not at their slots any more. */
function missingIn(part: PartFolder, replayed: ReplayedRun): readonly number[] {
  if (part.movingPaths.some((path) => existsSync(path))) {
    if (replayed.ledger.counts.done === replayed.head.slots) return [];
    throw unreadable(part, 'Its journal is shorter than it was.');
  }
  const size = statSync(part.rowsPath, { throwIfNoEntry: false })?.size ?? 0;
  return missingRows(replayed, [size - NPY_HEADER_BYTES]);
}

function unreadable({ path }: PartFolder, reason: string): CliError {
  return new CliError(`${path} cannot be resumed: ${reason} Delete that folder to begin anew.`);
}

interface Stored {
  readonly plan: RunPlan<never>;
  readonly outcomes: readonly (readonly SlotOutcome[])[];
}

function readStored(
  file: StoredFile,
  bytes: number,
  { name, slots }: RunHead,
  hasOutcome: (slot: number) => boolean,
): Stored {
  const builder = createPlanBuilder();
  const outcomes: (readonly SlotOutcome[])[] = [];
  let remainder: PlanRemainder | null = null;
  for (const stored of storedParts(file, bytes, slots, hasOutcome)) {
    if (stored.kind === 'plan') builder.add(stored.part);
    if (stored.kind === 'remainder') ({ remainder } = stored);
    if (stored.kind === 'outcomes') outcomes.push(stored.outcomes);
  }
  if (remainder === null) throw new CliError('The list of its files was never finished.');
  return { plan: builder.finish(name, remainder), outcomes };
}

/** The outcomes of slots that have none, and no file any more. */
function outcomesOfMissing(
  plan: RunPlan<string>,
  { outcomes }: RunProgress,
): readonly SlotOutcome[] {
  const vanished = { code: 'vanished', detail: 'It is no longer in the folder.' } as const;
  return plan.slots.flatMap(({ slot, source, failure = vanished }) =>
    source !== null || outcomes[slot] !== undefined ? [] : [failedOutcome(slot, failure)],
  );
}

/** The bytes of a row of this run. */
export function rowBytesOfRun({ head }: OpenRun): number {
  return rowBytesOf(head.parameters.recipe);
}

/** What is written is left to the system: waiting for the disk would also wait for all rows. */
function openJournal({ journalPath }: PartFolder): StoredFile {
  return { ...openStoredFile(journalPath), flush: () => undefined };
}
