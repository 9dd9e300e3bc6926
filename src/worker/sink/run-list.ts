import { COMPARED, type StoredRun } from '../../core/plan/stored-run.ts';
import { PIECE_BYTES, type JournalEnding } from '../../store/journal-frames.ts';
import { createSummaryReader, type RunSummary } from '../../store/run-summary.ts';
import type { RunFolders } from './opfs-runs.ts';

/** How often to try reading a piece of a journal that another tab is writing to. */
const TRIES = 5;

/**
 * Lists all stored runs, the latest first. Deletes runs whose plan was never completed, unless they
 * are open somewhere, and comparisons that were left behind. `own` is this worker's current state of the run it has open.
 */
export async function listStoredRuns(
  folders: RunFolders,
  own: Pick<StoredRun, 'head' | 'done' | 'failed' | 'status'> | null,
): Promise<readonly StoredRun[]> {
  const runs: StoredRun[] = [];
  for (const id of await folders.ids()) {
    try {
      if (id.startsWith(COMPARED)) {
        await folders.delete(id); // of a page that was closed; one that is open stays
        continue;
      }
      const run = await storedRun(folders, id, own?.head.id === id ? own : null);
      if (run !== null) runs.push(run);
    } catch {
      // a run that cannot be read, or is being deleted, must not hide the others
    }
  }
  return runs.toSorted((a, b) => b.changedMs - a.changedMs);
}

async function storedRun(
  folders: RunFolders,
  id: string,
  own: Pick<StoredRun, 'head' | 'done' | 'failed' | 'status'> | null,
): Promise<StoredRun | null> {
  const rowsBytes = await folders.rowsBytes(id);
  const journal = await folders.journal(id);
  const files = {
    bytes: rowsBytes + (journal?.size ?? 0),
    changedMs: journal?.lastModified ?? 0,
  };
  if (own !== null) return { ...own, ...files, isLocked: false };
  const summary = await summaryOf(folders, id);
  if (summary === 'other-version') return null;
  // an incomplete plan was still being written, unless there are rows: then it was complete once
  const isValid = typeof summary === 'object' && (summary.isWhole || rowsBytes > 0);
  if (!isValid) {
    await folders.delete(id);
    return null;
  }
  const { head, done, failed, status } = summary;
  const isLocked = await folders.isLocked(id);
  return { head, done, failed, status, ...files, isLocked };
}

async function summaryOf(folders: RunFolders, id: string): Promise<RunSummary | JournalEnding> {
  const reader = createSummaryReader();
  for (let at = 0; ; at += PIECE_BYTES) {
    const piece = await readPiece(folders, id, at);
    if (piece.length === 0 || !reader.push(piece)) break;
    if (piece.length < PIECE_BYTES) break;
  }
  return reader.finish();
}

/** Retries, because reading fails if the file changes meanwhile. Written bytes stay the same. */
async function readPiece(
  folders: RunFolders,
  id: string,
  at: number,
): Promise<Uint8Array<ArrayBuffer>> {
  for (let tries = 1; ; tries++) {
    try {
      const journal = await folders.journal(id);
      if (journal === null) return new Uint8Array();
      return new Uint8Array(await journal.slice(at, at + PIECE_BYTES).arrayBuffer());
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}
