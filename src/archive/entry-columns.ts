import { PACKINGS, type ListedEntry, type PackedEntry } from './archive-entry.ts';

/** The entries of an archive by their index, 41 bytes each. */
export interface EntryColumns {
  readonly packing: Uint8Array<ArrayBuffer>;
  readonly at: Float64Array<ArrayBuffer>;
  readonly span: Float64Array<ArrayBuffer>;
  readonly packedBytes: Float64Array<ArrayBuffer>;
  readonly bytes: Float64Array<ArrayBuffer>;
  /** NaN if unknown. */
  readonly modifiedMs: Float64Array<ArrayBuffer>;
  readonly crc32: Float64Array<ArrayBuffer>;
}

export function columnsOf(entries: readonly ListedEntry[]): EntryColumns {
  const numbers = (of: (entry: ListedEntry) => number): Float64Array<ArrayBuffer> => {
    return Float64Array.from(entries, of);
  };
  return {
    packing: Uint8Array.from(entries, ({ packing }) => PACKINGS.indexOf(packing)),
    at: numbers(({ at }) => at),
    span: numbers(({ span }) => span),
    packedBytes: numbers(({ packedBytes }) => packedBytes),
    bytes: numbers(({ bytes }) => bytes),
    modifiedMs: numbers(({ modifiedMs }) => modifiedMs ?? NaN),
    crc32: numbers(({ crc32 }) => crc32 ?? NaN),
  };
}

/** The entry of this index. */
export function entryAt(columns: EntryColumns, index: number): PackedEntry {
  const crc32 = columns.crc32[index] ?? NaN;
  return {
    packing: PACKINGS[columns.packing[index] ?? 0] ?? 'plain',
    at: columns.at[index] ?? 0,
    span: columns.span[index] ?? 0,
    packedBytes: columns.packedBytes[index] ?? 0,
    bytes: columns.bytes[index] ?? 0,
    crc32: Number.isNaN(crc32) ? null : crc32,
  };
}
