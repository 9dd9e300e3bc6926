import type { RowFinding } from '../../../core/inspect/finding.ts';
import { sameFiles, sameSizeGroups } from '../../../core/inspect/same-files.ts';
import type { InspectWorker } from '../../platform/inspect-worker.ts';
import type { Platform } from '../../platform/platform.ts';
import type { PageRecord } from './inspector.ts';

/** Files that are hashed by one call, in which a run that begins has to wait. */
const FILES_PER_CALL = 16;

/**
 * Finds copies of files among equal rows. The worker reads the files; their sizes are known from the run. Null if the
 * files are not at hand, or if `isWanted` says so before all are read.
 */
export async function findSameFiles(
  equalRows: RowFinding,
  record: PageRecord,
  { calls }: Pick<InspectWorker, 'calls'>,
  platform: Pick<Platform, 'openFile' | 'reopenSource'>,
  /** By slot; those that are known are not read again. */
  hashes: Map<number, string | null>,
  isWanted: () => boolean,
): Promise<RowFinding | null> {
  if (!record.hasFiles) return null;
  const groups = sameSizeGroups(equalRows, (slot) => record.stats.get(slot)?.bytes ?? null);
  const slots = groups.flatMap((group) => Array.from(group).filter((slot) => !hashes.has(slot)));
  for (let from = 0; from < slots.length; from += FILES_PER_CALL) {
    if (!isWanted()) return null;
    const opened = await openFiles(slots.slice(from, from + FILES_PER_CALL), record, platform);
    const found = await calls.hashFiles(opened.map(({ file }) => file));
    for (const [index, { slot }] of opened.entries()) hashes.set(slot, found[index] ?? null);
  }
  return sameFiles(groups, (slot) => hashes.get(slot) ?? null);
}

interface OpenedFile {
  readonly slot: number;
  readonly file: Blob;
}

/** The files of these slots that can be opened. */
async function openFiles(
  slots: readonly number[],
  { plan, folder }: PageRecord,
  platform: Pick<Platform, 'openFile' | 'reopenSource'>,
): Promise<readonly OpenedFile[]> {
  const opened: OpenedFile[] = [];
  for (const slot of slots) {
    const planned = plan.slots[slot];
    if (planned === undefined) continue;
    const source = await platform.reopenSource(folder, planned.path, planned.source);
    const file = source === null ? null : await platform.openFile(source, null);
    if (file instanceof Blob) opened.push({ slot, file });
  }
  return opened;
}
