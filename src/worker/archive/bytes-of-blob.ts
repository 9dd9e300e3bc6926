import type { ArchiveBytes } from '../../archive/archive-bytes.ts';

/** Reads slices of a Blob. */
export function bytesOfBlob(blob: Blob): ArchiveBytes {
  return {
    size: blob.size,
    async read(offset, length) {
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    },
  };
}
