import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

import { errorMessage } from '../../core/error-message.ts';
import type { Failure } from '../../core/verdict.ts';
import { sniff, type Refusal } from '../../formats/sniff.ts';
import { HEAD_BYTES } from '../../formats/survey.ts';
import { errorCode } from '../error-code.ts';

/** Most files fit at once; the memory is kept, since new pages of it cost more than the reading. */
const FIRST_BYTES = 2 ** 20;
/** More memory than this is released with its file. */
const MAX_KEPT_BYTES = 64 * 2 ** 20;
/** Larger files are sniffed before they are read: folders of photos contain videos too. */
const LARGE_BYTES = 32 * 2 ** 20;
/** More than any image within the pixel limit needs. */
const MAX_BYTES = 2 ** 30;

/** A named pipe without a writer would be waited for. Windows has no such flag. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Returns a function that reads a whole file, one after the other into the same memory: its bytes are valid until
 * the next call. Returns why if there are none.
 */
export function createFileReader(): (path: string) => Uint8Array<ArrayBuffer> | Refusal {
  let memory = new Uint8Array(FIRST_BYTES);

  /** Reads on until the end of the file; `read` bytes are there, and the memory is full of them. */
  function readLarge(file: number, read: number): Uint8Array<ArrayBuffer> | Refusal {
    const { size } = fstatSync(file);
    const refusal = size > LARGE_BYTES ? refuseLarge(memory.subarray(0, HEAD_BYTES), size) : null;
    if (refusal !== null) return refusal;
    let end = read;
    for (;;) {
      if (end === memory.length) memory = grown(memory, Math.max(size + 1, 2 * end));
      const more = readSync(file, memory, end, memory.length - end, null);
      end += more;
      if (more === 0) return memory.subarray(0, end);
    }
  }

  return (path) => {
    if (memory.length > MAX_KEPT_BYTES) memory = new Uint8Array(FIRST_BYTES);
    let file: number | null = null;
    try {
      file = openSync(path, OPEN_FLAGS);
      const read = readSync(file, memory, 0, memory.length, null);
      // a short read is the end of the file: it saves asking for the size
      return read < memory.length ? memory.subarray(0, read) : readLarge(file, read);
    } catch (error) {
      return { failure: readFailure(error), format: null };
    } finally {
      if (file !== null) closeSync(file);
    }
  };
}

function grown(memory: Uint8Array<ArrayBuffer>, bytes: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes);
  larger.set(memory);
  return larger;
}

/** Returns null if a large file may be read, because its first bytes are those of an image. */
function refuseLarge(head: Uint8Array, size: number): Refusal | null {
  const sniffed = sniff(head);
  // a long header may not fit in the first bytes: then the whole file decides
  const isKnown = 'header' in sniffed || sniffed.failure.code === 'truncated';
  if (!isKnown) return sniffed;
  if (size <= MAX_BYTES) return null;
  const detail = `The file has ${size} bytes. The limit is ${MAX_BYTES} bytes.`;
  const format = 'header' in sniffed ? sniffed.header.format : sniffed.format;
  return { failure: { code: 'out-of-memory', detail }, format };
}

function readFailure(error: unknown): Failure {
  if (error instanceof RangeError) {
    return { code: 'out-of-memory', detail: 'There is no memory left to read the file.' };
  }
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? { code: 'vanished', detail: 'The file was moved or deleted after it was listed.' }
    : {
        code: 'unreadable',
        detail: `The file could not be read (${code || errorMessage(error)}).`,
      };
}
