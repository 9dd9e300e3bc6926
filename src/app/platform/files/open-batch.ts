import { failedOutcome, type SlotOutcome } from '../../../core/verdict.ts';
import type { Batch, FileBatch, FilePart } from '../../../pool/wire/batch.ts';
import type { Blocker } from '../../../pool/wire/blocker.ts';
import type { OpenByHandle } from './file-opener.ts';
import { findPacked, packFiles, type FreshFile, type OpenedFile } from './file-packs.ts';
import { openOrHold, type FileSource } from './file-source.ts';
import { openGroups } from './open-groups.ts';

/** Those of a batch's files that were opened, and the outcomes of those that could not be. */
export interface OpenedBatch {
  readonly opened: readonly OpenedFile[];
  readonly failed: readonly SlotOutcome[];
  /** Why some are neither, for which they are not to blame. */
  readonly blocker: Blocker | null;
}

/**
 * Opens the files of a batch, by handles as far as that goes; those that cannot be opened have their
 * outcome at once. With `keepsOpen` the others stay open for those who come after.
 */
export async function openBatch(
  batch: Batch<FileSource>,
  keepsOpen: boolean,
  openByHandle: OpenByHandle,
): Promise<OpenedBatch> {
  const opened: OpenedFile[] = [];
  const failed: SlotOutcome[] = [];
  const unopened: Batch<FileSource> = batch.filter(({ slot, source }) => {
    const place = findPacked(source);
    if (place !== null) opened.push({ slot, ...place });
    return place === null;
  });
  const byHandle = await openGroups(unopened, keepsOpen, openByHandle);
  opened.push(...byHandle.opened);
  failed.push(...byHandle.failed);
  const { rest } = byHandle;
  const files = await Promise.all(rest.map(({ source, stat }) => openOrHold(source, stat)));
  const fresh: FreshFile[] = [];
  let blocker: Blocker | null = null;
  for (const [index, { slot, source }] of rest.entries()) {
    const file = files[index];
    if (file instanceof File) fresh.push({ slot, source, file });
    else if (file && 'kind' in file) blocker = file;
    else if (file) failed.push(failedOutcome(slot, file));
  }
  opened.push(...packFiles(fresh, keepsOpen));
  return { opened, failed, blocker };
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
  const { pack, at } = stretch[0] ?? { pack: new Blob(), at: 0 };
  const slots = stretch.map(({ slot }) => slot);
  const sizes = stretch.map(({ size }) => size);
  return { slots, sizes, bytes: pack, at };
}
