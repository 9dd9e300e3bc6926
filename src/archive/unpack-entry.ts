import { crc32 } from '../core/crc32.ts';
import type { Failure } from '../core/verdict.ts';
import type { PackedEntry } from './archive-entry.ts';
import { inflate } from './inflate.ts';
import { dataStart } from './local-header.ts';
import { BROKEN, NO_HEADER, WRONG_SIZE, WRONG_SUM } from './unpack-failures.ts';

/** The bytes of an entry; they share the memory of the archive's bytes if they are stored as they are. */
export type Unpacked = Uint8Array<ArrayBuffer> | Failure;

/**
 * Unpacks an entry from these bytes of its archive, which begin at its offset. Null if they end before
 * the entry does. Never makes more bytes than the archive states.
 */
export async function unpackEntry(
  span: Uint8Array<ArrayBuffer>,
  entry: PackedEntry,
): Promise<Unpacked | null> {
  const start = entry.packing === 'plain' ? 0 : dataStart(span);
  if (start === 'bad') return NO_HEADER;
  if (start === 'cut' || start + entry.packedBytes > span.length) return null;
  const packed = span.subarray(start, start + entry.packedBytes);
  if (entry.packing !== 'deflated') return checked(packed, entry);
  const bytes = new Uint8Array(entry.bytes);
  const fill = filler(bytes);
  const end = await inflate([packed], fill.take);
  if (end === 'broken') return BROKEN;
  return end === 'ended' && fill.length() === entry.bytes ? checked(bytes, entry) : WRONG_SIZE;
}

/** The first bytes of an entry, at most `bytes`, of the first bytes of its span. Unchecked. */
export async function unpackHead(
  span: Uint8Array<ArrayBuffer>,
  entry: PackedEntry,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const start = entry.packing === 'plain' ? 0 : dataStart(span);
  if (typeof start === 'string') return new Uint8Array();
  const packed = span.subarray(start, start + entry.packedBytes);
  if (entry.packing !== 'deflated') return packed.subarray(0, bytes);
  const head = new Uint8Array(Math.min(bytes, entry.bytes));
  const fill = filler(head);
  await inflate([packed], fill.take);
  return head.subarray(0, fill.length());
}

/** Fills memory piece by piece; `take` returns false once a piece does not fit. */
export function filler(bytes: Uint8Array) {
  let at = 0;
  return {
    take(piece: Uint8Array): boolean {
      const fitting = piece.subarray(0, bytes.length - at);
      bytes.set(fitting, at);
      at += fitting.length;
      return fitting.length === piece.length;
    },
    length: () => at,
  };
}

/** The bytes of an entry, if their number and sum are those that the archive states. */
export function checked(bytes: Uint8Array<ArrayBuffer>, entry: PackedEntry): Unpacked {
  if (bytes.length !== entry.bytes) return WRONG_SIZE;
  return entry.crc32 === null || crc32(bytes) === entry.crc32 ? bytes : WRONG_SUM;
}
