import { failedOutcome, type SlotOutcome } from '../../core/verdict.ts';
import type { Batch, FileBatch, FilePart } from '../../pool/wire.ts';
import { openFile, type FileSource } from './file-source.ts';

/**
 * Files that are read as one Blob. Fewer cost more each, and more are read slower: Chromium reads
 * one Blob through one pipe, and several side by side.
 */
const PART_FILES = 16;

/** A file, or the front of one, and the slot that it is of. */
export interface OpenedFile {
  readonly slot: number;
  readonly file: Blob;
}

/** Opens the files of a batch; those that cannot be opened have their outcome at once. */
export async function openBatch(batch: Batch<FileSource>): Promise<{
  readonly opened: readonly OpenedFile[];
  readonly failed: readonly SlotOutcome[];
}> {
  const opened: OpenedFile[] = [];
  const failed: SlotOutcome[] = [];
  const sources = await Promise.all(batch.map(({ source, stat }) => openFile(source, stat)));
  for (const [index, { slot }] of batch.entries()) {
    const file = sources[index];
    if (file instanceof File) opened.push({ slot, file });
    else if (file !== undefined) failed.push(failedOutcome(slot, file));
  }
  return { opened, failed };
}

/** Puts files together as they cross to a worker. */
export function partsOf(opened: readonly OpenedFile[]): FileBatch<Blob> {
  const parts: FilePart<Blob>[] = [];
  for (let first = 0; first < opened.length; first += PART_FILES) {
    const part = opened.slice(first, first + PART_FILES);
    parts.push({
      slots: part.map(({ slot }) => slot),
      sizes: part.map(({ file }) => file.size),
      bytes: new Blob(part.map(({ file }) => file)),
    });
  }
  return parts;
}
