import { errorClause } from './error-clause.ts';
import { rowBytesOf } from '../../core/recipe/recipe.ts';
import type { OpenedRun, RunHead, StoredPart } from '../../core/plan/stored-run.ts';
import { createFileSink } from '../../store/file-sink.ts';
import { beginJournal, continueJournal, type RunJournal } from '../../store/run-journal.ts';
import { missingRows, replayJournal } from '../../store/run-replay.ts';
import type { StoredFile } from '../../store/stored-file.ts';
import { storedParts } from '../../store/stored-parts.ts';
import { createDiskStore } from './disk-store.ts';
import type { RunFolder } from './opfs-runs.ts';
import type { RowStore } from './row-store.ts';

/** An open run on disk. */
export interface DiskRun {
  readonly store: RowStore;
  readonly journal: RunJournal;
  /** The stored parts of a reopened run; null for a new run. */
  readonly parts: Iterator<StoredPart, void, void> | null;
}

/** Begins a run in a new folder. Returns the reason if not even that can be stored. */
export async function beginDiskRun(
  create: () => Promise<RunFolder>,
  layout: { readonly slots: number; readonly rowBytes: number },
  head: RunHead,
): Promise<DiskRun | { readonly reason: string }> {
  const opened: StoredFile[] = [];
  try {
    const folder = await create();
    opened.push(folder.journal);
    const rows = await folder.openRows(0);
    opened.push(rows);
    rows.truncate(0);
    const journal = beginJournal(folder.journal, head);
    if (typeof journal === 'string') throw new Error(journal);
    const sink = createFileSink(layout, [rows]);
    return { store: createDiskStore(folder, journal, sink), journal, parts: null };
  } catch (error) {
    for (const file of opened) file.close();
    return { reason: `Nothing can be stored on disk (${errorClause(error)}).` };
  }
}

/** Opens a stored run to resume it. Returns the reason if it cannot be read. */
export async function openDiskRun(
  folder: RunFolder,
  wasCleanExit: boolean,
): Promise<{ readonly disk: DiskRun; readonly run: OpenedRun } | { readonly reason: string }> {
  const opened: StoredFile[] = [folder.journal];
  try {
    const replayed = replayJournal(folder.journal);
    if ('reason' in replayed) throw new Error(replayed.reason);
    const { head, ledger, rowIndex } = replayed;
    const rows: StoredFile[] = [];
    for (let file = 0; file <= replayed.rowsFile; file++) {
      const next = await folder.openRows(file);
      opened.push(next);
      rows.push(next);
    }
    const missing = missingRows(
      replayed,
      rows.map((file) => file.size()),
    );
    for (const slot of missing) rowIndex.remove(slot);
    const { journal, run } = continueJournal(folder.journal, replayed, wasCleanExit, missing);
    const layout = { slots: head.slots, rowBytes: rowBytesOf(head.parameters.recipe) };
    const store = createDiskStore(folder, journal, createFileSink(layout, rows, rowIndex));
    const parts = storedParts(folder.journal, journal.endBytes, head.slots, ledger.hasOutcome);
    return { disk: { store, journal, parts }, run };
  } catch (error) {
    for (const file of opened) file.close();
    return { reason: `The run cannot be read: ${errorClause(error)}.` };
  }
}
