import type { PackedEntry } from '../../archive/archive-entry.ts';
import type { Failure } from '../../core/verdict.ts';
import { checked, filler, unpackEntry } from '../../archive/unpack-entry.ts';
import { unpackInPieces } from '../../archive/unpack-in-pieces.ts';
import type { Refusal } from '../../formats/sniff.ts';
import { HEAD_BYTES } from '../../formats/survey.ts';
import type { FilePart } from '../../pool/wire/batch.ts';
import { bytesOfBlob } from '../archive/bytes-of-blob.ts';
import { refuseByHead } from './refuse-by-head.ts';

type Content = Uint8Array<ArrayBuffer> | Refusal;

/** Unpacks the entries of a part, whose bytes begin at the part's offset in the archive. */
export async function unpackTogether(
  read: Uint8Array<ArrayBuffer>,
  { slots, bytes, at, packed }: FilePart<Blob>,
  onProgress: () => void,
): Promise<{ readonly slot: number; readonly content: Content }[]> {
  const files: { readonly slot: number; readonly content: Content }[] = [];
  for (const [index, entry] of (packed ?? []).entries()) {
    const start = entry.at - at;
    const unpacked = await unpackEntry(read.subarray(start, start + entry.span), entry);
    const content = unpacked ?? (await readPackedAlone(bytes, entry, onProgress));
    files.push({ slot: slots[index] ?? 0, content: contentOf(content) });
    onProgress();
  }
  return files;
}

/**
 * Reads an entry of any size by itself. Its first bytes are unpacked before the others, because photo
 * folders contain videos too. Rejects if the archive cannot be read.
 */
export async function readPackedAlone(
  archive: Blob,
  entry: PackedEntry,
  onProgress: () => void,
): Promise<Content> {
  const source = bytesOfBlob(archive);
  const head = new Uint8Array(Math.min(HEAD_BYTES, entry.bytes));
  const begun = filler(head);
  const unread = await unpackInPieces(source, entry, begun.take);
  if (unread !== null) return { failure: unread, format: null };
  const refused = refuseByHead(head.subarray(0, begun.length()), entry.bytes);
  if (refused !== null) return refused;
  const bytes = new Uint8Array(entry.bytes);
  const fill = filler(bytes);
  const failure = await unpackInPieces(source, entry, (piece) => {
    onProgress();
    return fill.take(piece);
  });
  return contentOf(failure ?? checked(bytes, entry));
}

/** A local header is longer than the directory says by a few bytes, and compressed bytes may be more. */
const HEAD_SLACK_BYTES = 4096;

/** How many bytes of an entry's span have its first `headBytes` bytes. */
export function headSpan({ span }: PackedEntry, headBytes: number): number {
  return Math.min(span, headBytes + HEAD_SLACK_BYTES);
}

function contentOf(unpacked: Content | Failure): Content {
  return 'code' in unpacked ? { failure: unpacked, format: null } : unpacked;
}
