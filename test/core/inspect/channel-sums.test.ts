import { describe, expect, it } from 'vitest';

import {
  channelStatistics,
  createChannelSums,
  sumRow,
} from '../../../src/core/inspect/channel-sums.ts';
import { readFixtureJson } from '../read-fixture.ts';
import { chanceBytes } from './made-rows.ts';

interface Golden {
  readonly shape: readonly [rows: number, height: number, width: number, channels: number];
  readonly seed: number;
  readonly least: number;
  readonly most: number;
  readonly mean: readonly string[];
  readonly std: readonly string[];
  readonly meanOf1: readonly string[];
  readonly stdOf1: readonly string[];
}

const goldens = readFixtureJson('npy/statistics.json') as readonly Golden[];

describe('sums of channels', () => {
  it.each(goldens)(
    'I1 the statistics of $shape are those of NumPy to the last digit shown',
    ({ shape, seed, least, most, ...golden }) => {
      const [rows, height, width, channels] = shape;
      const rowBytes = height * width * channels;
      const bytes = chanceBytes(rows * rowBytes, seed).map((value) => {
        return Math.min(most, Math.max(least, value));
      });
      const sums = createChannelSums(rows, channels);
      const all = Uint32Array.from({ length: rows }, (_, row) => row);
      for (const row of all)
        sumRow(sums, row, bytes.subarray(row * rowBytes, (row + 1) * rowBytes));
      const found = channelStatistics(sums, all, 0, height * width) ?? [];
      expect(found.map(({ mean }) => mean.toFixed(4))).toEqual(golden.mean);
      expect(found.map(({ sd }) => sd.toFixed(4))).toEqual(golden.std);
      expect(found.map(({ mean }) => (mean / 255).toFixed(6))).toEqual(golden.meanOf1);
      expect(found.map(({ sd }) => (sd / 255).toFixed(6))).toEqual(golden.stdOf1);
    },
  );

  it('I1 rows of zeros count, rows that are left out do not, and without rows there is no mean', () => {
    const sums = createChannelSums(2, 3);
    sumRow(sums, 0, Uint8Array.of(9, 9, 9));
    sumRow(sums, 1, Uint8Array.of(200, 100, 0));
    expect(channelStatistics(sums, Uint32Array.of(), 0, 1)).toBeNull();
    const [red, green, blue] = channelStatistics(sums, Uint32Array.of(1), 1, 1) ?? [];
    expect(red).toEqual({ mean: 100, sd: 100 });
    expect(green).toEqual({ mean: 50, sd: 50 });
    expect(blue).toEqual({ mean: 0, sd: 0 });
  });

  it('I1 squares beyond 2^53 are summed exactly', () => {
    const rows = 200_000;
    const sums = createChannelSums(rows, 1);
    // rows of 1024 × 1024 pixels of 255, and one with one pixel of 254
    const pixels = 1024 ** 2;
    sums.values.fill(pixels * 255);
    sums.squares.fill(pixels * 255 ** 2);
    sums.values[0] = pixels * 255 - 1;
    sums.squares[0] = (pixels - 1) * 255 ** 2 + 254 ** 2;
    const all = Uint32Array.from({ length: rows }, (_, row) => row);
    const count = rows * pixels;
    // the variance of one value that is one less than all others
    const expected = Math.sqrt((count - 1) / count) / Math.sqrt(count);
    expect(channelStatistics(sums, all, 0, pixels)?.[0]?.sd).toBeCloseTo(expected, 15);
  });
});
