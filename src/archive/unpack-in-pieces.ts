import type { Failure } from '../core/verdict.ts';
import type { ArchiveBytes } from './archive-bytes.ts';
import type { PackedEntry } from './archive-entry.ts';
import { inflate, type InflateEnd } from './inflate.ts';
import { dataStart, MAX_LOCAL_HEADER_BYTES } from './local-header.ts';
import { BROKEN, NO_HEADER, WRONG_SIZE } from './unpack-failures.ts';

/** A large entry is read in pieces of this size. */
const PIECE_BYTES = 4 * 2 ** 20;

/**
 * Unpacks an entry of any size in pieces: `take` gets each and returns whether more is wanted. The
 * reason if that is not possible, else null. Rejects if the archive cannot be read.
 */
export async function unpackInPieces(
  archive: ArchiveBytes,
  entry: PackedEntry,
  take: (piece: Uint8Array) => boolean,
): Promise<Failure | null> {
  const start = await startOf(archive, entry);
  if (typeof start !== 'number') return start;
  let bytes = 0;
  const count = (piece: Uint8Array): boolean => {
    bytes += piece.length;
    return bytes <= entry.bytes && take(piece);
  };
  const packed = piecesOf(archive, start, entry.packedBytes);
  const end =
    entry.packing === 'deflated' ? await inflate(packed, count) : await pass(packed, count);
  if (bytes > entry.bytes) return WRONG_SIZE;
  if (end === 'broken') return BROKEN;
  return end === 'ended' && bytes !== entry.bytes ? WRONG_SIZE : null;
}

async function startOf(archive: ArchiveBytes, entry: PackedEntry): Promise<number | Failure> {
  if (entry.packing === 'plain') return entry.at;
  const start = dataStart(await archive.read(entry.at, MAX_LOCAL_HEADER_BYTES));
  return typeof start === 'number' ? entry.at + start : NO_HEADER;
}

async function* piecesOf(archive: ArchiveBytes, start: number, bytes: number) {
  const end = Math.min(start + bytes, archive.size);
  for (let at = start; at < end; at += PIECE_BYTES) {
    yield archive.read(at, Math.min(PIECE_BYTES, end - at));
  }
}

async function pass(
  pieces: AsyncIterable<Uint8Array>,
  take: (piece: Uint8Array) => boolean,
): Promise<InflateEnd> {
  for await (const piece of pieces) if (!take(piece)) return 'enough';
  return 'ended';
}
