import { tooShort } from './too-short.ts';

/** A stream brings some ten KiB at a time: to ask for each of them costs as much as to read them. */
const PIECE_BYTES = 2 ** 20;
/** Slower disks than this are read as well without a stream. */
const STALLED_MS = 2000;

/**
 * Reads all bytes of a Blob to the front of a buffer, which is transferred: the result is the buffer with
 * its memory. Null if no stream can write into it, or if no byte comes for too long. Rejects
 * as `blob.arrayBuffer()` does. `onProgress` is called after each piece.
 */
export async function readStream(
  blob: Blob,
  buffer: ArrayBuffer,
  onProgress: () => void,
): Promise<ArrayBuffer | null> {
  const reader = byteReaderOf(blob);
  if (reader === null) return null;
  try {
    return await readAll(reader, blob.size, buffer, onProgress);
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function byteReaderOf(blob: Blob): ReadableStreamBYOBReader | null {
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

async function readAll(
  reader: ReadableStreamBYOBReader,
  bytes: number,
  empty: ArrayBuffer,
  onProgress: () => void,
): Promise<ArrayBuffer | null> {
  let buffer = empty;
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
