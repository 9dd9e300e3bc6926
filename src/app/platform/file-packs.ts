import type { FileSource } from './file-source.ts';

/** Where the bytes of an opened file are: in one Blob with those of the files opened with it. */
export interface PackedFile {
  readonly pack: Blob;
  /** Offset in the pack, in bytes. */
  readonly at: number;
  readonly size: number;
}

/**
 * Files that are put into one Blob. More in a Blob cost less each, but Chromium reads a Blob through
 * one pipe, and several side by side.
 */
const PACK_FILES = 16;

/** Files that are kept open, some 0.7 KB each; those beyond are opened again by each run. */
const KEPT_FILES = 65_536;

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

/**
 * Puts opened files into Blobs, in their order, and remembers them: making a Blob of a file and
 * opening the file take Chromium more time than reading it, and are often done before a run begins.
 */
export function packFiles(
  files: readonly { readonly source: FileSource; readonly file: File }[],
): readonly PackedFile[] {
  const all: PackedFile[] = [];
  for (let first = 0; first < files.length; first += PACK_FILES) {
    const together = files.slice(first, first + PACK_FILES);
    const pack = new Blob(together.map(({ file }) => file));
    const isKept = kept + together.length <= KEPT_FILES;
    let at = 0;
    for (const { source, file } of together) {
      const place = { pack, at, size: file.size };
      at += file.size;
      all.push(place);
      if (isKept) packed.set(source, place);
    }
    if (!isKept) continue;
    kept += together.length;
    gone.register(pack, together.length);
  }
  return all;
}
