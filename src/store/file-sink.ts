import { createRowPlaces, type RowPlaces } from './row-places.ts';
import type { RowSink } from './row-sink.ts';
import { fullHold, lostHold, writeAll, type StorageHold, type StoredFile } from './stored-file.ts';

/** Bytes of an array that lie together: in a rows file, or zeros (`file` is null). */
export interface RowStretch {
  readonly file: number | null;
  readonly at: number;
  readonly bytes: number;
}

export interface FileSink extends RowSink<RowStretch> {
  readonly places: RowPlaces;
  /** The rows file that is written to. */
  readonly current: number;
  /** Whether rows were written to it. */
  readonly isBegun: boolean;
  /** Whether all that was written is there: browsers may refuse a write without saying so. */
  check(): StorageHold | null;
  /** Ends the current file: it is not written again, and rows go to the next one from now on. */
  goOnIn(file: StoredFile): void;
  /** Writes so many bytes past the end of the current file and takes them back. */
  tryRoom(bytes: number): StorageHold | null;
  /** Bytes from a rows file; fewer where it ends. */
  read(file: number, into: Uint8Array<ArrayBuffer>, at: number): number;
  flush(): void;
  /** What is needed for the rows that are not there, if all of them come. */
  neededBytes(): number;
}

/** One stretch of neighbouring places in the current file. */
interface Stretch {
  readonly index: number;
  /** Which of the rows of the message is its first, and how many there are. */
  readonly from: number;
  count: number;
}

/**
 * A RowSink in files:
 *
 *     rows-0   │ slot 0 │ slot 1 │ …            slot i at i × rowBytes
 *     rows-1   │ slot 7 │ slot 3 │ …            in the order in which they came
 *
 * The last of `files` is written to. Once a file was handed out as part of an array it must not be
 * written again, for browsers then let its readers fail: `goOnIn` gives the next one. `places` says
 * which rows are there.
 */
export function createFileSink(
  layout: { readonly slots: number; readonly rowBytes: number },
  files: readonly StoredFile[],
  places: RowPlaces = createRowPlaces(layout.slots),
): FileSink {
  const { rowBytes } = layout;
  const opened = [...files];
  let current = opened.length - 1;
  let nextIndex = places.endOf(current);

  function neededBytes(): number {
    let rows = 0;
    for (let slot = 0; slot < layout.slots; slot++) if (places.fileOf(slot) === null) rows += 1;
    return rows * rowBytes;
  }

  function stretchesOf(slots: Uint32Array): readonly Stretch[] {
    const stretches: Stretch[] = [];
    let end = nextIndex;
    for (const [from, slot] of slots.entries()) {
      const isThere = current > 0 && places.fileOf(slot) === current;
      const index = current === 0 ? slot : isThere ? places.indexOf(slot) : end;
      if (index === end) end += 1;
      const last = stretches.at(-1);
      if (last !== undefined && last.index + last.count === index) last.count += 1;
      else stretches.push({ index, from, count: 1 });
    }
    return stretches;
  }

  function write(slots: Uint32Array, rows: Uint8Array<ArrayBuffer>): StorageHold | null {
    if (rows.length !== slots.length * rowBytes) {
      throw new RangeError(`${rows.length} bytes are not ${slots.length} rows of ${rowBytes}`);
    }
    const file = opened[current];
    if (file === undefined) throw new Error('There is no rows file to write to');
    const stretches = stretchesOf(slots);
    for (const { index, from, count } of stretches) {
      const bytes = rows.subarray(from * rowBytes, (from + count) * rowBytes);
      const problem = writeAll(file, bytes, index * rowBytes);
      if (problem === null) continue;
      // a row that was there before may be half overwritten
      for (const slot of slots) if (places.fileOf(slot) === current) places.forget(slot);
      return fullHold(neededBytes(), problem);
    }
    for (const { index, from, count } of stretches) {
      for (let i = 0; i < count; i++) places.put(slots[from + i] ?? 0, current, index + i);
    }
    nextIndex = places.endOf(current);
    return null;
  }

  function check(): StorageHold | null {
    const wanted = nextIndex * rowBytes;
    const size = sizeOf(opened[current]);
    return size >= wanted
      ? null
      : lostHold(`Rows that were stored are gone: a file of ${wanted} bytes has ${size}.`);
  }

  return {
    write,
    parts: (slots, isBlank) => partsOf(places, rowBytes, slots, isBlank),
    places,
    check,
    neededBytes,
    get current() {
      return current;
    },
    get isBegun() {
      return nextIndex > 0;
    },
    goOnIn(file) {
      opened.push(file);
      current = opened.length - 1;
      nextIndex = 0;
    },
    tryRoom: (bytes) => tryRoomIn(opened[current], bytes, neededBytes),
    read: (file, into, at) => opened[file]?.read(into, at) ?? 0,
    flush: () => opened[current]?.flush(),
    close() {
      for (const file of opened) file.close();
    },
  };
}

function partsOf(
  places: RowPlaces,
  rowBytes: number,
  slots: Uint32Array,
  isBlank: (slot: number) => boolean,
): RowStretch[] {
  const found: { file: number | null; at: number; bytes: number }[] = [];
  for (const slot of slots) {
    const isZero = isBlank(slot);
    const file = isZero ? null : places.fileOf(slot);
    if (file === null && !isZero) throw new Error(`There is no row of slot ${slot}`);
    const at = file === null ? 0 : places.indexOf(slot) * rowBytes;
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
): StorageHold | null {
  if (file === undefined) throw new Error('There is no rows file to write to');
  const size = sizeOf(file);
  const problem = writeAll(file, new Uint8Array(bytes), size);
  const grown = sizeOf(file);
  try {
    file.truncate(size);
  } catch {
    // more than is needed stays; rows are written over it
  }
  if (problem === null && grown >= size + bytes) return null;
  return fullHold(Math.max(bytes, neededBytes()), problem ?? 'the browser took nothing');
}

function sizeOf(file: StoredFile | undefined): number {
  try {
    return file?.size() ?? 0;
  } catch {
    return 0;
  }
}
