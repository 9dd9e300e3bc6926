// The contract between the page and the worker that lists archives.
import type { PackedEntry } from '../../archive/archive-entry.ts';
import type { ArchiveKind } from '../../archive/archive-kind.ts';
import type { ArchiveListing } from '../../archive/list-archive.ts';
import type { Failure } from '../../core/verdict.ts';

/** The calls of a worker that lists archives, and unpacks single files. */
export interface ArchiveCalls<Bytes> {
  /** Lists an archive of this name; `onCount` is called now and then with the files found so far. */
  list(
    bytes: Bytes,
    name: string,
    kind: ArchiveKind,
    onCount: (files: number) => void,
  ): Promise<ArchiveListing>;
  /** The bytes of one entry, or why there are none. `onProgress` is a sign of life. */
  extract(bytes: Bytes, entry: PackedEntry, onProgress: () => void): Promise<Bytes | Failure>;
}
