import type { RowSink } from './row-sink.ts';
import { inBytes, type StorageBlocker } from './stored-file.ts';

/** Memory is allocated in chunks of about this size, as slots in them are written. */
const CHUNK_BYTES = 8 * 2 ** 20;

/**
 * A RowSink in memory:
 *
 *     chunk 0                 chunk 1                …   each rowsPerChunk × rowBytes, made when needed
 *     │ slot 0 │ slot 1 │ …   │ slot k │ slot k+1 │ …
 *
 * `parts` returns views of the chunks, one for each range of contiguous slots, and zeros for slots that
 * were never written. No more than `limitBytes` are allocated.
 */
export function createMemorySink(layout: {
  readonly slots: number;
  readonly rowBytes: number;
  readonly limitBytes?: number;
}): RowSink<Uint8Array<ArrayBuffer>> {
  const { rowBytes, limitBytes = Infinity } = layout;
  const rowsPerChunk = Math.max(1, Math.min(layout.slots, Math.floor(CHUNK_BYTES / rowBytes)));
  const chunks = new Map<number, Uint8Array<ArrayBuffer>>();
  const blankRow = new Uint8Array(rowBytes);

  function chunkFor(slot: number): Uint8Array<ArrayBuffer> {
    const index = Math.floor(slot / rowsPerChunk);
    let chunk = chunks.get(index);
    if (chunk === undefined) {
      chunk = new Uint8Array(rowsPerChunk * rowBytes);
      chunks.set(index, chunk);
    }
    return chunk;
  }

  function isWithinLimit(slots: Uint32Array): boolean {
    const needed = new Set(chunks.keys());
    for (const slot of slots) needed.add(Math.floor(slot / rowsPerChunk));
    return needed.size === chunks.size || needed.size * rowsPerChunk * rowBytes <= limitBytes;
  }

  function write(slots: Uint32Array, rows: Uint8Array<ArrayBuffer>): StorageBlocker | null {
    if (rows.length !== slots.length * rowBytes) {
      throw new RangeError(`${rows.length} bytes are not ${slots.length} rows of ${rowBytes}`);
    }
    if (!isWithinLimit(slots)) {
      const limit = inBytes(limitBytes);
      return full(`The rows of this run are kept in memory, which is limited to ${limit}.`);
    }
    try {
      for (const slot of slots) chunkFor(slot);
    } catch {
      return full('No memory is left for more rows.');
    }
    for (const [i, slot] of slots.entries()) {
      const row = rows.subarray(i * rowBytes, (i + 1) * rowBytes);
      chunkFor(slot).set(row, (slot % rowsPerChunk) * rowBytes);
    }
    return null;
  }

  function parts(
    slots: Uint32Array,
    isBlank: (slot: number) => boolean,
  ): Uint8Array<ArrayBuffer>[] {
    const found: Uint8Array<ArrayBuffer>[] = [];
    for (let i = 0; i < slots.length;) {
      const first = slots[i] ?? 0;
      const chunk = chunks.get(Math.floor(first / rowsPerChunk));
      if (chunk === undefined || isBlank(first)) {
        found.push(blankRow);
        i += 1;
        continue;
      }
      const offset = first % rowsPerChunk;
      let count = 1;
      while (offset + count < rowsPerChunk && slots[i + count] === first + count) {
        if (isBlank(first + count)) break;
        count += 1;
      }
      found.push(chunk.subarray(offset * rowBytes, (offset + count) * rowBytes));
      i += count;
    }
    return found;
  }

  function readRow(slot: number, into: Uint8Array<ArrayBuffer>): boolean {
    const chunk = chunks.get(Math.floor(slot / rowsPerChunk));
    if (chunk === undefined) return false;
    const at = (slot % rowsPerChunk) * rowBytes;
    into.set(chunk.subarray(at, at + rowBytes));
    return true;
  }

  return { write, parts, readRow, close: () => chunks.clear() };
}

function full(reason: string): StorageBlocker {
  const detail = `${reason} Use a smaller size, or fewer images at once.`;
  return { kind: 'storage-full', detail };
}
