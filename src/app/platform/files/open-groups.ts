import { failedOutcome, type SlotOutcome } from '../../../core/verdict.ts';
import { groupOf } from '../../../pool/batch-queue.ts';
import type { OpenedBundle } from '../../../pool/wire/open.ts';
import type { Batch, BatchItem } from '../../../pool/wire/batch.ts';
import type { OpenByHandle } from './file-opener.ts';
import { locateFiles, type BundleMember, type KeptOpen, type OpenedFile } from './file-bundles.ts';
import { CHANGED, isArchived, isBelow, isSame, type FileSource } from './file-source.ts';
import { pathBelowRoot, rootHandleOf } from './folder-handles.ts';

interface OpenedByHandle {
  readonly opened: readonly OpenedFile[];
  readonly failed: readonly SlotOutcome[];
  /** Files that have to be opened one by one, which also tells the reason if that fails. */
  readonly remaining: Batch<FileSource>;
}

/** A file with its path below the folder of its plan. */
interface Located {
  readonly item: BatchItem<FileSource>;
  readonly path: string;
}

/** Opens files in groups of slots, through the handle of the folder that contains them. */
export async function openGroups(
  batch: Batch<FileSource>,
  kept: KeptOpen,
  openByHandle: OpenByHandle,
): Promise<OpenedByHandle> {
  const nothing = { opened: [], failed: [], remaining: batch };
  const root = await rootOf(batch);
  if (root === null) return nothing;
  const groups = new Map<number, Located[]>();
  const remaining: BatchItem<FileSource>[] = [];
  for (const item of batch) {
    const path = pathBelow(root, item.source);
    const group = groupOf(item.slot);
    if (path === null) remaining.push(item);
    else groups.set(group, [...(groups.get(group) ?? []), { item, path }]);
  }
  if (groups.size === 0) return nothing;
  const located = [...groups.values()];
  const bundles = await openByHandle(
    root,
    located.map((group) => group.map(({ path }) => path)),
  );
  if (bundles === null) return nothing;
  const opened: OpenedFile[] = [];
  const failed: SlotOutcome[] = [];
  for (const [index, bundle] of bundles.entries()) {
    const found = sortOut(located[index] ?? [], bundle);
    opened.push(...locateFiles(bundle.bytes, found.members, kept));
    failed.push(...found.failed);
    remaining.push(...found.remaining);
  }
  return { opened, failed, remaining };
}

/** The handle of the folder that contains the files of a batch; null if there is none. */
async function rootOf(batch: Batch<FileSource>): Promise<FileSystemDirectoryHandle | null> {
  for (const { source } of batch) {
    if (source instanceof File || isArchived(source)) continue;
    return isBelow(source) ? source.root : rootHandleOf(source);
  }
  return null;
}

function pathBelow(root: FileSystemDirectoryHandle, source: FileSource): string | null {
  if (source instanceof File || isArchived(source)) return null;
  if (isBelow(source)) return source.root === root ? source.path : null;
  return pathBelowRoot(source);
}

/** Sorts files by the result: opened, changed, or not opened. */
function sortOut(group: readonly Located[], { stats }: OpenedBundle<Blob>) {
  const members: BundleMember[] = [];
  const failed: SlotOutcome[] = [];
  const remaining: BatchItem<FileSource>[] = [];
  for (const [index, { item }] of group.entries()) {
    const now = stats[index] ?? null;
    if (now === null) {
      remaining.push(item);
      continue;
    }
    const hasChanged = item.stat !== null && !isSame(now, item.stat);
    const source = hasChanged ? null : item.source;
    members.push({ slot: item.slot, source, size: now.bytes, modifiedMs: now.modifiedMs });
    if (hasChanged) failed.push(failedOutcome(item.slot, CHANGED));
  }
  return { members, failed, remaining };
}
