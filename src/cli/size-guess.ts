import type { FileStat } from '../core/plan/file-stat.ts';
import { ASSUMED_BYTES } from '../pool/batch-queue.ts';

/**
 * Guesses the sizes of files by those that were read, so that batches have neither many photos nor few icons:
 * asking for each file's size would cost as much as opening it.
 */
export interface SizeGuess {
  add(files: number, bytes: number): void;
  /** The same for each slot. */
  guess(): FileStat;
}

export function createSizeGuess(): SizeGuess {
  let files = 0;
  let bytes = 0;
  return {
    add(moreFiles, moreBytes) {
      files += moreFiles;
      bytes += moreBytes;
    },
    guess: () => ({ bytes: files === 0 ? ASSUMED_BYTES : bytes / files, modifiedMs: null }),
  };
}
