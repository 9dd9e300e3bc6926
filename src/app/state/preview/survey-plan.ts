import { sampleEvenly } from '../../../core/plan/sample-evenly.ts';
import type { SurveyedFile } from '../../../formats/survey.ts';
import { GROUP_SLOTS, type StatOf } from '../../../pool/batch-queue.ts';
import type { Batch } from '../../../pool/wire/batch.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import { nextTask } from '../../../run/run-in-slices.ts';

/** The size of the first sample, spread evenly over the plan to represent the other files. */
const FIRST_FILES = 128;
/** Files in one batch (a whole group of slots), and batches in flight. */
const BATCH_FILES = GROUP_SLOTS;
const BATCHES_IN_FLIGHT = 2;

/** Surveyed files, in an order that depends only on the plan. */
export interface SurveyPart {
  readonly surveyed: number;
  readonly files: readonly SurveyedFile[];
  /** Whether this part completes the first sample. */
  readonly isFirstDone: boolean;
}

interface SurveyBatch {
  readonly batch: Batch<FileSource>;
  /** Files of the batch that have already been surveyed. */
  readonly known: ReadonlySet<number>;
  readonly isFirstDone: boolean;
}

const NONE: ReadonlySet<number> = new Set();

/** Surveys the files of a batch; null if no worker could be asked. */
export type AskSurvey = (
  workerIndex: number,
  batch: Batch<FileSource>,
) => Promise<readonly SurveyedFile[] | null>;

export interface Survey {
  /**
   * Surveys the batches and passes on their parts in order, until all files are surveyed, no worker
   * answers, or `isWanted` returns false. The next call resumes with the first batch that was not
   * passed on.
   */
  run(
    ask: AskSurvey,
    isWanted: () => boolean,
    onPart: (part: SurveyPart) => void | Promise<void>,
  ): Promise<void>;
}

/** A slot of a plan; one without a source cannot be surveyed. */
interface SurveyedSlot {
  readonly slot: number;
  readonly source: FileSource | null;
}

/**
 * Creates a survey of a plan's files: an evenly spaced sample first, then the others, in batches.
 * It allocates nothing as large as the plan.
 */
export function createSurvey(slots: readonly SurveyedSlot[], statOf: StatOf): Survey {
  const batches = batchesOf(slots, statOf);
  let backlog: readonly SurveyBatch[] = [];

  function next(): SurveyBatch | null {
    const [first, ...others] = backlog;
    backlog = others;
    if (first !== undefined) return first;
    const step = batches.next();
    return step.done === true ? null : step.value;
  }

  return {
    async run(ask, isWanted, onPart) {
      const inFlight: { readonly asked: SurveyBatch; readonly files: ReturnType<AskSurvey> }[] = [];
      for (let workerIndex = 0; ;) {
        while (inFlight.length < BATCHES_IN_FLIGHT) {
          const asked = next();
          if (asked === null) break;
          inFlight.push({ asked, files: ask(workerIndex, asked.batch) });
          workerIndex = (workerIndex + 1) % BATCHES_IN_FLIGHT;
        }
        const [first] = inFlight;
        if (first === undefined) return;
        const files = await first.files;
        if (files === null || !isWanted()) {
          backlog = [...inFlight.map(({ asked }) => asked), ...backlog];
          return;
        }
        inFlight.shift();
        await onPart(partOf(first.asked, files));
        await nextTask();
      }
    },
  };
}

function partOf(
  { batch, known, isFirstDone }: SurveyBatch,
  files: readonly SurveyedFile[],
): SurveyPart {
  const surveyed = batch.filter(({ slot }) => !known.has(slot)).length;
  return { surveyed, files: files.filter(({ slot }) => !known.has(slot)), isFirstDone };
}

/** Includes the first files again, as they are opened together with their neighbours. */
function* batchesOf(
  slots: readonly SurveyedSlot[],
  statOf: StatOf,
): Generator<SurveyBatch, void, void> {
  const first = sampleEvenly(slots, FIRST_FILES);
  const known = new Set(first.map(({ slot }) => slot));
  const batchOf = (part: readonly SurveyedSlot[]): Batch<FileSource> =>
    part.flatMap(({ slot, source }) =>
      source === null ? [] : [{ slot, source, stat: statOf(slot) }],
    );
  for (let at = 0; at < first.length; at += BATCH_FILES) {
    const isFirstDone = at + BATCH_FILES >= first.length;
    const batch = batchOf(first.slice(at, at + BATCH_FILES));
    yield { batch, known: NONE, isFirstDone };
  }
  for (let at = 0; at < slots.length; at += BATCH_FILES) {
    const together = slots.slice(at, at + BATCH_FILES);
    if (together.every(({ slot }) => known.has(slot))) continue;
    yield { batch: batchOf(together), known, isFirstDone: false };
  }
}
