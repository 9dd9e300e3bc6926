import type { Failure } from '../core/verdict.ts';

/**
 * How an entry's bytes are stored. `plain`: as they are, from its offset on; the others follow a local
 * header of a zip.
 */
export const PACKINGS = ['plain', 'stored', 'deflated'] as const;
export type Packing = (typeof PACKINGS)[number];

/** Where an entry's bytes are in its archive. Sizes are those that the archive states. */
export interface PackedEntry {
  readonly packing: Packing;
  /** Offset of the bytes, or of their local header. */
  readonly at: number;
  /** From `at` to the end of the bytes; an estimate if there is a local header. */
  readonly span: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Null if the archive has none. */
  readonly crc32: number | null;
}

/** What an archive lists, in its order. */
export type ArchiveItem =
  | { readonly kind: 'file'; readonly name: string; readonly file: ListedEntry }
  | { readonly kind: 'folder'; readonly name: string }
  /** A link, a device, or another thing that is no file. */
  | { readonly kind: 'other' };

export interface ListedEntry extends PackedEntry {
  readonly modifiedMs: number | null;
  /** Why it cannot be read. */
  readonly failure: Failure | null;
}

/** The end of a listing: null, or the reason if it is not complete. */
export type ListingEnd = string | null;
