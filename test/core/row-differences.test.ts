import { describe, expect, test } from 'vitest';

import { compareRows, meanDifference, totalDifferences } from '../../src/core/row-differences.ts';

describe('compareRows', () => {
  test('A9 reports the largest difference in either direction, and the mean over all bytes', () => {
    const differences = compareRows(Uint8Array.of(0, 200, 7, 9), Uint8Array.of(255, 190, 8, 9));
    expect(differences).toEqual({ largest: 255, sum: 266, bytes: 4 });
    expect(meanDifference(differences)).toBe(66.5);
    expect(compareRows(Uint8Array.of(3, 1), Uint8Array.of(0, 1)).largest).toBe(3);
  });

  test('A9 a row does not differ from itself', () => {
    const row = Uint8Array.from({ length: 300 }, (_, i) => i);
    expect(compareRows(row, row.slice())).toEqual({ largest: 0, sum: 0, bytes: 300 });
  });

  test('rows of different lengths cannot be compared', () => {
    expect(() => compareRows(new Uint8Array(3), new Uint8Array(6))).toThrow('3 and 6 bytes');
  });
});

describe('totalDifferences', () => {
  test('A9 every byte counts equally, in short and long rows', () => {
    const total = totalDifferences([
      { largest: 9, sum: 30, bytes: 30 },
      { largest: 200, sum: 1000, bytes: 10 },
      { largest: 0, sum: 0, bytes: 60 },
    ]);
    expect(total).toEqual({ largest: 200, sum: 1030, bytes: 100 });
    expect(meanDifference(total)).toBe(10.3);
  });

  test('A9 no rows have no difference', () => {
    expect(meanDifference(totalDifferences([]))).toBe(0);
  });
});
