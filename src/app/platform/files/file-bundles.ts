import type { PackedEntry } from '../../../archive/archive-entry.ts';
import { GROUP_SLOTS, groupOf } from '../../../pool/batch-queue.ts';
import type { FileSource } from './file-source.ts';

/** The location of a file's bytes in a Blob that it shares with other files. */
export interface BundledFile {
  readonly bundle: Blob;
  /** Offset in the bundle, in bytes. */
  readonly at: number;
  readonly size: number;
}

/** Whether a file stays open for others: for one more use, or until its plan is gone, if there is room. */
export type KeptOpen = 'no' | 'once' | 'always';

/** The limit of files that stay open (about 7 KB each in Chromium); each run opens the others. */
const MAX_OPEN_FILES = 16_384;

const bundled = new WeakMap<FileSource, BundledFile>();
const bundledOnce = new WeakMap<FileSource, BundledFile>();
let openFiles = 0;
// a bundle is collected with the last of its sources, that is, with their plan
const gone = new FinalizationRegistry<number>((files) => {
  openFiles -= files;
});

/**
 * The file of a source that is still open; the browser refuses to read it if it has changed. A file that
 * was kept for one use is not found again.
 */
export function useBundled(source: FileSource): BundledFile | null {
  const found = bundled.get(source) ?? bundledOnce.get(source) ?? null;
  bundledOnce.delete(source);
  return found;
}

/** Makes the next use of a file open it again. */
export function clearBundled(source: FileSource): void {
  bundled.delete(source);
  bundledOnce.delete(source);
}

/** An open file and its slot. */
export interface OpenedFile extends BundledFile {
  readonly slot: number;
  /** Of a file in an archive, which is the bundle. */
  readonly packed?: PackedEntry;
  /** Null if it has been open for longer, and nobody remembers. */
  readonly modifiedMs: number | null;
}

export interface FreshFile {
  readonly slot: number;
  readonly source: FileSource;
  readonly file: File;
}

/**
 * Bundles opened files into Blobs, one for each group of slots. Opening a file and making a Blob of
 * it take Chromium longer than reading it, so it is done before the run if there is time: with
 * `always` the files are remembered. A run does not, as it reads each file only once.
 * Larger bundles would cost less per file, but Chromium reads each Blob through a single pipe, and
 * several Blobs in parallel.
 */
export function bundleFiles(files: readonly FreshFile[], kept: KeptOpen): readonly OpenedFile[] {
  const groups = new Map<number, FreshFile[]>();
  for (const file of files) {
    const group = groupOf(file.slot);
    const others = groups.get(group);
    if (others === undefined) groups.set(group, [file]);
    else others.push(file);
  }
  return [...groups.values()].flatMap((group) => bundleGroup(group, kept));
}

function bundleGroup(files: readonly FreshFile[], kept: KeptOpen): readonly OpenedFile[] {
  const [first] = files;
  const isAlone = first !== undefined && files.length === 1;
  const bundle = isAlone ? first.file : new Blob(files.map(({ file }) => file));
  const members = files.map(({ slot, source, file }) => {
    return { slot, source, size: file.size, modifiedMs: file.lastModified };
  });
  return locateFiles(bundle, members, kept);
}

export interface BundleMember {
  readonly slot: number;
  /** Null if it is in the bundle but not needed. */
  readonly source: FileSource | null;
  readonly size: number;
  readonly modifiedMs: number | null;
}

/** Locates files in a bundle that has their bytes one after the other; see bundleFiles. */
export function locateFiles(
  bundle: Blob,
  files: readonly BundleMember[],
  kept: KeptOpen,
): readonly OpenedFile[] {
  // a few files of a group (a sample, say) would keep the group from being bundled as a whole
  const isWorthIt = files.length >= GROUP_SLOTS / 4 && openFiles + files.length <= MAX_OPEN_FILES;
  const isKept = kept === 'always' && isWorthIt;
  let at = 0;
  const located: OpenedFile[] = [];
  for (const { slot, source, size, modifiedMs } of files) {
    const location = { bundle, at, size };
    at += size;
    if (source === null) continue;
    if (isKept) bundled.set(source, location);
    if (kept === 'once') bundledOnce.set(source, location);
    located.push({ slot, ...location, modifiedMs });
  }
  if (isKept) {
    openFiles += files.length;
    gone.register(bundle, files.length);
  }
  return located;
}
