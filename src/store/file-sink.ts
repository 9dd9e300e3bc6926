import { createRowIndex, type RowIndex } from './row-index.ts';
import type { RowSink } from './row-sink.ts';
import {
  storageFull,
  storageLost,
  writeAll,
  type StorageBlocker,
  type StoredFile,
} from './stored-file.ts';

/** Contiguous bytes of an array: in a rows file, or zeros (`file` is null). */
export interface RowExtent {
  readonly file: number | null;
  readonly at: number;
  readonly bytes: number;
}

export interface FileSink extends RowSink<RowExtent> {
  readonly rowIndex: RowIndex;
  readonly rowBytes: number;
  /** The rows file that is written to. */
  readonly current: number;
  /** Checks that all that was written is there: browsers may drop a write silently. */
  check(): StorageBlocker | null;
  /** Ends the current file, which is not written again; rows go to this one from now on. */
  continueIn(file: StoredFile): void;
  /** Writes this number of bytes past the end of the current file, and removes them again. */
  tryRoom(bytes: number): StorageBlocker | null;
  /** Reads from a rows file; returns fewer bytes than fit `into` if the file ends before. */
  read(file: number, into: Uint8Array<ArrayBuffer>, at: number): number;
  flush(): void;
  /** The bytes that all missing rows would take. */
  neededBytes(): number;
}

/** Rows of one write that are contiguous in the current file. */
interface ContiguousRows {
  readonly position: number;
  /** The index of its first row among the written ones, and the number of rows. */
  readonly from: number;
  count: number;
}

/**
 * A RowSink in files:
 *
 *     rows-0   │ slot 0 │ slot 1 │ …            slot i at i × rowBytes
 *     rows-1   │ slot 7 │ slot 3 │ …            in the order in which they came
 *
 * The last of `files` is written to. A file that is part of an exported array must not be written
 * again, because browsers then fail its readers: `continueIn` sets the next one. `rowIndex` has the
 * rows that are there.
 */
export function createFileSink(
  layout: { readonly slots: number; readonly rowBytes: number },
  files: readonly StoredFile[],
  rowIndex: RowIndex = createRowIndex(layout.slots),
): FileSink {
  const { rowBytes } = layout;
  const opened = [...files];
  let current = opened.length - 1;
  let nextPosition = rowIndex.endOf(current);

  function neededBytes(): number {
    let rows = 0;
    for (let slot = 0; slot < layout.slots; slot++) if (rowIndex.fileOf(slot) === null) rows += 1;
    return rows * rowBytes;
  }

  function contiguousRows(slots: Uint32Array): readonly ContiguousRows[] {
    const found: ContiguousRows[] = [];
    let end = nextPosition;
    for (const [from, slot] of slots.entries()) {
      const isThere = current > 0 && rowIndex.fileOf(slot) === current;
      const position = current === 0 ? slot : isThere ? rowIndex.positionOf(slot) : end;
      if (position === end) end += 1;
      const last = found.at(-1);
      if (last !== undefined && last.position + last.count === position) last.count += 1;
      else found.push({ position, from, count: 1 });
    }
    return found;
  }

  function write(slots: Uint32Array, rows: Uint8Array<ArrayBuffer>): StorageBlocker | null {
    if (rows.length !== slots.length * rowBytes) {
      throw new RangeError(`${rows.length} bytes are not ${slots.length} rows of ${rowBytes}`);
    }
    const file = opened[current];
    if (file === undefined) throw new Error('There is no rows file to write to');
    const ranges = contiguousRows(slots);
    for (const { position, from, count } of ranges) {
      const bytes = rows.subarray(from * rowBytes, (from + count) * rowBytes);
      const reason = writeAll(file, bytes, position * rowBytes);
      if (reason === null) continue;
      // a row that was there before may be half overwritten
      for (const slot of slots) if (rowIndex.fileOf(slot) === current) rowIndex.remove(slot);
      return storageFull(neededBytes(), reason);
    }
    for (const { position, from, count } of ranges) {
      for (let i = 0; i < count; i++) rowIndex.set(slots[from + i] ?? 0, current, position + i);
    }
    nextPosition = rowIndex.endOf(current);
    return null;
  }

  function check(): StorageBlocker | null {
    const expected = nextPosition * rowBytes;
    const size = sizeOf(opened[current]);
    return size >= expected
      ? null
      : storageLost(`Stored rows are gone: a file of ${expected} bytes has only ${size}.`);
  }

  return {
    write,
    parts: (slots, isBlank) => extentsOf(rowIndex, rowBytes, slots, isBlank),
    rowIndex,
    rowBytes,
    check,
    neededBytes,
    get current() {
      return current;
    },
    continueIn(file) {
      opened.push(file);
      current = opened.length - 1;
      nextPosition = 0;
    },
    tryRoom: (bytes) => tryRoomIn(opened[current], bytes, neededBytes),
    read: (file, into, at) => opened[file]?.read(into, at) ?? 0,
    readRow(slot, into) {
      const file = rowIndex.fileOf(slot);
      if (file === null) return false;
      return (opened[file]?.read(into, rowIndex.positionOf(slot) * rowBytes) ?? 0) === into.length;
    },
    flush: () => opened[current]?.flush(),
    close() {
      for (const file of opened) file.close();
    },
  };
}

function extentsOf(
  rowIndex: RowIndex,
  rowBytes: number,
  slots: Uint32Array,
  isBlank: (slot: number) => boolean,
): RowExtent[] {
  const found: { file: number | null; at: number; bytes: number }[] = [];
  for (const slot of slots) {
    const isZero = isBlank(slot);
    const file = isZero ? null : rowIndex.fileOf(slot);
    if (file === null && !isZero) throw new Error(`There is no row of slot ${slot}`);
    const at = file === null ? 0 : rowIndex.positionOf(slot) * rowBytes;
    const last = found.at(-1);
    if (last?.file === file && (file === null || last.at + last.bytes === at)) {
      last.bytes += rowBytes;
    } else {
      found.push({ file, at, bytes: rowBytes });
    }
  }
  return found;
}

function tryRoomIn(
  file: StoredFile | undefined,
  bytes: number,
  neededBytes: () => number,
): StorageBlocker | null {
  if (file === undefined) throw new Error('There is no rows file to write to');
  const size = sizeOf(file);
  const reason = writeAll(file, new Uint8Array(bytes), size);
  const grown = sizeOf(file);
  try {
    file.truncate(size);
  } catch {
    // the surplus stays; rows are written over it
  }
  if (reason === null && grown >= size + bytes) return null;
  return storageFull(Math.max(bytes, neededBytes()), reason ?? 'the browser wrote nothing');
}

function sizeOf(file: StoredFile | undefined): number {
  try {
    return file?.size() ?? 0;
  } catch {
    return 0;
  }
}
