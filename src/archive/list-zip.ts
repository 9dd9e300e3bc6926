import {
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_SPLIT_ZIP_FILE,
  ZipReader,
  type Entry,
} from '@zip.js/zip.js/lib/zip-core-reader.js';

import { errorMessage } from '../core/error-message.ts';
import type { Failure } from '../core/verdict.ts';
import type { ArchiveBytes } from './archive-bytes.ts';
import type { ArchiveItem, ListingEnd, Packing } from './archive-entry.ts';
import { withSlashes } from './entry-path.ts';

/** A directory of five million files; it is read as a whole. */
const MAX_DIRECTORY_BYTES = 512 * 2 ** 20;
const LOCAL_HEADER_BYTES = 30;
/** A local header has more extra fields than the directory: those of Info-ZIP are 32 bytes at most. */
const EXTRA_SLACK_BYTES = 64;
/** Deflate makes nothing longer than by 5 bytes in 16 KiB, and a password by 28. */
const LONGEST_GROWTH = 1.01;
const GROWTH_SLACK_BYTES = 1024;

/** Lists a zip by its central directory, Zip64 included. Rejects only if the archive cannot be read. */
export async function* listZip(bytes: ArchiveBytes): AsyncGenerator<ArchiveItem, ListingEnd> {
  const source = createReader(bytes);
  const zip = new ZipReader(source.reader, { strictness: 'tolerant' });
  let files = 0;
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      files += 1;
      yield itemOf(entry, bytes.size);
    }
    return null;
  } catch (error) {
    if (source.failed.length > 0) throw source.failed[0];
    return endText(errorMessage(error), files);
  }
}

/** The reader that zip.js asks; it has an error of reading apart from those of the archive. */
function createReader(bytes: ArchiveBytes) {
  const failed: unknown[] = [];
  const reader = {
    size: bytes.size,
    readable: null,
    initialized: true,
    init: async () => undefined,
    async readUint8Array(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
      if (length > MAX_DIRECTORY_BYTES) throw new Error('it is too large');
      const end = Math.min(bytes.size, offset + length);
      if (offset < 0 || end <= offset) return new Uint8Array();
      return bytes.read(offset, end - offset).catch((error: unknown) => {
        failed.push(error);
        throw error;
      });
    },
  };
  return { failed, reader };
}

function itemOf(entry: Entry, archiveBytes: number): ArchiveItem {
  const name = entry.msDosCompatible ? withSlashes(entry.filename) : entry.filename;
  if (entry.symlink) return { kind: 'other' };
  if (entry.directory) return { kind: 'folder', name };
  const { offset: at, compressedSize: packedBytes, uncompressedSize: bytes } = entry;
  const header = LOCAL_HEADER_BYTES + entry.rawFilename.length + entry.rawExtraField.length;
  const modifiedMs = entry.lastModDate.getTime();
  const packing: Packing = entry.compressionMethod === 0 ? 'stored' : 'deflated';
  const file = {
    packing,
    at,
    span: header + EXTRA_SLACK_BYTES + packedBytes,
    packedBytes,
    bytes,
    crc32: entry.crc32 ?? null,
    modifiedMs: Number.isFinite(modifiedMs) ? modifiedMs : null,
    failure: failureOf(entry, at + header + packedBytes > archiveBytes),
  };
  return { kind: 'file', name, file };
}

function failureOf(entry: Entry, isOutside: boolean): Failure | null {
  const { compressionMethod: method, compressedSize, uncompressedSize } = entry;
  if (entry.encrypted) {
    return {
      code: 'unsupported',
      detail: 'It is encrypted with a password. Unpack the archive, then drop the folder.',
    };
  }
  if (method !== 0 && method !== 8) {
    const name = METHODS.get(method) ?? `method ${method}`;
    const detail = `It is compressed with ${name}, which is not read here. Unpack the archive, then drop the folder.`;
    return { code: 'unsupported', detail };
  }
  if (isOutside) return { code: 'corrupt', detail: 'The archive ends before this file does.' };
  const longest = uncompressedSize * LONGEST_GROWTH + GROWTH_SLACK_BYTES;
  const isPlausible =
    method === 0 ? compressedSize === uncompressedSize : compressedSize <= longest;
  if (isPlausible) return null;
  return { code: 'corrupt', detail: 'The archive states sizes of this file that cannot be.' };
}

/** APPNOTE.TXT of PKWARE, 4.4.5. */
const METHODS: ReadonlyMap<number, string> = new Map([
  [1, 'Shrink'],
  [6, 'Implode'],
  [9, 'Deflate64'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [20, 'Zstandard'],
  [93, 'Zstandard'],
  [95, 'xz'],
  [96, 'a JPEG variant'],
  [98, 'PPMd'],
]);

function endText(error: string, files: number): string {
  if (error === ERR_SPLIT_ZIP_FILE) {
    return 'It is one part of a zip that was split. Unpack all parts, then drop the folder.';
  }
  if (error === ERR_ENCRYPTED_CENTRAL_DIRECTORY) {
    return 'Its directory is encrypted with a password. Unpack it, then drop the folder.';
  }
  if (error === ERR_CENTRAL_DIRECTORY_NOT_FOUND || files > 0) {
    return 'Its directory is damaged. Download or make it again, or repair it with a program for archives.';
  }
  return 'It has no directory at its end: it is cut off, or no zip. Download or copy it again.';
}
