import { errorClause } from './error-clause.ts';

/** Progress is told at most so often. */
const PROGRESS_INTERVAL_MS = 250;

/**
 * Writes these pieces to a file that the user picked, one after the other; `onProgress` hears of the
 * bytes that are written. The old contents of the file stay unless all is written, and `check` has
 * resolved. Rejects in words.
 */
export async function saveArray(
  target: FileSystemFileHandle,
  pieces: Iterable<Uint8Array<ArrayBuffer>>,
  onProgress: (bytes: number) => void,
  check: () => Promise<void>,
): Promise<void> {
  const writable = await inWords(target.createWritable());
  try {
    let written = 0;
    let reportedAt = performance.now();
    for (const piece of pieces) {
      await inWords(writable.write(piece));
      written += piece.length;
      if (performance.now() - reportedAt < PROGRESS_INTERVAL_MS) continue;
      reportedAt = performance.now();
      onProgress(written);
    }
    await check();
    await inWords(writable.close());
    onProgress(written);
  } catch (error) {
    await writable.abort().catch(() => undefined); // the first failure is the one to tell
    throw error;
  }
}

async function inWords<T>(step: Promise<T>): Promise<T> {
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
  // Chromium's word for bytes that nobody took. On a full disk it may come before the true reason.
  if (name === 'AbortError') {
    return 'The browser stopped writing before the array was complete. Most likely the disk is full, or gone. Free some space, or pick another disk.';
  }
  if (name === 'NotAllowedError') {
    return 'The browser was not allowed to write the file. Save it again and allow it.';
  }
  if (name === 'NotFoundError') return 'The folder to save it in is gone.';
  return `The file could not be written: ${errorClause(error)}.`;
}
