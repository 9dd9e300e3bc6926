import { GROUP_SLOTS, groupOf } from '../../../pool/batch-queue.ts';
import type { FileSource } from './file-source.ts';

/** The location of an opened file's bytes, in one Blob with the files that were opened with it. */
export interface BundledFile {
  readonly bundle: Blob;
  /** Offset in the bundle, in bytes. */
  readonly at: number;
  readonly size: number;
}

/** Files that are openFiles open, some 7 KB each in Chromium; those beyond are opened by each run. */
const MAX_OPEN_FILES = 16_384;

const bundled = new WeakMap<FileSource, BundledFile>();
let openFiles = 0;
// a bundle goes with the last of its sources, which is when their plan does
const gone = new FinalizationRegistry<number>((files) => {
  openFiles -= files;
});

/** The file of a source that was opened before; the browser refuses to read it if it changed since. */
export function findBundled(source: FileSource): BundledFile | null {
  return bundled.get(source) ?? null;
}

/** Has a file opened anew the next time it is wanted. */
export function clearBundled(source: FileSource): void {
  bundled.delete(source);
}

/** A file that is open, and the slot that it is of. */
export interface OpenedFile extends BundledFile {
  readonly slot: number;
}

/** A file that was opened just now. */
export interface FreshFile {
  readonly slot: number;
  readonly source: FileSource;
  readonly file: File;
}

/**
 * Puts opened files into Blobs, those of a group of slots into one, and remembers them if they are to
 * stay open (a run reads each file once, and would only hold ever more of them): opening a
 * file and making a Blob of it take Chromium more time than reading it, and are done before the run
 * begins where there is time. More in a Blob would cost less each, but Chromium reads a Blob through
 * one pipe, and several side by side.
 */
export function bundleFiles(
  files: readonly FreshFile[],
  keepsOpen: boolean,
): readonly OpenedFile[] {
  const groups = new Map<number, FreshFile[]>();
  for (const file of files) {
    const group = groupOf(file.slot);
    const others = groups.get(group);
    if (others === undefined) groups.set(group, [file]);
    else others.push(file);
  }
  return [...groups.values()].flatMap((group) => bundleGroup(group, keepsOpen));
}

function bundleGroup(files: readonly FreshFile[], keepsOpen: boolean): readonly OpenedFile[] {
  const [first] = files;
  const isAlone = first !== undefined && files.length === 1;
  const bundle = isAlone ? first.file : new Blob(files.map(({ file }) => file));
  const members = files.map(({ slot, source, file }) => ({ slot, source, size: file.size }));
  return locateFiles(bundle, members, keepsOpen);
}

/** A file whose bytes are in a bundle. */
export interface BundleMember {
  readonly slot: number;
  /** Null if it is in the bundle but not wanted. */
  readonly source: FileSource | null;
  readonly size: number;
}

/** The located of files in a bundle that has the bytes of one after the other's; see bundleFiles. */
export function locateFiles(
  bundle: Blob,
  files: readonly BundleMember[],
  keepsOpen: boolean,
): readonly OpenedFile[] {
  // a few of a group are a sample, say, or the end of a run: they would keep the others apart
  const isWorthIt = files.length >= GROUP_SLOTS / 2 && openFiles + files.length <= MAX_OPEN_FILES;
  const isKept = keepsOpen && isWorthIt;
  let at = 0;
  const located: OpenedFile[] = [];
  for (const { slot, source, size } of files) {
    const location = { bundle, at, size };
    at += size;
    if (source === null) continue;
    if (isKept) bundled.set(source, location);
    located.push({ slot, ...location });
  }
  if (isKept) {
    openFiles += files.length;
    gone.register(bundle, files.length);
  }
  return located;
}
