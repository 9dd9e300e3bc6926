/** Mean and standard deviation of one channel, 0 to 255. */
export interface ChannelStatistics {
  readonly mean: number;
  /** Of the population, as NumPy's `std()` by default. */
  readonly sd: number;
}

/** Exact sums of the pixels of rows, channel by channel: entry row × channels + channel. */
export interface ChannelSums {
  readonly channels: number;
  readonly values: Float64Array;
  /** Of the values' squares. */
  readonly squares: Float64Array;
}

export function createChannelSums(rows: number, channels: number): ChannelSums {
  const entries = rows * channels;
  return {
    channels,
    values: new Float64Array(entries),
    squares: new Float64Array(entries),
  };
}

/** The number of values whose squares fit a 32-bit integer: 2^31 / 255². */
const VALUES_PER_INTEGER = 33_025;

/** Sums the pixels of a row. The sums are integers below 2^53, so they are exact. */
export function sumRow(sums: ChannelSums, index: number, row: Uint8Array): void {
  const { channels } = sums;
  for (let channel = 0; channel < channels; channel++) {
    let values = 0;
    let squares = 0;
    for (let at = channel; at < row.length;) {
      const end = Math.min(row.length, at + VALUES_PER_INTEGER * channels);
      let some = 0;
      let someSquares = 0;
      for (; at < end; at += channels) {
        const value = row[at] ?? 0;
        some = (some + value) | 0;
        someSquares = (someSquares + Math.imul(value, value)) | 0;
      }
      values += some;
      squares += someSquares;
    }
    sums.values[index * channels + channel] = values;
    sums.squares[index * channels + channel] = squares;
  }
}

/**
 * Mean and standard deviation of each channel over the pixels of some rows and `zeros` rows of zeros; null
 * without a row. The sums of an array are BigInt, because its squares exceed 2^53. Only the last division and root
 * are rounded, so the order of the rows does not matter.
 */
export function channelStatistics(
  sums: ChannelSums,
  indices: Uint32Array,
  zeros: number,
  pixelsPerRow: number,
): readonly ChannelStatistics[] | null {
  const pixels = BigInt(indices.length + zeros) * BigInt(pixelsPerRow);
  if (pixels === 0n) return null;
  return Array.from({ length: sums.channels }, (_, channel) => {
    const values = exactSum(sums.values, indices, sums.channels, channel);
    const squares = exactSum(sums.squares, indices, sums.channels, channel);
    return {
      mean: ratio(values, pixels),
      sd: Math.sqrt(ratio(pixels * squares - values * values, pixels * pixels)),
    };
  });
}

/** The most that a number holds exactly. */
const EXACT = Number.MAX_SAFE_INTEGER;

function exactSum(
  column: Float64Array,
  indices: Uint32Array,
  channels: number,
  channel: number,
): bigint {
  let total = 0n;
  let some = 0; // BigInt is slow: numbers are added as long as they are exact
  for (const index of indices) {
    const value = column[index * channels + channel] ?? 0;
    if (some > EXACT - value) {
      total += BigInt(some);
      some = 0;
    }
    some += value;
  }
  return total + BigInt(some);
}

/** Binary digits after the point that are kept of a quotient before it becomes a number. */
const SCALE_BITS = 80n;

/** a / b, both non-negative, to the precision of a number. */
function ratio(a: bigint, b: bigint): number {
  return Number((a << SCALE_BITS) / b) / 2 ** Number(SCALE_BITS);
}
