import { describe, expect, test } from 'vitest';

import {
  median,
  medianRatio,
  predictionInterval,
  quantile,
  relativeNoise,
  spreadOf,
  studentT975,
} from '../../src/core/statistics.ts';

describe('median and quantile', () => {
  test.each([
    { values: [], middle: 0 },
    { values: [7], middle: 7 },
    { values: [3, 1, 2], middle: 2 },
    { values: [4, 1, 3, 2], middle: 2.5 },
  ])('the median of $values is $middle', ({ values, middle }) => {
    expect(median(values)).toBe(middle);
  });

  test('quantiles are interpolated', () => {
    expect(quantile([1, 2, 3, 4, 5], 0.25)).toBe(2);
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([5, 9], 1)).toBe(9);
    expect(quantile([5, 9], 0)).toBe(5);
  });

  test('the spread is of the values as they are', () => {
    expect(spreadOf([3, 9, 1])).toEqual({ median: 3, min: 1, max: 9 });
    expect(spreadOf([])).toBeNull();
  });
});

describe('noise', () => {
  test('one disturbed value of five does not change it', () => {
    const quiet = relativeNoise([100, 101, 99, 102, 98]) ?? NaN;
    expect(quiet).toBeCloseTo(0.0148, 3);
    expect(relativeNoise([100, 101, 99, 102, 20])).toBeCloseTo(quiet, 3);
  });

  test('two values have none', () => {
    expect(relativeNoise([1, 2])).toBeNull();
    expect(relativeNoise([0, 0, 0])).toBeNull();
  });
});

test('pairs of rounds have a ratio', () => {
  expect(medianRatio([2, 4, 9], [1, 2, 3])).toBe(2);
  expect(medianRatio([], [1])).toBeNull();
});

describe('intervals', () => {
  test.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [5, 2.571],
    [10, 2.228],
    [100, 1.984],
  ])('Student’s t with %d degrees of freedom', (freedom, t) => {
    expect(Math.abs(studentT975(freedom) / t - 1)).toBeLessThan(0.01);
  });

  test('no freedom, no end', () => {
    expect(studentT975(0)).toBe(Infinity);
  });

  test('one more measurement lies in the interval', () => {
    const interval = predictionInterval([95, 100, 105]);
    expect(interval?.low).toBeGreaterThan(70);
    expect(interval?.low).toBeLessThan(90);
    expect(interval?.high).toBeGreaterThan(110);
    expect(predictionInterval([100, 100, 100])?.low).toBeCloseTo(100, 9);
  });

  test('there is none for two values, or for 0', () => {
    expect(predictionInterval([1, 2])).toBeNull();
    expect(predictionInterval([0, 1, 2])).toBeNull();
  });
});
