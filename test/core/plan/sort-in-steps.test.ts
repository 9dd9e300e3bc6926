import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCodeUnits, sortInSteps } from '../../../src/core/plan/sort-in-steps.ts';
import { walk } from '../walk-steps.ts';

function sorted<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return walk(sortInSteps(items, keyOf)).value;
}

/** By the definition: the first code unit that differs decides, else the shorter is first. */
function comesFirst(a: string, b: string): boolean {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.charCodeAt(i) < b.charCodeAt(i);
  }
  return a.length <= b.length;
}

/** Numbers that look random and are the same on every run (a linear congruence). */
function scattered(count: number): readonly number[] {
  let state = 1;
  return Array.from({ length: count }, () => (state = (state * 1103515245 + 12345) % 2 ** 31));
}

const codeUnits = fc
  .array(fc.constantFrom(0, 0x2d, 0x2e, 0x2f, 0x41, 0x61, 0xd83d, 0xde00, 0xff61), { maxLength: 6 })
  .map((codes) => String.fromCharCode(...codes));

describe('sortInSteps', () => {
  test('P1 compares UTF-16 code units, the first that differs', () => {
    fc.assert(
      fc.property(fc.array(codeUnits, { maxLength: 40 }), (keys) => {
        const result = sorted(keys, (key) => key);
        expect([...result].toSorted()).toEqual([...keys].toSorted());
        for (const [i, key] of result.entries()) {
          expect(comesFirst(key, result[i + 1] ?? key)).toBe(true);
        }
      }),
      { seed: 1 },
    );
  });

  // runs of 2048 items are merged in pairs: a last one without a partner must not get lost
  test.each([0, 1, 2, 2047, 2048, 2049, 4096, 4097, 6144, 6145, 20_000])(
    'P1 sorts %d items, and keeps the order of equal ones',
    (count) => {
      const items = scattered(count).map((number, at) => ({ key: String(number % 997), at }));
      const expected = [...items].toSorted((a, b) => compareCodeUnits(a.key, b.key) || a.at - b.at);
      expect(sorted(items, (item) => item.key)).toEqual(expected);
    },
  );

  test('P1 does not change its input', () => {
    const items = ['b', 'a'];
    expect(sorted(items, (item) => item)).toEqual(['a', 'b']);
    expect(items).toEqual(['b', 'a']);
  });

  test('P6 reads few keys between two pauses, for any number of items', () => {
    const items = scattered(100_000).map(String);
    let keysAsked = 0;
    let most = 0;
    const steps = sortInSteps(items, (item) => {
      keysAsked += 1;
      return item;
    });
    for (let isDone = false; !isDone;) {
      keysAsked = 0;
      isDone = steps.next().done === true;
      most = Math.max(most, keysAsked);
    }
    // 2048 items take about 2048 · log2(2048) comparisons of two keys
    expect(most).toBeLessThan(2 * 2048 * 12);
  });
});

describe('compareCodeUnits', () => {
  test.each([
    ['a', 'b', -1],
    ['b', 'a', 1],
    ['a', 'a', 0],
    ['', 'a', -1],
    ['Z', 'a', -1],
    ['\u{1f600}', '\uff61', -1],
  ])('P1 %j against %j is %d', (a, b, order) => {
    expect(compareCodeUnits(a, b)).toBe(order);
  });
});
