import { describe, expect, it } from 'vitest';

import { equalGroups, nearGroups } from '../../../src/core/inspect/hash-groups.ts';
import { chanceBytes } from './made-rows.ts';

function columnsOf(hashes: readonly (readonly [high: number, low: number])[]) {
  return {
    high: Uint32Array.from(hashes, ([high]) => high),
    low: Uint32Array.from(hashes, ([, low]) => low),
  };
}

function indicesOf(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => index);
}

/** Hashes by chance, and some that are another one with a few bits flipped. */
function chanceHashes(count: number, seed: number): (readonly [number, number])[] {
  const bytes = chanceBytes(count * 16, seed);
  const wordAt = (at: number): number => new DataView(bytes.buffer).getUint32(at);
  const hashes: (readonly [number, number])[] = [];
  for (let i = 0; i < count; i++) {
    const [high, low] = hashes[(bytes[i * 16] ?? 0) % Math.max(1, i)] ?? [0, 0];
    const isNear = i > 0 && (bytes[i * 16 + 1] ?? 0) < 120;
    let [flippedHigh, flippedLow] = [high, low];
    for (let bit = 0; bit < (bytes[i * 16 + 2] ?? 0) % 8; bit++) {
      const place = (bytes[i * 16 + 3 + bit] ?? 0) % 64;
      if (place < 32) flippedHigh ^= 1 << place;
      else flippedLow ^= 1 << (place - 32);
    }
    hashes.push(
      isNear ? [flippedHigh >>> 0, flippedLow >>> 0] : [wordAt(i * 16 + 8), wordAt(i * 16 + 12)],
    );
  }
  return hashes;
}

/** The same by comparing all pairs. */
function slowNearGroups(
  hashes: readonly (readonly [number, number])[],
  radius: number,
): readonly (readonly number[])[] {
  const bits = (value: number): number => (value >>> 0).toString(2).replaceAll('0', '').length;
  const groupOf = hashes.map((_, index) => index);
  for (const [i, [high, low]] of hashes.entries()) {
    for (const [j, [otherHigh, otherLow]] of hashes.slice(0, i).entries()) {
      if (bits(high ^ otherHigh) + bits(low ^ otherLow) > radius) continue;
      const [a = 0, b = 0] = [groupOf[i], groupOf[j]];
      for (const [k, group] of groupOf.entries()) {
        if (group === Math.max(a, b)) groupOf[k] = Math.min(a, b);
      }
    }
  }
  return hashes
    .map((_, first) => groupOf.flatMap((group, index) => (group === first ? [index] : [])))
    .filter((group) => group.length > 1);
}

describe('groups of hashes', () => {
  it('I4 equal hashes are grouped, in the order of their first members', () => {
    const columns = columnsOf([
      [2, 9],
      [1, 1],
      [2, 9],
      [1, 2],
      [1, 1],
      [2, 9],
    ]);
    expect(equalGroups(columns, indicesOf(6))).toEqual([
      [0, 2, 5],
      [1, 4],
    ]);
    expect(equalGroups(columns, Uint32Array.of(0, 1, 3))).toEqual([]);
  });

  it.each([0, 1, 3, 4, 7])(
    'I5 within a radius of %i bits the groups are those of comparing all pairs',
    (radius) => {
      for (let seed = 1; seed <= 3; seed++) {
        const hashes = chanceHashes(120, seed);
        const found = nearGroups(columnsOf(hashes), indicesOf(120), radius);
        expect(found).toEqual(slowNearGroups(hashes, radius));
        expect(found.length).toBeGreaterThan(0);
      }
    },
  );

  it('I5 many equal hashes are compared once', () => {
    const count = 50_000;
    const same = Array.from({ length: count }, () => [7, 7] as const);
    const found = nearGroups(columnsOf([...same, [7, 6]]), indicesOf(count + 1), 4);
    expect(found.map((group) => group.length)).toEqual([count + 1]);
  });
});
