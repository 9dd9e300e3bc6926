import { failedOutcome, type SlotOutcome } from '../../../core/verdict.ts';
import type { FileStat } from '../../../core/plan/file-stat.ts';
import type { ArchivedFile } from './archived-file.ts';
import type { Batch, FileBatch, FilePart } from '../../../pool/wire/batch.ts';
import type { Blocker } from '../../../pool/wire/blocker.ts';
import type { OpenByHandle } from './file-opener.ts';
import {
  bundleFiles,
  useBundled,
  type FreshFile,
  type KeptOpen,
  type OpenedFile,
} from './file-bundles.ts';
import { CHANGED, isArchived, isSame, openOrBlocker, type FileSource } from './file-source.ts';
import { openGroups } from './open-groups.ts';

/** The opened files of a batch, and the outcomes of those that could not be opened. */
export interface OpenedBatch {
  readonly opened: readonly OpenedFile[];
  readonly failed: readonly SlotOutcome[];
  /** The reason if some files are in neither list through no fault of their own. */
  readonly blocker: Blocker | null;
}

/**
 * Opens the files of a batch, through handles if possible. Files that cannot be opened get their
 * outcome at once. The others stay open if `kept` says so.
 */
export async function openBatch(
  batch: Batch<FileSource>,
  kept: KeptOpen,
  openByHandle: OpenByHandle,
): Promise<OpenedBatch> {
  const opened: OpenedFile[] = [];
  const failed: SlotOutcome[] = [];
  const unopened: Batch<FileSource> = batch.filter(({ slot, source, stat }) => {
    if (isArchived(source)) {
      const now = source.archive.statAt(source.index);
      if (stat === null || isSame(now, stat)) opened.push(openedEntry(slot, source, now));
      else failed.push(failedOutcome(slot, CHANGED));
      return false;
    }
    const known = useBundled(source);
    if (known !== null) opened.push({ slot, ...known, modifiedMs: null });
    return known === null;
  });
  const byHandle = await openGroups(unopened, kept, openByHandle);
  opened.push(...byHandle.opened);
  failed.push(...byHandle.failed);
  const { remaining } = byHandle;
  const files = await Promise.all(remaining.map(({ source, stat }) => openOrBlocker(source, stat)));
  const fresh: FreshFile[] = [];
  let blocker: Blocker | null = null;
  for (const [index, { slot, source }] of remaining.entries()) {
    const file = files[index];
    if (file instanceof File) fresh.push({ slot, source, file });
    else if (file && 'kind' in file) blocker = file;
    else if (file) failed.push(failedOutcome(slot, file));
  }
  opened.push(...bundleFiles(fresh, kept));
  return { opened, failed, blocker };
}

/**
 * Converts files to the form that is sent to a worker: files that are adjacent in a bundle become
 * one part. They are in the order of the bundle, which may differ from that of the slots.
 */
export function partsOf(opened: readonly OpenedFile[]): FileBatch<Blob> {
  const byBundle = new Map<Blob, OpenedFile[]>();
  for (const file of opened) {
    const others = byBundle.get(file.bundle);
    if (others === undefined) byBundle.set(file.bundle, [file]);
    else others.push(file);
  }
  return [...byBundle.values()].flatMap(rangesOf).map(partOf);
}

/** An entry is found by its offset; the archive is not read until a worker does. */
function openedEntry(
  slot: number,
  { archive, index }: ArchivedFile,
  { modifiedMs }: FileStat,
): OpenedFile {
  const packed = archive.entryAt(index);
  return { slot, bundle: archive.file, at: packed.at, size: packed.bytes, modifiedMs, packed };
}

/** Entries of an archive that are closer than this are read at once, with what is between. */
const GAP_BYTES = 2 ** 16;

/** Splits the files of one bundle into contiguous ranges. */
function rangesOf(files: readonly OpenedFile[]): readonly (readonly OpenedFile[])[] {
  const ranges: OpenedFile[][] = [];
  let end = -1;
  for (const file of files.toSorted((a, b) => a.at - b.at)) {
    const last = ranges.at(-1);
    const isNext = file.packed === undefined ? file.at === end : file.at <= end + GAP_BYTES;
    if (last === undefined || !isNext) ranges.push([file]);
    else last.push(file);
    end = file.at + (file.packed?.span ?? file.size);
  }
  return ranges;
}

function partOf(range: readonly OpenedFile[]): FilePart<Blob> {
  const { bundle, at } = range[0] ?? { bundle: new Blob(), at: 0 };
  const slots = range.map(({ slot }) => slot);
  const sizes = range.map(({ size }) => size);
  const packed = range.flatMap((file) => file.packed ?? []);
  return { slots, sizes, bytes: bundle, at, ...(packed.length > 0 && { packed }) };
}
