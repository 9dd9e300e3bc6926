import { expect, test, vi } from 'vitest';

import { openAhead } from '../../../../src/app/platform/files/open-ahead.ts';
import type { OpenByHandle } from '../../../../src/app/platform/files/file-opener.ts';
import { openBatch } from '../../../../src/app/platform/files/open-batch.ts';

const noHandles: OpenByHandle = async () => null;
const IMAGES = ['a', 'bb', 'ccc'].map((text, slot) => ({
  slot,
  source: new File([text], `${slot}.jpg`, { lastModified: 1000 + slot }),
}));
const BATCH = IMAGES.map((image) => ({ ...image, stat: null }));

test('a file that is opened ahead is opened once, for one batch', async () => {
  expect(await openAhead(IMAGES, noHandles)).toEqual([
    { bytes: 1, modifiedMs: 1000 },
    { bytes: 2, modifiedMs: 1001 },
    { bytes: 3, modifiedMs: 1002 },
  ]);
  // it is open now, so that nothing is to be said of it
  const [first, again] = [
    await openBatch(BATCH, 'no', noHandles),
    await openBatch(BATCH, 'no', noHandles),
  ];
  expect(first.opened.map(({ modifiedMs }) => modifiedMs)).toEqual([null, null, null]);
  expect(first.opened.map(({ at, size }) => [at, size])).toEqual([
    [0, 1],
    [1, 2],
    [3, 3],
  ]);
  expect(again.opened.map(({ modifiedMs }) => modifiedMs)).toEqual([1000, 1001, 1002]);
});

test('a file that does not open has no size, and the others have theirs', async () => {
  const gone = {
    isFile: true,
    name: 'gone.jpg',
    fullPath: '/gone.jpg',
    file: (_: unknown, onError: (error: DOMException) => void) =>
      onError(new DOMException('refused by a test', 'NotFoundError')),
  } as unknown as FileSystemFileEntry;
  const images = [{ slot: 0, source: gone }, ...IMAGES.slice(1)];
  expect((await openAhead(images, noHandles)).map((stat) => stat?.bytes ?? null)).toEqual([
    null,
    2,
    3,
  ]);
});

test('Q17 a disk that does not answer leaves the sizes unknown', async () => {
  vi.useFakeTimers();
  try {
    const opening = openAhead(
      [
        {
          slot: 0,
          source: {
            isFile: true,
            name: 'a',
            fullPath: '/a',
            file: () => undefined,
          } as unknown as FileSystemFileEntry,
        },
      ],
      noHandles,
    );
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await opening).toEqual([null]);
  } finally {
    vi.useRealTimers();
  }
});
