import { expect, test } from 'vitest';

import { surveyHeads } from '../../../src/worker/decode/survey-heads.ts';
import { pngHeader } from './png-header.ts';

test('a survey reads the first bytes of each file, wherever it lies', async () => {
  const png = pngHeader(40, 30);
  const tail = new Uint8Array(1000).fill(7);
  const pack = new Blob(['before', png, tail, 'text']);
  const size = png.length + tail.length;
  const parts = [
    { slots: [3, 4], sizes: [size, 4], bytes: pack, at: 6 },
    { slots: [9], sizes: [size], bytes: pack, at: 6 },
  ];
  const { files, needsMoreBytes } = await surveyHeads(parts, png.length);
  expect(files.map(({ slot }) => slot)).toEqual([3, 4, 9]);
  expect(files[0]).toMatchObject({ format: 'png', width: 40, height: 30 });
  expect(files[1]).toMatchObject({ format: null });
  expect(files[2]).toEqual({ ...files[0], slot: 9 });
  expect(needsMoreBytes).toEqual([]);
});

test('a survey says of which files more bytes would tell more', async () => {
  const bytes = new Blob([pngHeader(40, 30)]);
  const part = { slots: [5], sizes: [bytes.size], bytes, at: 0 };
  expect((await surveyHeads([part], 10)).needsMoreBytes).toEqual([5]);
});
