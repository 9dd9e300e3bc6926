/** The differences of rows, byte by byte: levels of 0 to 255. */
export interface RowDifferences {
  readonly largest: number;
  /** Over all bytes. */
  readonly sum: number;
  readonly bytes: number;
}

/** Compares two rows; throws if their lengths differ. */
export function compareRows(one: Uint8Array, other: Uint8Array): RowDifferences {
  if (one.length !== other.length) {
    throw new RangeError(`rows of ${one.length} and ${other.length} bytes`);
  }
  let largest = 0;
  let sum = 0;
  for (let i = 0; i < one.length; i++) {
    const difference = Math.abs((one[i] ?? 0) - (other[i] ?? 0));
    if (difference > largest) largest = difference;
    sum += difference;
  }
  return { largest, sum, bytes: one.length };
}

/** The differences of several pairs of rows together: each byte counts equally. */
export function totalDifferences(all: readonly RowDifferences[]): RowDifferences {
  return all.reduce(
    (total, { largest, sum, bytes }) => ({
      largest: Math.max(total.largest, largest),
      sum: total.sum + sum,
      bytes: total.bytes + bytes,
    }),
    { largest: 0, sum: 0, bytes: 0 },
  );
}

/** The mean difference of a byte; 0 if there are no bytes. */
export function meanDifference({ sum, bytes }: RowDifferences): number {
  return bytes === 0 ? 0 : sum / bytes;
}
