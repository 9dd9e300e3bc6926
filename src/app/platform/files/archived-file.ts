import type { PackedEntry } from '../../../archive/archive-entry.ts';
import type { FileStat } from '../../../core/plan/file-stat.ts';
import type { Failure } from '../../../core/verdict.ts';

/** A file in an archive, by its index in the archive's list. */
export interface ArchivedFile {
  readonly archive: OpenArchive;
  readonly index: number;
}

/** An archive that was listed, and stays open as long as its files are planned. */
export interface OpenArchive {
  readonly file: File;
  entryAt(index: number): PackedEntry;
  /** As the archive states them. */
  statAt(index: number): FileStat;
  /** The file by itself, unpacked by a worker. */
  extract(index: number): Promise<File | Failure>;
}
