import { describe, expect, test } from 'vitest';

import { GROUP_SLOTS, groupOf } from '../../../src/pool/batch-queue.ts';
import { repeated, sampleInGroups } from '../../../src/run/compare/sample-in-groups.ts';

const images = (count: number) =>
  Array.from({ length: count }, (_, slot) => ({ slot, source: `${slot}.png` }));

describe('C3 sampleInGroups', () => {
  test('a small sample has single images, evenly spread', () => {
    expect(sampleInGroups(images(1000), 4).map(({ slot }) => slot)).toEqual([0, 250, 500, 750]);
  });

  test('a larger one has neighbours at eight places', () => {
    const sample = sampleInGroups(images(16_000), 24).map(({ slot }) => slot);
    expect(sample).toEqual(
      Array.from({ length: 8 }, (_, place) => [0, 1, 2].map((i) => place * 2000 + i))
        .flat()
        .map((slot) => groupOf(slot) * GROUP_SLOTS + (slot % 2000)),
    );
  });

  test('a large one has whole groups', () => {
    const sample = sampleInGroups(images(GROUP_SLOTS * 1000), GROUP_SLOTS * 20);
    expect(sample).toHaveLength(GROUP_SLOTS * 20);
    const groups = [...new Set(sample.map(({ slot }) => groupOf(slot)))];
    expect(groups).toEqual(Array.from({ length: 20 }, (_, i) => i * 50));
  });

  test('a folder with too few groups has single images', () => {
    const sample = sampleInGroups(images(GROUP_SLOTS * 2), GROUP_SLOTS);
    expect(sample).toHaveLength(GROUP_SLOTS);
    expect(sample.at(-1)?.slot).toBeGreaterThan(GROUP_SLOTS);
  });

  test('all images are the sample if there are no more', () => {
    expect(sampleInGroups(images(300), 300)).toHaveLength(300);
    expect(sampleInGroups(images(300), 1000)).toHaveLength(300);
  });

  test('groups with gaps are made up for', () => {
    const some = images(10_000).filter(({ slot }) => slot % 3 !== 0);
    expect(sampleInGroups(some, 500)).toHaveLength(500);
  });

  test('images are repeated in their order', () => {
    const list = repeated(images(3), 2);
    expect(list.length).toBe(6);
    expect([0, 2, 3, 5].map((i) => list.at(i)?.slot)).toEqual([0, 2, 0, 2]);
  });
});
