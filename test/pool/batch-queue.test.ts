import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  ASSUMED_BYTES,
  createBatchQueue,
  MAX_BATCH_BYTES,
  GROUP_SLOTS,
  MAX_BATCH_IMAGES,
  MIN_BATCH_IMAGES,
} from '../../src/pool/batch-queue.ts';
import type { Batch } from '../../src/pool/wire/batch.ts';

function drain(bytes: readonly (number | null)[], workers: number): readonly Batch<string>[] {
  const images = bytes.map((_, slot) => ({ slot, source: `image ${slot}` }));
  const queue = createBatchQueue(images, workers, (slot) => {
    const known = bytes[slot] ?? null;
    return known === null ? null : { bytes: known, modifiedMs: 1 };
  });
  const batches: Batch<string>[] = [];
  for (let batch = queue.dequeue(); batch !== null; batch = queue.dequeue()) batches.push(batch);
  expect(queue.remaining).toBe(0);
  return batches;
}

const sizes = fc.array(fc.option(fc.integer({ min: 0, max: 40_000_000 })), { maxLength: 400 });

test('Q1 every slot is in exactly one batch, in order, within the bounds', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 16 }), (bytes, workers) => {
      const batches = drain(bytes, workers);
      expect(batches.flat().map(({ slot }) => slot)).toEqual(bytes.map((_, slot) => slot));
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(MAX_BATCH_IMAGES);
        const sum = batch.reduce((total, { stat }) => total + (stat?.bytes ?? ASSUMED_BYTES), 0);
        if (batch.length > 1) expect(sum).toBeLessThanOrEqual(MAX_BATCH_BYTES);
      }
    }),
    { seed: 11 },
  );
});

test('Q1 batches begin large and end with single images', () => {
  const lengths = drain(
    Array.from({ length: 2000 }, () => 150_000),
    2,
  ).map((batch) => batch.length);
  expect(lengths[0]).toBe(MAX_BATCH_IMAGES);
  expect(lengths.slice(-4)).toEqual([1, 1, 1, 1]);
  expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
});

test('Q1 tiny images come in no smaller batches than are worth sending', () => {
  const batches = drain(
    Array.from({ length: 2001 }, () => 1000),
    2,
  );
  const lengths = batches.map((batch) => batch.length);
  expect(lengths.slice(-3, -1)).toEqual([MIN_BATCH_IMAGES, MIN_BATCH_IMAGES]);
});

test('Q1 large batches are of whole groups, which files are opened in', () => {
  const batches = drain(
    Array.from({ length: 500 }, () => 200_000),
    2,
  );
  const large = batches.filter((batch) => batch.length >= GROUP_SLOTS);
  expect(large.length).toBeGreaterThan(5);
  for (const batch of large) {
    expect((batch[0]?.slot ?? -1) % GROUP_SLOTS).toBe(0);
    expect(batch.length % GROUP_SLOTS).toBe(0);
  }
});

test('Q1 an image larger than the bound has a batch of its own', () => {
  const batches = drain([10, MAX_BATCH_BYTES + 1, 10, 10, 10, 10, 10, 10], 1);
  expect(batches.find((batch) => batch.some(({ slot }) => slot === 1))).toHaveLength(1);
});

test('Q1 files of unknown size are taken for a megabyte', () => {
  const [first] = drain(
    Array.from({ length: 1000 }, () => null),
    1,
  );
  expect(first).toHaveLength(MAX_BATCH_BYTES / ASSUMED_BYTES);
});

test('Q1 a list that makes its images when they are asked for is asked for those of the batch', () => {
  const asked: number[] = [];
  const images = {
    length: 1_000_000,
    at(index: number) {
      asked.push(index);
      return { slot: 2 * index, source: 'an image' };
    },
  };
  const queue = createBatchQueue(images, 2, () => ({ bytes: 1000, modifiedMs: 1 }));
  queue.dequeue();
  const second = queue.dequeue();
  expect(second?.map(({ slot }) => slot)).toEqual(
    Array.from({ length: 64 }, (_, i) => 128 + 2 * i),
  );
  expect(asked).toEqual(Array.from({ length: 128 }, (_, i) => i));
  expect(queue.remaining).toBe(1_000_000 - 128);
});

test('C2 batches of a fixed size have that many images, and no more bytes than others', () => {
  const images = Array.from({ length: 20 }, (_, slot) => ({ slot, source: `image ${slot}` }));
  const drained = (size: number, bytes: number): readonly number[] => {
    const queue = createBatchQueue(images, 4, () => ({ bytes, modifiedMs: 1 }), size);
    const lengths: number[] = [];
    for (let batch = queue.dequeue(); batch !== null; batch = queue.dequeue()) {
      lengths.push(batch.length);
    }
    return lengths;
  };
  expect(drained(1, 100)).toEqual(Array.from({ length: 20 }, () => 1));
  expect(drained(8, 100)).toEqual([8, 8, 4]);
  expect(drained(64, 100)).toEqual([20]);
  expect(drained(64, MAX_BATCH_BYTES / 2)).toEqual(Array.from({ length: 10 }, () => 2));
});
