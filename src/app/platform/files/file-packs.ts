import { GROUP_SLOTS, groupOf } from '../../../pool/batch-queue.ts';
import type { FileSource } from './file-source.ts';

/** Where the bytes of an opened file are: in one Blob with those of the files opened with it. */
export interface PackedFile {
  readonly pack: Blob;
  /** Offset in the pack, in bytes. */
  readonly at: number;
  readonly size: number;
}

/** Files that are kept open, some 7 KB each in Chromium; those beyond are opened by each run. */
const KEPT_FILES = 16_384;

const packed = new WeakMap<FileSource, PackedFile>();
let kept = 0;
// a pack goes with the last of its sources, which is when their plan does
const gone = new FinalizationRegistry<number>((files) => {
  kept -= files;
});

/** The file of a source that was opened before; the browser refuses to read it if it changed since. */
export function findPacked(source: FileSource): PackedFile | null {
  return packed.get(source) ?? null;
}

/** Has a file opened anew the next time it is wanted. */
export function forgetPacked(source: FileSource): void {
  packed.delete(source);
}

/** A file that is open, and the slot that it is of. */
export interface OpenedFile extends PackedFile {
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
export function packFiles(files: readonly FreshFile[], keepsOpen: boolean): readonly OpenedFile[] {
  const groups = new Map<number, FreshFile[]>();
  for (const file of files) {
    const group = groupOf(file.slot);
    const others = groups.get(group);
    if (others === undefined) groups.set(group, [file]);
    else others.push(file);
  }
  return [...groups.values()].flatMap((group) => packGroup(group, keepsOpen));
}

function packGroup(files: readonly FreshFile[], keepsOpen: boolean): readonly OpenedFile[] {
  const [first] = files;
  const isAlone = first !== undefined && files.length === 1;
  const pack = isAlone ? first.file : new Blob(files.map(({ file }) => file));
  const members = files.map(({ slot, source, file }) => ({ slot, source, size: file.size }));
  return placesIn(pack, members, keepsOpen);
}

/** A file whose bytes are in a pack. */
export interface PackMember {
  readonly slot: number;
  /** Null where it is in the pack and not wanted. */
  readonly source: FileSource | null;
  readonly size: number;
}

/** The places of files in a pack that has the bytes of one after the other's; see packFiles. */
export function placesIn(
  pack: Blob,
  files: readonly PackMember[],
  keepsOpen: boolean,
): readonly OpenedFile[] {
  // a few of a group are a sample, say, or the end of a run: they would keep the others apart
  const isWorthIt = files.length >= GROUP_SLOTS / 2 && kept + files.length <= KEPT_FILES;
  const isKept = keepsOpen && isWorthIt;
  let at = 0;
  const places: OpenedFile[] = [];
  for (const { slot, source, size } of files) {
    const place = { pack, at, size };
    at += size;
    if (source === null) continue;
    if (isKept) packed.set(source, place);
    places.push({ slot, ...place });
  }
  if (isKept) {
    kept += files.length;
    gone.register(pack, files.length);
  }
  return places;
}
