import type { ArchiveBytes } from '../../src/archive/archive-bytes.ts';
import type { ArchiveKind } from '../../src/archive/archive-kind.ts';
import { entryAt } from '../../src/archive/entry-columns.ts';
import { listArchive, type ArchiveListing } from '../../src/archive/list-archive.ts';
import { unpackEntry, type Unpacked } from '../../src/archive/unpack-entry.ts';

/** An archive that counts the bytes that were read of it. */
export interface CountedBytes extends ArchiveBytes {
  readonly readBytes: number;
}

export function countedBytes(bytes: Uint8Array<ArrayBuffer>): CountedBytes {
  let readBytes = 0;
  return {
    size: bytes.length,
    get readBytes() {
      return readBytes;
    },
    async read(offset, length) {
      const read = bytes.slice(offset, offset + length);
      readBytes += read.length;
      return read;
    },
  };
}

export function listBytes(
  bytes: Uint8Array<ArrayBuffer>,
  name = 'pets.zip',
  kind: ArchiveKind = 'zip',
): Promise<ArchiveListing> {
  return listArchive({ name, kind, bytes: countedBytes(bytes) }, () => {});
}

/** The bytes of each entry, or why there are none. */
export async function unpackAll(
  bytes: Uint8Array<ArrayBuffer>,
  { paths, columns }: ArchiveListing,
): Promise<readonly (Unpacked | null)[]> {
  return Promise.all(
    paths.map((_, index) => {
      const entry = entryAt(columns, index);
      return unpackEntry(bytes.slice(entry.at, entry.at + entry.span), entry);
    }),
  );
}
