import { createMutex } from '../../core/mutex.ts';
import { createReadBuffers, type ReadBuffers } from './read-buffers.ts';

/** Reads Blobs into memory that is kept from one to the next. */
export interface KeptReader {
  /**
   * All bytes of a Blob, at the front of a buffer that is the caller's until it gives it back. Null where
   * Blobs cannot be read into memory of the caller. Rejects as `arrayBuffer()` does. `onProgress` is
   * called after each piece.
   */
  read(blob: Blob, onProgress: () => void): Promise<ArrayBuffer | null>;
  giveBack(buffer: ArrayBuffer): void;
}

/** A stream brings some ten KiB at a time: to ask for each of them costs as much as to read them. */
const PIECE_BYTES = 2 ** 20;
/** Slower disks than this are read as well without a stream. */
const STALLED_MS = 2000;

/**
 * Blobs are read one after the other: of two streams that a busy thread reads at the same time, Chromium
 * 156 forgets one, whose bytes never come. Should one stall nevertheless, none is used any more.
 */
export function createKeptReader(): KeptReader {
  const buffers = createReadBuffers();
  const reading = createMutex();
  let isReliable = true;
  return {
    read: (blob, onProgress) =>
      reading.runExclusive(async () => {
        const reader = isReliable ? byteReaderOf(blob) : null;
        if (reader === null) return null;
        const buffer = await readAll(reader, blob.size, buffers, onProgress);
        isReliable = buffer !== null;
        void reader.cancel().catch(() => undefined);
        return buffer;
      }),
    giveBack: buffers.giveBack,
  };
}

function byteReaderOf(blob: Blob): ReadableStreamBYOBReader | null {
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Null if no byte comes for too long. */
async function readAll(
  reader: ReadableStreamBYOBReader,
  bytes: number,
  buffers: ReadBuffers,
  onProgress: () => void,
): Promise<ArrayBuffer | null> {
  let buffer = buffers.borrow(bytes);
  for (let at = 0; at < bytes;) {
    const view = new Uint8Array(buffer, at, bytes - at);
    const piece = await inTime(reader.read(view, { min: Math.min(view.length, PIECE_BYTES) }));
    if (piece === null) return null;
    const { value } = piece;
    if (value === undefined || value.length === 0) throw tooShort();
    buffer = value.buffer; // another object for the same memory, which a stream transfers
    at += value.length;
    onProgress();
  }
  return buffer;
}

async function inTime<T>(reading: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stalled = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), STALLED_MS);
  });
  try {
    return await Promise.race([reading, stalled]);
  } finally {
    clearTimeout(timer);
  }
}

/** The error of a browser for a file that has changed since. */
export function tooShort(): DOMException {
  return new DOMException('too short', 'NotReadableError');
}
