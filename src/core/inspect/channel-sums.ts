/** Mean and standard deviation of one channel, 0 to 255. */
export interface ChannelStatistics {
  readonly mean: number;
  /** Of the population, as NumPy's `std()` by default. */
  readonly sd: number;
}

/** Exact sums of pixels: of the values of each channel, and of their squares. */
export interface ChannelSums {
  /** Adds lines of pixels, each `channels` bytes. */
  add(pixels: Uint8Array): void;
  /** Adds this many pixels that are zero. */
  addZeros(pixels: number): void;
  /** One entry per channel; null if there are no pixels. */
  statistics(): readonly ChannelStatistics[] | null;
}

/** The number of values whose squares fit a 32-bit integer: 2^31 / 255². */
const VALUES_PER_INTEGER = 33_025;

/**
 * Sums the channels of an array. All sums are integers: 32 bits within a few lines, then BigInt, because
 * the squares of a large array exceed 2^53. Only the last division and root are rounded, so the result
 * does not depend on the order in which rows come.
 */
export function createChannelSums(channels: number): ChannelSums {
  let pixelCount = 0n;
  const sums = Array.from({ length: channels }, () => ({ values: 0n, squares: 0n }));
  return {
    add(pixels) {
      pixelCount += BigInt(pixels.length / channels);
      for (const [channel, total] of sums.entries()) {
        const { values, squares } = sumsOf(pixels, channel, channels);
        total.values += BigInt(values);
        total.squares += BigInt(squares);
      }
    },
    addZeros(pixels) {
      pixelCount += BigInt(pixels);
    },
    statistics() {
      if (pixelCount === 0n) return null;
      return sums.map(({ values, squares }) => ({
        mean: ratio(values, pixelCount),
        sd: Math.sqrt(ratio(pixelCount * squares - values * values, pixelCount * pixelCount)),
      }));
    },
  };
}

/** Exact below 2^53, which the squares of 138 billion values reach. */
function sumsOf(
  pixels: Uint8Array,
  channel: number,
  channels: number,
): { readonly values: number; readonly squares: number } {
  let values = 0;
  let squares = 0;
  for (let at = channel; at < pixels.length;) {
    const end = Math.min(pixels.length, at + VALUES_PER_INTEGER * channels);
    let [some, someSquares] = [0, 0];
    for (; at < end; at += channels) {
      const value = pixels[at] ?? 0;
      some = (some + value) | 0;
      someSquares = (someSquares + Math.imul(value, value)) | 0;
    }
    values += some;
    squares += someSquares;
  }
  return { values, squares };
}

/** Digits after the point, in binary, that are kept of a quotient before it becomes a number. */
const SCALE_BITS = 80n;

/** a / b, both non-negative, to the precision of a number. */
function ratio(a: bigint, b: bigint): number {
  return Number((a << SCALE_BITS) / b) / 2 ** Number(SCALE_BITS);
}
