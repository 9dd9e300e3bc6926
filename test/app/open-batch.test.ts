import { expect, test } from 'vitest';

import { headsOf, openBatch, partsOf } from '../../src/app/platform/open-batch.ts';

const NAMES = Array.from({ length: 40 }, (_, i) => `file ${i}, ${'x'.repeat(i)}`);

function filesOf(names: readonly string[]): readonly File[] {
  return names.map((name) => new File([name], `${name.length}.txt`));
}

function batchOf(files: readonly File[], slots: readonly number[]) {
  return slots.map((slot) => ({ slot, source: files[slot] ?? new File([], ''), stat: null }));
}

/** What a worker would read: the text of each slot's file. */
async function textsOf(parts: ReturnType<typeof partsOf>): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  for (const { slots, sizes, bytes } of parts) {
    let at = 0;
    expect(sizes).toHaveLength(slots.length);
    for (const [index, size] of sizes.entries()) {
      texts.set(slots[index] ?? -1, await bytes.slice(at, at + size).text());
      at += size;
    }
    expect(at).toBe(bytes.size);
  }
  return texts;
}

test('every file of a batch crosses with its own bytes, in few parts', async () => {
  const files = filesOf(NAMES);
  const slots = NAMES.map((_, slot) => slot);
  const { opened, failed } = await openBatch(batchOf(files, slots));
  const parts = partsOf(opened);
  expect(failed).toEqual([]);
  expect(parts.length).toBeLessThanOrEqual(3);
  expect(await textsOf(parts)).toEqual(new Map(NAMES.entries()));
});

test('files that were opened before need no new Blob, however batches cut them', async () => {
  const files = filesOf(NAMES);
  const even = NAMES.map((_, slot) => slot).filter((slot) => slot % 2 === 0);
  const { opened } = await openBatch(batchOf(files, even));
  const packs = new Set(opened.map(({ pack }) => pack));
  const wanted = [3, 4, 6, 8, 9, 14, 30, 31];
  const again = await openBatch(batchOf(files, wanted));
  const evenPacks = again.opened.filter(({ slot }) => slot % 2 === 0).map(({ pack }) => pack);
  expect(evenPacks.every((pack) => packs.has(pack))).toBe(true);
  const parts = partsOf(again.opened);
  expect(await textsOf(parts)).toEqual(new Map(wanted.map((slot) => [slot, NAMES[slot]])));
  // a part holds no file that was not asked for: it may have changed, and would be read for nothing
  expect(parts.flatMap(({ slots }) => slots).toSorted((a, b) => a - b)).toEqual(wanted);
});

test('files without a byte lie beside others', async () => {
  const files = [new File([], 'a'), new File(['b'], 'b'), new File([], 'c'), new File([], 'd')];
  const { opened } = await openBatch(batchOf(files, [0, 1, 2, 3]));
  const texts = await textsOf(partsOf(opened));
  expect([...texts].toSorted(([a], [b]) => a - b)).toEqual([
    [0, ''],
    [1, 'b'],
    [2, ''],
    [3, ''],
  ]);
});

test('heads are the first bytes of each file', async () => {
  const { opened } = await openBatch(batchOf(filesOf(NAMES), [1, 2, 30]));
  const texts = await textsOf(headsOf(opened, 10));
  expect([...texts.values()]).toEqual([1, 2, 30].map((slot) => NAMES[slot]?.slice(0, 10)));
});
