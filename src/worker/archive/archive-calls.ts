import { listArchive } from '../../archive/list-archive.ts';
import { unpackInPieces } from '../../archive/unpack-in-pieces.ts';
import { MAX_FILE_BYTES, TOO_LARGE } from '../decode/too-large.ts';
import type { ArchiveCalls } from '../../pool/wire/archive.ts';
import { bytesOfBlob } from './bytes-of-blob.ts';

const COUNT_INTERVAL_MS = 100;
/** Bytes in one Blob: the browser keeps Blobs on the disk if there is no memory. */
const BLOB_BYTES = 16 * 2 ** 20;

export function createArchiveCalls(): ArchiveCalls<Blob> {
  return {
    async list(bytes, name, kind, onCount) {
      const count = atMostEvery(onCount);
      return listArchive({ name, kind, bytes: bytesOfBlob(bytes) }, count);
    },
    async extract(bytes, entry, onProgress) {
      if (entry.bytes > MAX_FILE_BYTES) return TOO_LARGE;
      const progress = atMostEvery(onProgress);
      const blobs: Blob[] = [];
      let pieces: Uint8Array<ArrayBuffer>[] = [];
      let held = 0;
      const failure = await unpackInPieces(bytesOfBlob(bytes), entry, (piece) => {
        pieces.push(piece.slice());
        held += piece.length;
        progress(0);
        if (held < BLOB_BYTES) return true;
        blobs.push(new Blob(pieces));
        pieces = [];
        held = 0;
        return true;
      });
      return failure ?? new Blob([...blobs, ...pieces]);
    },
  };
}

function atMostEvery(call: (count: number) => void): (count: number) => void {
  let calledAt = performance.now();
  return (count) => {
    const now = performance.now();
    if (now - calledAt < COUNT_INTERVAL_MS) return;
    calledAt = now;
    call(count);
  };
}
