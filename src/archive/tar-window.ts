import type { ArchiveBytes } from './archive-bytes.ts';

/** Reads parts of an archive that mostly follow each other. */
export interface TarWindow {
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Headers of small files are read together with the files between them. */
const LONG_BYTES = 2 ** 20;
/** If headers are farther apart than this, to seek to each is faster than to read what is between. */
const FAR_BYTES = 2 ** 17;
const SHORT_BYTES = 4096;

export function createTarWindow(bytes: ArchiveBytes): TarWindow {
  let start = 0;
  let held = new Uint8Array();
  let last = 0;
  return {
    async read(at, length) {
      const isHeld = at >= start && at + length <= start + held.length;
      if (!isHeld) {
        const window = at - last > FAR_BYTES ? SHORT_BYTES : LONG_BYTES;
        const wanted = Math.min(Math.max(length, window), bytes.size - at);
        held = wanted > 0 ? await bytes.read(at, wanted) : new Uint8Array();
        start = at;
      }
      last = at;
      return held.subarray(at - start, at - start + length);
    },
  };
}
