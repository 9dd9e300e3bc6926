import { errorMessage } from '../../core/error-message.ts';
import type { Blocker } from '../../pool/wire/blocker.ts';
import type { FileSink, RowExtent } from '../../store/file-sink.ts';
import { movedRows } from '../../store/row-index.ts';
import type { RunJournal } from '../../store/run-journal.ts';
import { DATA_DELETED, storageFull, storageLost } from '../../store/stored-file.ts';
import type { RunFolder } from './opfs-runs.ts';
import type { RowStore } from './row-store.ts';

/** Flushing only guards against power failures: the browser keeps written bytes anyway. */
const FLUSH_EVERY_MS = 5000;
/** How often to check that the files are still in their folder while rows arrive. */
const CHECK_EVERY_MS = 1000;
const ROOM_BYTES = 2 ** 20;
const PIECE_BYTES = 8 * 2 ** 20;
/** Blobs get their zeros as slices of one Blob of this size. */
const ZERO_BYTES = 2 ** 20;

/** A store in the browser's private file system: rows files, and the journal of their run. */
export function createDiskStore(folder: RunFolder, journal: RunJournal, sink: FileSink): RowStore {
  const watch = watchFolder(folder);
  let flushedAt = performance.now();
  let beginning: Promise<void> | null = null;

  const blockerOf = (reason: string | null): Blocker | null =>
    reason === null ? null : storageFull(sink.neededBytes(), reason);

  function flush(): Blocker | null {
    flushedAt = performance.now();
    try {
      sink.flush();
      journal.flush();
      return null;
    } catch (error) {
      return blockerOf(errorMessage(error));
    }
  }

  async function beginNextFile(): Promise<void> {
    const next = sink.current + 1;
    const file = await folder.openRows(next);
    file.truncate(0);
    const reason = journal.beginRowsFile(next);
    if (reason === null) return sink.continueIn(file);
    file.close();
    throw new Error(storageFull(sink.neededBytes(), reason).detail);
  }

  function assertStored(slots: readonly number[]): void {
    const slot = slots.find((candidate) => sink.rowIndex.fileOf(candidate) === null);
    if (slot !== undefined) throw new Error(`Slot ${slot} is committed without its row`);
  }

  return {
    write: (slots, rows) => watch.gone() ?? sink.write(slots, rows),
    addPlan: async (part) => blockerOf(journal.addPlan(part)),
    endPlan: async (remainder) => blockerOf(journal.endPlan(remainder)),
    recordDispatch: async (dispatch) => watch.gone() ?? blockerOf(journal.recordDispatch(dispatch)),
    async commit(commit) {
      const blocker = (await watch.checkIfDue()) ?? sink.check();
      if (blocker !== null) return blocker;
      const stored = commit.outcomes
        .flatMap(({ verdict, slot }) => (verdict === 'failed' ? [] : [slot]))
        .toSorted((a, b) => a - b);
      assertStored(stored);
      const refused = blockerOf(journal.commit(commit, movedRows(sink.rowIndex, stored)));
      if (refused !== null) return refused;
      return performance.now() - flushedAt < FLUSH_EVERY_MS ? null : flush();
    },
    async recordPause(pause) {
      const blocker = (await watch.check()) ?? sink.check();
      return blocker ?? blockerOf(journal.recordPause(pause)) ?? flush();
    },
    async recordExclusion(step) {
      const blocker = await watch.check();
      return blocker ?? blockerOf(journal.recordExclusion(step)) ?? flush();
    },
    tryRoom: async () => (await watch.check()) ?? sink.tryRoom(ROOM_BYTES),
    async exportParts(slots, isBlank) {
      const blocker = await watch.check();
      if (blocker !== null) throw new Error(blocker.detail);
      const extents = sink.parts(slots, isBlank);
      while (extents.some(({ file }) => file === sink.current)) {
        flush();
        await (beginning ??= beginNextFile().finally(() => {
          beginning = null;
        }));
      }
      return blobParts(extents, folder);
    },
    readRow: sink.readRow,
    pieces: (slots, isBlank) => piecesOf(sink, sink.parts(slots, isBlank)),
    ping: async () => (await watch.check()) ?? sink.check(),
    close() {
      flush();
      sink.close();
      try {
        journal.close();
      } catch {
        // its preallocated space was not released, but the file is closed all the same
      }
    },
  };
}

interface FolderWatch {
  /** The result of the last check. */
  gone(): Blocker | null;
  check(): Promise<Blocker | null>;
  /** Checks if the last check was at least a second ago. */
  checkIfDue(): Promise<Blocker | null>;
}

/** Deleted files still accept writes, so only their folder shows that they are gone. */
function watchFolder(folder: RunFolder): FolderWatch {
  let gone: Blocker | null = null;
  let checkedAt = performance.now();

  async function check(): Promise<Blocker | null> {
    checkedAt = performance.now();
    if (gone === null && !(await folder.isThere())) gone = DATA_DELETED;
    return gone;
  }

  return {
    gone: () => gone,
    check,
    checkIfDue: () =>
      performance.now() - checkedAt < CHECK_EVERY_MS ? Promise.resolve(gone) : check(),
  };
}

async function blobParts(extents: readonly RowExtent[], folder: RunFolder): Promise<BlobPart[]> {
  const files = new Map<number, File>();
  const zeros = new Blob([new Uint8Array(ZERO_BYTES)]);
  const parts: BlobPart[] = [];
  for (const { file: number, at, bytes } of extents) {
    if (number === null) {
      for (let left = bytes; left > 0; left -= ZERO_BYTES) {
        parts.push(left < ZERO_BYTES ? zeros.slice(0, left) : zeros);
      }
      continue;
    }
    const file = files.get(number) ?? (await folder.rowsFile(number));
    files.set(number, file);
    if (file.size < at + bytes) throw new Error(tooShort(at + bytes, file.size));
    parts.push(file.slice(at, at + bytes));
  }
  return parts;
}

/** Yields the same buffer each time, refilled: whole rows, of 8 MiB at most if a row is smaller. */
function* piecesOf(
  sink: FileSink,
  extents: readonly RowExtent[],
): Generator<Uint8Array<ArrayBuffer>, void, void> {
  const pieceBytes = Math.max(1, Math.floor(PIECE_BYTES / sink.rowBytes)) * sink.rowBytes;
  const buffer = new Uint8Array(pieceBytes);
  let filled = 0;
  for (const { file, at, bytes } of extents) {
    for (let done = 0; done < bytes;) {
      const some = buffer.subarray(filled, filled + Math.min(bytes - done, pieceBytes - filled));
      if (file === null) some.fill(0);
      else {
        const read = sink.read(file, some, at + done);
        if (read !== some.length) throw new Error(tooShort(at + bytes, at + done + read));
      }
      done += some.length;
      filled += some.length;
      if (filled < pieceBytes) continue;
      yield buffer;
      filled = 0;
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled);
}

function tooShort(wanted: number, found: number): string {
  return storageLost(`Rows that were stored are gone: ${found} bytes are left of ${wanted}.`)
    .detail;
}
