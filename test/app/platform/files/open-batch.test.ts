import { expect, test } from 'vitest';

import type { OpenByHandle } from '../../../../src/app/platform/files/file-opener.ts';
import { PERMISSION_LOST } from '../../../../src/core/permission-lost.ts';
import { openBatch, partsOf } from '../../../../src/app/platform/files/open-batch.ts';

const noHandles: OpenByHandle = async () => null;

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
  for (const { slots, sizes, bytes, at: start } of parts) {
    let at = start;
    expect(sizes).toHaveLength(slots.length);
    for (const [index, size] of sizes.entries()) {
      texts.set(slots[index] ?? -1, await bytes.slice(at, at + size).text());
      at += size;
    }
    expect(at).toBeLessThanOrEqual(bytes.size);
  }
  return texts;
}

test('every file of a batch crosses with its own bytes, in few parts', async () => {
  const files = filesOf(NAMES);
  const slots = NAMES.map((_, slot) => slot);
  const { opened, failed } = await openBatch(batchOf(files, slots), 'always', noHandles);
  const parts = partsOf(opened);
  expect(failed).toEqual([]);
  expect(parts.length).toBeLessThanOrEqual(3);
  expect(await textsOf(parts)).toEqual(new Map(NAMES.entries()));
});

test('files that were opened before need no new Blob, however batches cut them', async () => {
  const files = filesOf(NAMES);
  const even = NAMES.map((_, slot) => slot).filter((slot) => slot % 2 === 0);
  const { opened } = await openBatch(batchOf(files, even), 'always', noHandles);
  const packs = new Set(opened.map(({ bundle }) => bundle));
  const wanted = [3, 4, 6, 8, 9, 14, 30, 31];
  const again = await openBatch(batchOf(files, wanted), 'always', noHandles);
  const evenPacks = again.opened.filter(({ slot }) => slot % 2 === 0).map(({ bundle }) => bundle);
  expect(evenPacks.every((bundle) => packs.has(bundle))).toBe(true);
  const parts = partsOf(again.opened);
  expect(await textsOf(parts)).toEqual(new Map(wanted.map((slot) => [slot, NAMES[slot]])));
  // a part holds no file that was not asked for: it may have changed, and would be read for nothing
  expect(parts.flatMap(({ slots }) => slots).toSorted((a, b) => a - b)).toEqual(wanted);
});

test('Q18 what is opened to be read once is not kept open', async () => {
  const files = filesOf(NAMES);
  const slots = NAMES.map((_, slot) => slot);
  const { opened } = await openBatch(batchOf(files, slots), 'no', noHandles);
  const packs = new Set(opened.map(({ bundle }) => bundle));
  const again = await openBatch(batchOf(files, slots), 'always', noHandles);
  expect(again.opened.some(({ bundle }) => packs.has(bundle))).toBe(false);
  const kept = await openBatch(batchOf(files, slots), 'no', noHandles);
  expect(new Set(kept.opened.map(({ bundle }) => bundle))).toEqual(
    new Set(again.opened.map(({ bundle }) => bundle)),
  );
});

test('files without a byte lie beside others', async () => {
  const files = [new File([], 'a'), new File(['b'], 'b'), new File([], 'c'), new File([], 'd')];
  const { opened } = await openBatch(batchOf(files, [0, 1, 2, 3]), 'always', noHandles);
  const texts = await textsOf(partsOf(opened));
  expect([...texts].toSorted(([a], [b]) => a - b)).toEqual([
    [0, ''],
    [1, 'b'],
    [2, ''],
    [3, ''],
  ]);
});

test('Q12 an entry that the page may no longer open is no failure, and holds the run', async () => {
  const entryThat = (refusal: string): FileSystemFileEntry =>
    ({
      name: 'an entry',
      fullPath: '/folder/an entry',
      filesystem: {},
      file: (_: unknown, onError: (error: DOMException) => void) =>
        onError(new DOMException('refused by a test', refusal)),
    }) as unknown as FileSystemFileEntry;
  const { opened, failed, blocker } = await openBatch(
    [
      { slot: 1, source: new File(['one'], '1.txt'), stat: null },
      { slot: 2, source: entryThat('NotAllowedError'), stat: null },
      { slot: 3, source: entryThat('NotFoundError'), stat: null },
    ],
    'no',
    noHandles,
  );
  expect(opened.map(({ slot }) => slot)).toEqual([1]);
  expect(failed.map(({ slot }) => slot)).toEqual([3]);
  expect(failed[0]).toMatchObject({ code: 'vanished' });
  expect(blocker).toEqual(PERMISSION_LOST);
});
