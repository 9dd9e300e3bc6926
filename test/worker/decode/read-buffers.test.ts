import { expect, test } from 'vitest';

import { createReadBuffers } from '../../../src/worker/decode/read-buffers.ts';

const MIB = 2 ** 20;

test('memory that was given back is lent again, the smallest that is large enough', () => {
  const buffers = createReadBuffers();
  const [large, small] = [buffers.borrow(4 * MIB), buffers.borrow(MIB)];
  buffers.giveBack(small);
  buffers.giveBack(large);
  expect(buffers.borrow(2 * MIB)).toBe(large);
  expect(buffers.borrow(MIB)).toBe(small);
  expect(buffers.borrow(MIB)).not.toBe(small);
});

test('a buffer has room for a little more than was asked for', () => {
  expect(createReadBuffers().borrow(MIB + 1).byteLength).toBe(2 * MIB);
  expect(createReadBuffers().borrow(0).byteLength).toBeGreaterThan(0);
});

test('no more than 32 MiB are kept: those that were used last', () => {
  const buffers = createReadBuffers();
  const lent = [16, 16, 16, 64].map((size) => buffers.borrow(size * MIB));
  for (const buffer of lent) buffers.giveBack(buffer);
  const again = [1, 2, 3].map(() => buffers.borrow(16 * MIB));
  expect(again.map((buffer) => lent.indexOf(buffer))).toEqual([1, 2, -1]);
});
