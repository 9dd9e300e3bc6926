import { makeZip, predictLength } from 'client-zip';

import { joinPieces, piecesOfStream } from './pieces.ts';

/** The same for every file, so that an archive depends on nothing but what is in it. */
const MODIFIED = new Date(1980, 0, 1);
const WRITTEN_AT_ONCE = 2 ** 20;

export interface ZipEntry {
  readonly name: string;
  /** The bytes, or their pieces, which must not be overwritten later. */
  readonly input: Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** An archive without compression; Zip64 if it has to be. */
export function zipPieces(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  return joinPieces(piecesOfStream(makeZip(dated(entries))), WRITTEN_AT_ONCE);
}

async function* dated(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncGenerator<ZipEntry & { readonly lastModified: Date }, void, void> {
  for await (const entry of entries) yield { ...entry, lastModified: MODIFIED };
}

/** The exact size of an archive of such entries. */
export function zipBytes(
  entries: Iterable<{ readonly name: string; readonly size: number }>,
): number {
  return Number(predictLength(entries));
}
