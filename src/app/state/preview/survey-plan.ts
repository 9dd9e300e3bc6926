import { sampleEvenly } from '../../../core/plan/sample-evenly.ts';
import type { SurveyedFile } from '../../../formats/survey.ts';
import { GROUP_SLOTS, type StatOf } from '../../../pool/batch-queue.ts';
import type { Batch } from '../../../pool/wire/batch.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import { nextTask } from '../../platform/run-in-slices.ts';

/** Files that are looked at first, spread evenly: what they are like is known at once. */
const FIRST_FILES = 128;
/** Files that are looked at in one batch (whole groups of slots), and batches in flight. */
const BATCH_FILES = 2 * GROUP_SLOTS;
const BATCHES_IN_FLIGHT = 2;

/** Files that were looked at, in an order that depends on the plan alone. */
export interface SurveyPart {
  readonly looked: number;
  readonly files: readonly SurveyedFile[];
  /** Whether these are the last of the first files. */
  readonly isFirstDone: boolean;
}

interface SurveyBatch {
  readonly batch: Batch<FileSource>;
  /** Files of the batch that were told before. */
  readonly known: ReadonlySet<number>;
  readonly isFirstDone: boolean;
}

const NONE: ReadonlySet<number> = new Set();

/** Files of a batch as they were told; null where nobody could be asked. */
export type AskSurvey = (
  seat: number,
  batch: Batch<FileSource>,
) => Promise<readonly SurveyedFile[] | null>;

export interface Survey {
  /**
   * Asks for batch after batch and hands over what came, in the order of the batches, until all is
   * looked at, nobody answers, or `mayGoOn` is false. What was not handed over by then is asked for
   * again next time.
   */
  goOn(
    ask: AskSurvey,
    mayGoOn: () => boolean,
    onPart: (part: SurveyPart) => void | Promise<void>,
  ): Promise<void>;
}

/** A slot of a plan; without a source there is nothing to look at. */
interface SurveyedSlot {
  readonly slot: number;
  readonly source: FileSource | null;
}

/**
 * A survey of a plan's files: an even sample of them first, then all others, in batches. Nothing of
 * the plan's size is made.
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
    async goOn(ask, mayGoOn, onPart) {
      const inFlight: { readonly asked: SurveyBatch; readonly told: ReturnType<AskSurvey> }[] = [];
      for (let seat = 0; ;) {
        while (inFlight.length < BATCHES_IN_FLIGHT) {
          const asked = next();
          if (asked === null) break;
          inFlight.push({ asked, told: ask(seat, asked.batch) });
          seat = (seat + 1) % BATCHES_IN_FLIGHT;
        }
        const [first] = inFlight;
        if (first === undefined) return;
        const files = await first.told;
        if (files === null || !mayGoOn()) {
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
  const looked = batch.filter(({ slot }) => !known.has(slot)).length;
  return { looked, files: files.filter(({ slot }) => !known.has(slot)), isFirstDone };
}

/** The first files come again in their place: neighbours that are opened together stay open. */
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
