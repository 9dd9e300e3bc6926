import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NPY_HEADER_BYTES, npyHeader } from '../../../src/core/output/npy.ts';
import { readFixtureJson } from '../read-fixture.ts';

interface NumpyHeader {
  readonly rows: number;
  readonly height: number;
  readonly width: number;
  /** As NumPy wrote it (make-npy-headers.py); one character is one byte. */
  readonly header: string;
}

const WRITTEN_BY_NUMPY = readFixtureJson('npy/npy-headers.json') as readonly NumpyHeader[];

describe('npyHeader', () => {
  test('N1 the goldens include the shapes that matter', () => {
    const rows = new Set(WRITTEN_BY_NUMPY.map((golden) => golden.rows));
    expect([...rows]).toEqual(expect.arrayContaining([0, 7, 35000, 123456789]));
    expect(WRITTEN_BY_NUMPY).toHaveLength(58);
  });

  test.each(WRITTEN_BY_NUMPY)(
    'N1 ($rows, $height, $width, 3) is what NumPy writes, byte for byte',
    ({ rows, height, width, header }) => {
      expect(latin1(npyHeader([rows, height, width, 3]))).toBe(header);
    },
  );

  test('N1 is 128 bytes for any number of rows and any size of row', () => {
    const rows = fc.integer({ min: 0, max: 0xffffffff });
    const side = fc.integer({ min: 1, max: 1024 });
    fc.assert(
      fc.property(rows, side, side, (n, height, width) => {
        const header = npyHeader([n, height, width, 3]);
        expect(header).toHaveLength(NPY_HEADER_BYTES);
        expect(latin1(header)).toContain(`'shape': (${n}, ${height}, ${width}, 3), }`);
        expect(header.at(-1)).toBe(0x0a);
      }),
      { seed: 1 },
    );
    expect(NPY_HEADER_BYTES).toBe(128);
  });
});

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
