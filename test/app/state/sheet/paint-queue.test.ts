import { expect, test } from 'vitest';

import { createPaintQueue } from '../../../../src/app/state/sheet/paint-queue.ts';

type Pictures = readonly (ImageBitmap | null)[];

/** A queue over a painter that answers when it is told to. */
function setUp() {
  const asked: { readonly slots: readonly number[]; answer(pictures: Pictures | Error): void }[] =
    [];
  const errors: (string | null)[] = [];
  const drawn: number[] = [];
  const closed: number[] = [];
  const queue = createPaintQueue(
    (slots) =>
      new Promise((resolve, reject) => {
        const settle = (pictures: Pictures | Error): void =>
          pictures instanceof Error ? reject(pictures) : resolve(pictures);
        asked.push({ slots, answer: settle });
      }),
    (reason) => errors.push(reason),
  );
  const pictureOf = (slot: number): ImageBitmap => ({
    width: 1,
    height: 1,
    close: () => void closed.push(slot),
  });
  const add = (slot: number) => queue.add([slot], 8, () => void drawn.push(slot));
  async function answer(index: number): Promise<void> {
    const { slots = [], answer: give } = asked[index] ?? {};
    give?.(slots.map(pictureOf));
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { add, answer, asked, errors, drawn, closed };
}

test('V7 two lines are painted at a time, the latest first, and none that is not wanted any more', async () => {
  const { add, answer, asked, drawn } = setUp();
  const releases = [0, 1, 2, 3, 4].map(add);
  expect(asked.map(({ slots }) => slots)).toEqual([[0], [1]]);
  releases[3]?.();
  await answer(0);
  await answer(1);
  await answer(2);
  await answer(3);
  expect(asked.map(({ slots }) => slots)).toEqual([[0], [1], [4], [2]]);
  expect(drawn).toEqual([0, 1, 4, 2]);
});

test('V7 pictures that come too late are closed', async () => {
  const { add, answer, drawn, closed } = setUp();
  const release = add(0);
  release();
  await answer(0);
  expect([drawn, closed]).toEqual([[], [0]]);
});

test('V6 a line that cannot be painted is a sentence, and the next one is asked for', async () => {
  const { add, answer, asked, errors, drawn } = setUp();
  for (const slot of [0, 1, 2]) add(slot);
  asked[0]?.answer(new Error('The store died.'));
  await answer(1);
  await answer(2);
  expect(errors).toEqual(['The store died.', null, null]);
  expect(drawn).toEqual([1, 2]);
});
