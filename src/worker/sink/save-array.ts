import { errorClause } from './error-clause.ts';

/** Progress is reported at most this often. */
const PROGRESS_INTERVAL_MS = 250;

/**
 * Writes the pieces in order to a file that the user picked, and reports the bytes written so far.
 * The old contents of the file are replaced only after all pieces are written and `check` has
 * resolved. Rejections carry a sentence for the user.
 */
export async function saveArray(
  target: FileSystemFileHandle,
  pieces: Iterable<Uint8Array<ArrayBuffer>> | AsyncIterable<Uint8Array<ArrayBuffer>>,
  onProgress: (bytes: number) => void,
  check: () => Promise<void>,
): Promise<void> {
  const writable = await explained(target.createWritable());
  try {
    let written = 0;
    let reportedAt = performance.now();
    for await (const piece of pieces) {
      await explained(writable.write(piece));
      written += piece.length;
      if (performance.now() - reportedAt < PROGRESS_INTERVAL_MS) continue;
      reportedAt = performance.now();
      onProgress(written);
    }
    await check();
    await explained(writable.close());
    onProgress(written);
  } catch (error) {
    await writable.abort().catch(() => undefined); // the first error is the one to report
    throw error;
  }
}

async function explained<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw new Error(sentence(error), { cause: error });
  }
}

function sentence(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') {
    return 'There is no room for the array on this disk. Free some space, or pick another disk.';
  }
  // Chromium's error for bytes that were not accepted; on a full disk it may precede the real one
  if (name === 'AbortError') {
    return 'The browser stopped writing before the array was complete. Most likely the disk is full, or gone. Free some space, or pick another disk.';
  }
  if (name === 'NotAllowedError') {
    return 'The browser was not allowed to write the file. Save it again and allow it.';
  }
  if (name === 'NotFoundError') return 'The folder to save it in is gone.';
  return `The file could not be written: ${errorClause(error)}.`;
}
