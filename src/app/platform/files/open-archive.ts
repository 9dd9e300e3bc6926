import { archiveKindOf } from '../../../archive/archive-kind.ts';
import { entryAt } from '../../../archive/entry-columns.ts';
import type { ArchiveListing } from '../../../archive/list-archive.ts';
import type { ListedFile } from '../../../core/plan/plan.ts';
import type { Failure } from '../../../core/verdict.ts';
import type { ArchiveWorker } from '../archive-worker.ts';
import type { OpenArchive } from './archived-file.ts';
import type { FileSource } from './file-source.ts';
import type { OnCount } from './list-folder.ts';

/** The files of an archive, their paths below its folder. */
export interface ListedArchive {
  readonly name: string;
  readonly files: readonly ListedFile<FileSource>[];
  readonly notices: readonly string[];
}

/** Lists an archive. Rejects with a sentence if nothing of it can be listed. */
export async function openArchive(
  file: File,
  worker: ArchiveWorker,
  onCount: OnCount,
): Promise<ListedArchive> {
  const kind = archiveKindOf(file.name) ?? 'zip';
  const listing = await worker.list(file, file.name, kind, onCount);
  if (listing.unfinished !== null && listing.paths.length === 0) {
    throw new Error(`“\u2068${file.name}\u2069”: ${listing.unfinished}`);
  }
  const files = filesOf(openedArchive(file, listing, worker), listing);
  if (listing.unfinished !== null) files.push(unfinishedArchive(file.name, listing.unfinished));
  return { name: listing.name, files, notices: listing.notices };
}

function filesOf(archive: OpenArchive, listing: ArchiveListing): ListedFile<FileSource>[] {
  const failures = new Map(listing.failures);
  return listing.paths.map((path, index) => {
    const failure = failures.get(index);
    if (failure !== undefined) return { path, source: null, failure };
    return { path, source: { archive, index } };
  });
}

function openedArchive(
  file: File,
  { columns, paths }: ArchiveListing,
  worker: ArchiveWorker,
): OpenArchive {
  return {
    file,
    entryAt: (index) => entryAt(columns, index),
    statAt(index) {
      const modifiedMs = columns.modifiedMs[index] ?? NaN;
      const known = Number.isNaN(modifiedMs) ? null : modifiedMs;
      return { bytes: columns.bytes[index] ?? 0, modifiedMs: known };
    },
    async extract(index) {
      const path = paths[index] ?? '';
      const bytes = await worker.extract(file, entryAt(columns, index));
      if (!(bytes instanceof Blob)) return bytes;
      return new File([bytes], path.slice(path.lastIndexOf('/') + 1));
    },
  };
}

/** Counts as one entry that failed, as a folder that could not be read to its end. */
export function unfinishedArchive(name: string, reason: string): ListedFile<never> {
  const failure: Failure = {
    code: 'corrupt',
    detail: `The archive was not read completely: ${reason}`,
  };
  return { path: `${name}/`, source: null, failure };
}
