import { expect, test } from 'vitest';

import { createRowBuffer, createRowMemory } from '../../../src/worker/decode/row-buffer.ts';

test('rows lie one after the other, with the slots that were added', () => {
  const buffer = createRowBuffer(4, createRowMemory());
  for (const slot of [7, 8, 9]) {
    buffer.nextRow(3).fill(slot);
    if (slot !== 8) buffer.add(slot); // the next row overwrites that of a file that failed
  }
  expect(buffer.isFull()).toBe(false);
  const [slots, rows] = buffer.drain();
  expect([...slots]).toEqual([7, 9]);
  expect([...rows]).toEqual([7, 7, 7, 7, 9, 9, 9, 9]);
  expect(buffer.isEmpty()).toBe(true);
});

test('a message has 4 MiB of rows at most, but at least one', () => {
  const buffer = createRowBuffer(2 ** 20, createRowMemory());
  for (let slot = 0; slot < 4; slot += 1) {
    expect(buffer.isFull()).toBe(false);
    buffer.nextRow(100 - slot);
    buffer.add(slot);
  }
  expect(buffer.isFull()).toBe(true);
  const large = createRowBuffer(5 * 2 ** 20, createRowMemory());
  expect(large.nextRow(9)).toHaveLength(5 * 2 ** 20);
  large.add(0);
  expect(large.isFull()).toBe(true);
});

test('Q18 memory that comes back is used again, if it is large enough', () => {
  const memory = createRowMemory();
  const first = createRowBuffer(100, memory);
  const row = first.nextRow(8);
  memory.giveBack(row.buffer);
  expect(createRowBuffer(100, memory).nextRow(4).buffer).toBe(row.buffer);
  memory.giveBack(row.buffer);
  const larger = createRowBuffer(100, memory).nextRow(9);
  expect(larger.buffer).not.toBe(row.buffer);
  expect(larger.buffer.byteLength).toBe(900);
});
