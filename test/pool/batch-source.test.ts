import { expect, test } from 'vitest';

import { MAX_BATCH_BYTES } from '../../src/pool/batch-queue.ts';
import { createBatchSource } from '../../src/pool/batch-source.ts';

const IMAGES = Array.from({ length: 400 }, (_, slot) => ({ slot, source: `${slot}.jpg` }));

/** Images of which nobody knows the size before they are prepared. */
function unknownImages(bytesOf: (slot: number) => number) {
  const known = new Map<number, number>();
  const prepared: number[] = [];
  let release: () => void = () => undefined;
  let held = Promise.resolve();
  const source = createBatchSource({
    images: IMAGES,
    workers: 2,
    statOf(slot) {
      const bytes = known.get(slot);
      return bytes === undefined ? null : { bytes, modifiedMs: 0 };
    },
    async prepare(images) {
      prepared.push(...images.map(({ slot }) => slot));
      await held;
      for (const { slot } of images) known.set(slot, bytesOf(slot));
    },
  });
  return {
    source,
    prepared,
    hold(): void {
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    release: () => release(),
  };
}

test('Q1 batches are cut by the sizes that were learned just before', async () => {
  const { source, prepared } = unknownImages((slot) => (slot < 128 ? 1000 : 2 ** 20));
  const sizes: number[] = [];
  for (let batch = await source.next(); batch !== null; batch = await source.next()) {
    expect(batch.every(({ stat }) => stat !== null)).toBe(true);
    sizes.push(batch.length);
  }
  expect(sizes.slice(0, 2)).toEqual([64, 64]);
  expect(Math.max(...sizes.slice(2))).toBe(MAX_BATCH_BYTES / 2 ** 20);
  expect(prepared).toEqual(IMAGES.map(({ slot }) => slot));
});

test('Q18 no more images are prepared ahead than the workers need soon', async () => {
  const { source, prepared } = unknownImages(() => 1000);
  const first = await source.next();
  expect(first).toHaveLength(64);
  expect(prepared.length).toBeGreaterThanOrEqual(192);
  expect(prepared.length).toBeLessThan(256);
});

test('a batch waits for its images; one that was put back does not', async () => {
  const { source, hold, release } = unknownImages(() => 1000);
  hold();
  let isCut = false;
  const next = source.next().then((batch) => {
    isCut = true;
    return batch;
  });
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(isCut).toBe(false);
  release();
  const batch = (await next) ?? expect.fail();
  hold();
  source.putBack(batch);
  expect(await source.next()).toBe(batch);
});

test('callers that ask at the same time get different batches, and null at the end', async () => {
  const { source } = unknownImages(() => 1000);
  const slots: number[] = [];
  while (source.hasNext) {
    const batches = await Promise.all([source.next(), source.next(), source.next()]);
    slots.push(...batches.flatMap((batch) => (batch ?? []).map(({ slot }) => slot)));
  }
  expect(slots).toEqual(IMAGES.map(({ slot }) => slot));
  expect(await source.next()).toBeNull();
});
