import { expect, it } from 'vitest';

import { createPictureStore } from '../../../../src/app/state/preview/picture-store.ts';
import type { Picture } from '../../../../src/pool/wire/preview.ts';

function pictureOf(width: number, closed: number[]): Picture {
  return { width, height: 1, close: () => void closed.push(width) };
}

it('A5 a picture goes to its canvas, waits for it, or is closed', () => {
  const pictures = createPictureStore();
  const closed: number[] = [];
  const drawn: number[] = [];
  pictures.put('row 1', pictureOf(1, closed));
  pictures.put('row 1', pictureOf(2, closed)); // the first one is out of date
  pictures.put('row 2', pictureOf(3, closed));
  expect([closed, drawn]).toEqual([[1], []]);

  const release = pictures.attach('row 1', ({ width }) => void drawn.push(width));
  expect(drawn).toEqual([2]);
  pictures.put('row 1', pictureOf(4, closed));
  expect(drawn).toEqual([2, 4]);

  release();
  pictures.put('row 1', pictureOf(5, closed));
  expect(drawn).toEqual([2, 4]);
  pictures.clear();
  expect(closed).toEqual([1, 3, 5]);
});
