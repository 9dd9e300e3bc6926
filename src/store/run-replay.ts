import { HIDDEN_FOLDERS, type HiddenFolders } from '../core/plan/ignored-files.ts';
import { rowBytesOf } from '../core/recipe/recipe.ts';
import { readStoredRecipe } from '../core/recipe/stored-recipe.ts';
import { NO_SUMS, STORED_RUN_FORMAT, type RunHead, type RunSums } from '../core/plan/stored-run.ts';
import { createFrameReader, framesIn, type JournalEnding } from './journal-frames.ts';
import { createRowIndex, type RowIndex } from './row-index.ts';
import { createRunLedger, type RunLedger } from './run-ledger.ts';
import { readCommit, readDispatch, readOpened, readPause, type Committed } from './run-records.ts';
import type { StoredFile } from './stored-file.ts';

/** The state of a run after all records of its journal. */
export interface ReplayedRun {
  readonly head: RunHead;
  readonly ledger: RunLedger;
  readonly rowIndex: RowIndex;
  readonly sums: RunSums;
  readonly userAgent: string | null;
  /** The rows file that is written to. */
  readonly rowsFile: number;
  /** The offset of the next record. */
  readonly endBytes: number;
}

/** The head of a run, or null if another version of pixelpool wrote it. */
export function readHead(text: string): RunHead | null {
  const head: RunHead = JSON.parse(text);
  const { format, slots, parameters } = head;
  const isReadable: boolean = format === STORED_RUN_FORMAT && Number.isSafeInteger(slots);
  if (!isReadable || slots < 0) return null;
  const recipe = readStoredRecipe(parameters.recipe);
  const hidden = hiddenFoldersOf(parameters);
  if (recipe === null || !HIDDEN_FOLDERS.includes(hidden)) return null;
  return { ...head, parameters: { ...parameters, recipe, hidden } };
}

/** A run that is older than the choice had the images of hidden folders. */
function hiddenFoldersOf({ hidden = 'in' }: { readonly hidden?: HiddenFolders }): HiddenFolders {
  return hidden;
}

/** Why a journal has no run to continue. */
export interface ReplayRefusal {
  readonly reason: string;
  /** Whether it ended before its plan did, so that the run never began. */
  readonly isUnbegun: boolean;
}

/**
 * Reads a journal from its beginning up to the first torn or damaged frame. Returns the reason if that
 * leaves no run to continue.
 */
export function replayJournal(file: StoredFile): ReplayedRun | ReplayRefusal {
  const reader = createFrameReader();
  let head: RunHead | null = null;
  let isWhole = false;
  let ledger = createRunLedger(0);
  let rowIndex = createRowIndex(0);
  let sums = NO_SUMS;
  let userAgent: string | null = null;
  let rowsFile = 0;
  for (const { kind, text } of framesIn(file, reader, file.size())) {
    if (head === null) {
      head = kind === 'h' ? readHead(text()) : null;
      if (head === null) return refusalOf('other-version');
      ledger = createRunLedger(head.slots);
      rowIndex = createRowIndex(head.slots);
    } else if (kind === 'e') {
      isWhole = true;
    } else if (kind === 'o') {
      const { slots, isAlone } = readDispatch(text(), head.slots);
      ledger.recordDispatch(slots, isAlone);
    } else if (kind === 'c') {
      const commit = readCommit(text(), head.slots);
      ledger.commit(commit.slots, commit.hasFailed);
      sums = commit.sums;
      indexRows(rowIndex, commit);
    } else if (kind === 'r') {
      const { pause } = readPause(text());
      ledger.recordPause(pause);
      ({ userAgent } = pause);
    } else if (kind === 'f') {
      rowsFile = Number(text());
    } else if (kind === 'n') {
      const { wasCleanExit, missing } = readOpened(text(), head.slots);
      ledger.reopen(wasCleanExit, missing);
    }
  }
  if (head === null || !isWhole) return refusalOf(reader.finish());
  const endBytes = reader.goodBytes;
  return { head, ledger, rowIndex, sums, userAgent, rowsFile, endBytes };
}

/** The slots that have a row by their outcome, but whose rows file is too short to hold it. */
export function missingRows(
  { head, ledger, rowIndex }: ReplayedRun,
  fileBytes: readonly number[],
): readonly number[] {
  const rowBytes = rowBytesOf(head.parameters.recipe);
  const missing: number[] = [];
  for (let slot = 0; slot < head.slots; slot++) {
    if (!ledger.hasRow(slot)) continue;
    const size = fileBytes[rowIndex.fileOf(slot) ?? -1] ?? 0;
    if ((rowIndex.positionOf(slot) + 1) * rowBytes > size) missing.push(slot);
  }
  return missing;
}

const REASONS: Readonly<Record<JournalEnding, string>> = {
  end: 'The list of its files was never finished.',
  torn: 'The list of its files was never finished.',
  damaged: 'The list of its files is damaged.',
  'not-a-journal': 'Its journal is damaged.',
  'other-version': 'It was made by another version of pixelpool.',
};

function refusalOf(ending: JournalEnding): ReplayRefusal {
  return { reason: REASONS[ending], isUnbegun: ending === 'end' || ending === 'torn' };
}

function indexRows(rowIndex: RowIndex, { slots, hasFailed, moved }: Committed): void {
  for (const [index, slot] of slots.entries()) if (!hasFailed(index)) rowIndex.set(slot, 0, slot);
  for (const { file, firstPosition, slots: movedSlots } of moved) {
    for (const [i, slot] of movedSlots.entries()) rowIndex.set(slot, file, firstPosition + i);
  }
}
