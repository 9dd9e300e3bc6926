import { describe, expect, it } from 'vitest';

import { createChannelSums } from '../../../src/core/inspect/channel-sums.ts';
import { readFixtureJson } from '../read-fixture.ts';
import { chanceBytes } from './made-rows.ts';

interface Golden {
  readonly shape: readonly number[];
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
      const pixels = chanceBytes(
        shape.reduce((product, side) => product * side, 1),
        seed,
      ).map((value) => Math.min(most, Math.max(least, value)));
      const sums = createChannelSums(3);
      for (let at = 0; at < pixels.length; at += 3000) sums.add(pixels.subarray(at, at + 3000));
      const found = sums.statistics() ?? [];
      expect(found.map(({ mean }) => mean.toFixed(4))).toEqual(golden.mean);
      expect(found.map(({ sd }) => sd.toFixed(4))).toEqual(golden.std);
      expect(found.map(({ mean }) => (mean / 255).toFixed(6))).toEqual(golden.meanOf1);
      expect(found.map(({ sd }) => (sd / 255).toFixed(6))).toEqual(golden.stdOf1);
    },
  );

  it('I1 rows of zeros count, and without pixels there is no mean', () => {
    const sums = createChannelSums(3);
    expect(sums.statistics()).toBeNull();
    sums.add(Uint8Array.of(200, 100, 0));
    sums.addZeros(1);
    const [red, green, blue] = sums.statistics() ?? [];
    expect(red).toEqual({ mean: 100, sd: 100 });
    expect(green).toEqual({ mean: 50, sd: 50 });
    expect(blue).toEqual({ mean: 0, sd: 0 });
  });

  it('I1 a standard deviation of almost nothing is not lost in large sums', () => {
    const sums = createChannelSums(1);
    const white = new Uint8Array(1_000_000).fill(255);
    for (let i = 0; i < 20; i++) sums.add(white);
    sums.add(Uint8Array.of(254));
    const count = 20_000_001;
    // Welford's formula for one value that is one less than all others
    expect(sums.statistics()?.[0]?.sd).toBeCloseTo(Math.sqrt((count - 1) / count ** 2), 14);
  });
});
