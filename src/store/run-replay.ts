import type { BrowserProbe } from '../core/browser-probe.ts';
import { rowBytesOf } from '../core/recipe/recipe.ts';
import { readStoredRecipe } from '../core/recipe/stored-recipe.ts';
import { NO_SUMS, STORED_RUN_FORMAT, type RunHead, type RunSums } from '../core/plan/stored-run.ts';
import { createFrameReader, framesIn, type JournalEnding } from './journal-frames.ts';
import { createRowPlaces, type RowPlaces } from './row-places.ts';
import { createRunLedger, type RunLedger } from './run-ledger.ts';
import { readCommit, readHandOut, readOpened, readRest } from './run-records.ts';
import type { StoredFile } from './stored-file.ts';

/** What a run's journal says, all records taken together. */
export interface ReplayedRun {
  readonly head: RunHead;
  readonly ledger: RunLedger;
  readonly places: RowPlaces;
  readonly sums: RunSums;
  readonly probe: BrowserProbe | null;
  readonly userAgent: string | null;
  /** The rows file that is written to. */
  readonly rowsFile: number;
  /** Where the next record goes. */
  readonly endBytes: number;
}

/** The head of a run, or null if another version of pixelpool wrote it. */
export function readHead(text: string): RunHead | null {
  const head: RunHead = JSON.parse(text);
  const { format, slots, parameters } = head;
  const isReadable: boolean = format === STORED_RUN_FORMAT && Number.isSafeInteger(slots);
  if (!isReadable || slots < 0) return null;
  const recipe = readStoredRecipe(parameters.recipe);
  return recipe === null ? null : { ...head, parameters: { ...parameters, recipe } };
}

/**
 * Reads a journal from its beginning up to the first frame that is not as it was written. Gives the
 * reason in words where that leaves no run to go on with.
 */
export function replayJournal(file: StoredFile): ReplayedRun | { readonly why: string } {
  const reader = createFrameReader();
  let head: RunHead | null = null;
  let isWhole = false;
  let ledger = createRunLedger(0);
  let places = createRowPlaces(0);
  let sums = NO_SUMS;
  let probe: BrowserProbe | null = null;
  let userAgent: string | null = null;
  let rowsFile = 0;
  for (const { kind, text } of framesIn(file, reader, file.size())) {
    if (head === null) {
      head = kind === 'h' ? readHead(text()) : null;
      if (head === null) return { why: WHY['other-version'] };
      ledger = createRunLedger(head.slots);
      places = createRowPlaces(head.slots);
    } else if (kind === 'e') {
      isWhole = true;
    } else if (kind === 'o') {
      const { slots, isAlone } = readHandOut(text(), head.slots);
      ledger.handOut(slots, isAlone);
    } else if (kind === 'c') {
      const commit = readCommit(text(), head.slots);
      ledger.commit(commit.slots, commit.hasFailed);
      sums = commit.sums;
      placeRows(places, commit.slots, commit.hasFailed, commit.placed);
    } else if (kind === 'r') {
      const { pause } = readRest(text());
      ledger.rest(pause);
      ({ probe, userAgent } = pause);
    } else if (kind === 'f') {
      rowsFile = Number(text());
    } else if (kind === 'n') {
      const { wasLeft, missing } = readOpened(text(), head.slots);
      ledger.open(wasLeft, missing);
    }
  }
  if (head === null || !isWhole) return { why: WHY[reader.finish()] };
  const endBytes = reader.goodBytes;
  return { head, ledger, places, sums, probe, userAgent, rowsFile, endBytes };
}

/** The slots whose outcome says that there is a row, where its file is too short to hold it. */
export function missingRows(
  { head, ledger, places }: ReplayedRun,
  fileBytes: readonly number[],
): readonly number[] {
  const rowBytes = rowBytesOf(head.parameters.recipe);
  const missing: number[] = [];
  for (let slot = 0; slot < head.slots; slot++) {
    if (!ledger.hasRow(slot)) continue;
    const size = fileBytes[places.fileOf(slot) ?? -1] ?? 0;
    if ((places.indexOf(slot) + 1) * rowBytes > size) missing.push(slot);
  }
  return missing;
}

const WHY: Readonly<Record<JournalEnding, string>> = {
  end: 'The list of its files was never finished.',
  torn: 'The list of its files was never finished.',
  damaged: 'The list of its files is damaged.',
  'not-a-journal': 'Its journal is damaged.',
  'other-version': 'Another version of pixelpool made it.',
};

function placeRows(
  places: RowPlaces,
  slots: readonly number[],
  hasFailed: (index: number) => boolean,
  placed: readonly { file: number; firstIndex: number; slots: readonly number[] }[],
): void {
  for (const [index, slot] of slots.entries()) if (!hasFailed(index)) places.put(slot, 0, slot);
  for (const { file, firstIndex, slots: moved } of placed) {
    for (const [i, slot] of moved.entries()) places.put(slot, file, firstIndex + i);
  }
}
