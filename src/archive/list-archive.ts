import type { Failure } from '../core/verdict.ts';
import type { ArchiveBytes } from './archive-bytes.ts';
import type { ListedEntry } from './archive-entry.ts';
import { nameWithoutEnding, type ArchiveKind } from './archive-kind.ts';
import { columnsOf, type EntryColumns } from './entry-columns.ts';
import { entryPath } from './entry-path.ts';
import { listTar } from './list-tar.ts';
import { listZip } from './list-zip.ts';
import { markOverlaps } from './mark-overlaps.ts';
import { commonFolder } from './common-folder.ts';

/** The files of an archive, as its folder would have them once it is unpacked. */
export interface ArchiveListing {
  /** The name of the one folder in it, else the archive's without its ending. */
  readonly name: string;
  /** By the index of the entry; below the one folder, if there is one. */
  readonly paths: readonly string[];
  readonly columns: EntryColumns;
  /** Entries that cannot be read, by their index. */
  readonly failures: readonly (readonly [index: number, failure: Failure])[];
  /** Why the list of files is not complete; null if it is. */
  readonly unfinished: string | null;
  /** Sentences about what is in the archive. */
  readonly notices: readonly string[];
}

/** The archive's name is for its folder and for sentences. */
export interface NamedArchive {
  readonly name: string;
  readonly kind: ArchiveKind;
  readonly bytes: ArchiveBytes;
}

interface Found {
  readonly names: string[];
  readonly folders: Set<string>;
  readonly entries: ListedEntry[];
  others: number;
}

/**
 * Lists an archive by its directory or headers, without reading its files. `onCount` is called with the
 * number of files found so far. Rejects only if the archive cannot be read.
 */
export async function listArchive(
  { name, kind, bytes }: NamedArchive,
  onCount: (files: number) => void,
): Promise<ArchiveListing> {
  const found: Found = { names: [], folders: new Set(), entries: [], others: 0 };
  const items = kind === 'zip' ? listZip(bytes) : listTar(bytes);
  let step = await items.next();
  for (; step.done !== true; step = await items.next()) {
    const item = step.value;
    if (item.kind === 'other') found.others += 1;
    else if (item.kind === 'folder') found.folders.add(item.name);
    else {
      found.names.push(item.name);
      found.entries.push(item.file);
      onCount(found.entries.length);
    }
  }
  return listingOf(name, found, step.value);
}

function listingOf(archive: string, found: Found, unfinished: string | null): ArchiveListing {
  const failures = new Map<number, Failure>();
  let unsafe = 0;
  const cleaned = found.names.map((name, index) => {
    const path = entryPath(name);
    const { failure } = found.entries[index] ?? { failure: null };
    if (failure !== null) failures.set(index, failure);
    if (path !== null) return path;
    failures.set(index, unsafeName(name));
    unsafe += 1;
    return null;
  });
  markOverlaps(found.entries, failures);
  const folder = commonFolder([...cleaned, ...Array.from(found.folders, entryPath)]);
  let numbered = 0;
  const paths = cleaned.map((path) => {
    if (path === null) return `(unsafe name ${(numbered += 1)})`;
    return folder !== null && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  });
  return {
    name: folder ?? nameWithoutEnding(archive),
    paths,
    columns: columnsOf(found.entries),
    failures: [...failures],
    unfinished,
    notices: noticesOn(archive, paths, found, failures, unsafe),
  };
}

function unsafeName(name: string): Failure {
  const detail = `Its name in the archive, “\u2068${name}\u2069”, leads out of the folder that it would be unpacked to. Rename it, or leave it out.`;
  return { code: 'bad-name', detail };
}

/** The archive's name is isolated (Unicode bidi), so that it cannot reverse the sentence. */
function noticesOn(
  archive: string,
  paths: readonly string[],
  { others }: Found,
  failures: ReadonlyMap<number, Failure>,
  unsafe: number,
): readonly string[] {
  const subject = `“\u2068${archive}\u2069”`;
  const twice = paths.length - new Set(paths).size;
  const unread = failures.size - unsafe;
  const reason = [...failures.values()].find(({ code }) => code !== 'bad-name');
  const texts = [
    others > 0 && `Links and devices in ${subject} are skipped: ${others}.`,
    twice > 0 &&
      `${subject} has more than one file of the same name. Each is listed, the later ones with a number: ${twice}.`,
    unread > 0 &&
      `Files in ${subject} that cannot be read: ${unread} of ${paths.length}. The first: ${reason?.detail ?? ''}`,
  ];
  return texts.filter((text) => text !== false);
}
