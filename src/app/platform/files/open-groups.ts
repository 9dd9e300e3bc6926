import { failedOutcome, type SlotOutcome } from '../../../core/verdict.ts';
import { groupOf } from '../../../pool/batch-queue.ts';
import type { OpenedPack } from '../../../pool/wire/open.ts';
import type { Batch, BatchItem } from '../../../pool/wire/batch.ts';
import type { OpenByHandle } from './file-opener.ts';
import { placesIn, type OpenedFile } from './file-packs.ts';
import { CHANGED, isBelow, isSame, type FileSource } from './file-source.ts';
import { pathBelowRoot, rootHandleOf } from './folder-handles.ts';

/** What came of opening files by the handle of their folder. */
interface OpenedByHandle {
  readonly opened: readonly OpenedFile[];
  readonly failed: readonly SlotOutcome[];
  /** Those that did not open so: there is another way, which says why. */
  readonly rest: Batch<FileSource>;
}

/** A file with its path below its plan's one folder. */
interface Located {
  readonly item: BatchItem<FileSource>;
  readonly path: string;
}

/** Opens what can be opened by the handle of the one folder that all are below, in groups of slots. */
export async function openGroups(
  batch: Batch<FileSource>,
  keepsOpen: boolean,
  openByHandle: OpenByHandle,
): Promise<OpenedByHandle> {
  const nothing = { opened: [], failed: [], rest: batch };
  const root = await rootOf(batch);
  if (root === null) return nothing;
  const groups = new Map<number, Located[]>();
  const rest: BatchItem<FileSource>[] = [];
  for (const item of batch) {
    const path = pathBelow(root, item.source);
    const group = groupOf(item.slot);
    if (path === null) rest.push(item);
    else groups.set(group, [...(groups.get(group) ?? []), { item, path }]);
  }
  if (groups.size === 0) return nothing;
  const located = [...groups.values()];
  const packs = await openByHandle(
    root,
    located.map((group) => group.map(({ path }) => path)),
  );
  if (packs === null) return nothing;
  const opened: OpenedFile[] = [];
  const failed: SlotOutcome[] = [];
  for (const [index, pack] of packs.entries()) {
    const found = sortOut(located[index] ?? [], pack);
    opened.push(...placesIn(pack.bytes, found.members, keepsOpen));
    failed.push(...found.failed);
    rest.push(...found.rest);
  }
  return { opened, failed, rest };
}

/** The handle of the folder that the files of a batch are below, all of one plan; null: none. */
async function rootOf(batch: Batch<FileSource>): Promise<FileSystemDirectoryHandle | null> {
  for (const { source } of batch) {
    if (source instanceof File) continue;
    return isBelow(source) ? source.root : rootHandleOf(source);
  }
  return null;
}

function pathBelow(root: FileSystemDirectoryHandle, source: FileSource): string | null {
  if (source instanceof File) return null;
  if (isBelow(source)) return source.root === root ? source.path : null;
  return pathBelowRoot(source);
}

/** Which of a pack's files are there, which changed, and which did not open. */
function sortOut(group: readonly Located[], { stats }: OpenedPack<Blob>) {
  const members: { slot: number; source: FileSource | null; size: number }[] = [];
  const failed: SlotOutcome[] = [];
  const rest: BatchItem<FileSource>[] = [];
  for (const [index, { item }] of group.entries()) {
    const now = stats[index] ?? null;
    if (now === null) {
      rest.push(item);
      continue;
    }
    const hasChanged = item.stat !== null && !isSame(now, item.stat);
    members.push({ slot: item.slot, source: hasChanged ? null : item.source, size: now.bytes });
    if (hasChanged) failed.push(failedOutcome(item.slot, CHANGED));
  }
  return { members, failed, rest };
}
