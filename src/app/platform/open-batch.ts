import { failedOutcome, type SlotOutcome } from '../../core/verdict.ts';
import type { Batch, FileBatch, FilePart, Hold } from '../../pool/wire.ts';
import { findPacked, packFiles, type FreshFile, type OpenedFile } from './file-packs.ts';
import { openOrHold, type FileSource } from './file-source.ts';

/** Those of a batch's files that were opened, and the outcomes of those that could not be. */
export interface OpenedBatch {
  readonly opened: readonly OpenedFile[];
  readonly failed: readonly SlotOutcome[];
  /** Why some are neither, for which they are not to blame. */
  readonly hold: Hold | null;
}

/** Opens the files of a batch; those that cannot be opened have their outcome at once. With
 * `keepsOpen` the others stay open for those who come after. */
export async function openBatch(
  batch: Batch<FileSource>,
  keepsOpen: boolean,
): Promise<OpenedBatch> {
  const opened: OpenedFile[] = [];
  const failed: SlotOutcome[] = [];
  const unopened: Batch<FileSource> = batch.filter(({ slot, source }) => {
    const place = findPacked(source);
    if (place !== null) opened.push({ slot, ...place });
    return place === null;
  });
  const files = await Promise.all(unopened.map(({ source, stat }) => openOrHold(source, stat)));
  const fresh: FreshFile[] = [];
  let hold: Hold | null = null;
  for (const [index, { slot, source }] of unopened.entries()) {
    const file = files[index];
    if (file instanceof File) fresh.push({ slot, source, file });
    else if (file && 'kind' in file) hold = file;
    else if (file) failed.push(failedOutcome(slot, file));
  }
  opened.push(...packFiles(fresh, keepsOpen));
  return { opened, failed, hold };
}

/**
 * Puts files together as they cross to a worker: those that lie side by side in a pack are one part.
 * That need not be the order of their slots.
 */
export function partsOf(opened: readonly OpenedFile[]): FileBatch<Blob> {
  const byPack = new Map<Blob, OpenedFile[]>();
  for (const file of opened) {
    const others = byPack.get(file.pack);
    if (others === undefined) byPack.set(file.pack, [file]);
    else others.push(file);
  }
  return [...byPack.values()].flatMap(stretchesOf).map(partOf);
}

/** Files of one pack as stretches without a gap. */
function stretchesOf(files: readonly OpenedFile[]): readonly (readonly OpenedFile[])[] {
  const stretches: OpenedFile[][] = [];
  let end = -1;
  for (const file of files.toSorted((a, b) => a.at - b.at)) {
    const last = stretches.at(-1);
    if (last === undefined || file.at !== end) stretches.push([file]);
    else last.push(file);
    end = file.at + file.size;
  }
  return stretches;
}

function partOf(stretch: readonly OpenedFile[]): FilePart<Blob> {
  const [first] = stretch;
  const sizes = stretch.map(({ size }) => size);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const { pack, at } = first ?? { pack: new Blob(), at: 0 };
  return {
    slots: stretch.map(({ slot }) => slot),
    sizes,
    bytes: bytes === pack.size ? pack : pack.slice(at, at + bytes),
  };
}

/** The first bytes of files, as one part. */
export function headsOf(opened: readonly OpenedFile[], headBytes: number): FileBatch<Blob> {
  const sizes = opened.map(({ size }) => Math.min(size, headBytes));
  const heads = opened.map(({ pack, at }, i) => pack.slice(at, at + (sizes[i] ?? 0)));
  return [{ slots: opened.map(({ slot }) => slot), sizes, bytes: new Blob(heads) }];
}
