import { describe, expect, test } from 'vitest';

import { createRowEncoder } from '../../../src/core/output/encode-rows.ts';
import { normaliserOf } from '../../../src/core/output/normalisation.ts';
import { DEFAULT_OUTPUT, type Output } from '../../../src/core/output/output.ts';

const SIZE = { height: 1, width: 2, channels: 3 };
/** Two rows of two pixels. */
const ROWS = Uint8Array.of(1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 255);

function encoded(output: Partial<Output>, rows = ROWS, size = SIZE): Uint8Array<ArrayBuffer> {
  return createRowEncoder({ ...DEFAULT_OUTPUT, ...output }, size, null)(rows).slice();
}

describe('createRowEncoder', () => {
  test('O1 rows are saved as they are stored unless something else is chosen', () => {
    expect(createRowEncoder(DEFAULT_OUTPUT, SIZE, null)(ROWS)).toBe(ROWS);
  });

  test('O1 nchw has each channel of a row as an image', () => {
    const planes = [1, 4, 2, 5, 3, 6, 11, 14, 12, 15, 13, 255];
    expect([...encoded({ layout: 'nchw' })]).toEqual(planes);
    const floats = new Float32Array(encoded({ layout: 'nchw', dtype: 'float32' }).buffer);
    expect([...floats]).toEqual(planes);
  });

  test('O1 one and four channels keep their order', () => {
    const four = { height: 1, width: 2, channels: 4 };
    const rows = ROWS.slice(0, 8);
    expect([...encoded({ layout: 'nchw' }, rows, four)]).toEqual([1, 5, 2, 6, 3, 11, 4, 12]);
    const one = { ...four, channels: 1 };
    expect([...encoded({ layout: 'nchw' }, rows, one)]).toEqual([...rows]);
  });

  test('O2 unit divides by 255', () => {
    const floats = new Float32Array(encoded({ dtype: 'float32', scale: 'unit' }).buffer);
    expect(floats[0]).toBe(Math.fround(1 / 255));
    expect(floats[11]).toBe(1);
  });

  test('O1 memory of an earlier, larger call is used again', () => {
    const encode = createRowEncoder({ ...DEFAULT_OUTPUT, dtype: 'float16' }, SIZE, null);
    const first = encode(ROWS);
    const second = encode(ROWS.slice(6));
    expect(first).toHaveLength(24);
    expect(second).toHaveLength(12);
    expect(second.buffer).toBe(first.buffer);
    expect(new Uint16Array(second.slice().buffer)[0]).toBe(0x4980); // 11
  });
});

describe('normaliserOf', () => {
  const floats: Output = { ...DEFAULT_OUTPUT, dtype: 'float32', scale: 'unit' };
  const statistics = [{ mean: 51, sd: 25.5 }];

  test('O3 the mean and deviation of the data are of the scaled values', () => {
    expect(normaliserOf({ ...floats, normalise: 'data' }, 1, statistics)).toEqual({
      mean: [0.2],
      std: [0.1],
    });
    expect(normaliserOf({ ...floats, scale: 'none', normalise: 'data' }, 1, statistics)).toEqual({
      mean: [51],
      std: [25.5],
    });
  });

  test('O3 a channel of one value is refused, and so is an array without rows', () => {
    const data: Output = { ...floats, normalise: 'data' };
    expect(normaliserOf(data, 1, [{ mean: 3, sd: 0 }])).toEqual({
      reason: expect.stringContaining('Channel 0 has the same value') as string,
    });
    expect(normaliserOf(data, 1, null)).toEqual({
      reason: expect.stringContaining('without rows') as string,
    });
  });

  test('O3 means of three channels are refused for one or four; one is for all', () => {
    for (const channels of [1, 4]) {
      expect(normaliserOf({ ...floats, normalise: 'imagenet' }, channels, null)).toEqual({
        reason: expect.stringContaining(`the rows have ${channels}`) as string,
      });
    }
    expect(normaliserOf({ ...floats, normalise: '0.5/0.25' }, 4, null)).toEqual({
      mean: [0.5, 0.5, 0.5, 0.5],
      std: [0.25, 0.25, 0.25, 0.25],
    });
  });

  test('O3 nothing is subtracted from uint8', () => {
    expect(normaliserOf({ ...DEFAULT_OUTPUT, normalise: 'imagenet' }, 3, null)).toBeNull();
  });
});
