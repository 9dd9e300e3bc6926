import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { readStream } from '../../../src/worker/read/read-stream.ts';
import { BlobWith } from './blob-with.ts';

const MIB = 2 ** 20;
const ignore = (): void => undefined;

function bytesOf(first: number, length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => first + (i >> 8));
}

/** Not toEqual, which takes minutes to print megabytes that differ. */
function areEqual(buffer: ArrayBuffer, expected: Uint8Array): boolean {
  const front = new Uint8Array(buffer, 0, expected.length);
  return expected.every((byte, i) => byte === front[i]);
}

test('reads to the front of the memory that it is given', async () => {
  const bytes = bytesOf(1, 5 * MIB);
  const memory = new ArrayBuffer(8 * MIB);
  const filled = (await readStream(new Blob([bytes]), memory, ignore)) ?? expect.fail();
  expect(filled.byteLength).toBe(8 * MIB);
  expect(areEqual(filled, bytes)).toBe(true);
  expect(memory.byteLength).toBe(0); // transferred
});

test('Q17 each piece is a sign of life', async () => {
  const onProgress = vi.fn<() => void>();
  const inPieces = new BlobWith(3 * MIB, {
    type: 'bytes',
    pull: (controller) => controller.enqueue(bytesOf(0, MIB)),
  });
  await readStream(inPieces, new ArrayBuffer(4 * MIB), onProgress);
  expect(onProgress).toHaveBeenCalledTimes(3);
});

test('S6 rejects as the file does', async () => {
  const gone = new DOMException('refused by a test', 'NotFoundError');
  const refused = new BlobWith(4, { type: 'bytes', pull: (controller) => controller.error(gone) });
  await expect(readStream(refused, new ArrayBuffer(4), ignore)).rejects.toBe(gone);
  const short = new BlobWith(4, {
    type: 'bytes',
    pull(controller) {
      controller.close();
      controller.byobRequest?.respond(0);
    },
  });
  const reading = readStream(short, new ArrayBuffer(4), ignore);
  await expect(reading).rejects.toMatchObject({ name: 'NotReadableError' });
});

test('a Blob without a stream of bytes is left to others', async () => {
  const chunks = new Blob(['x']);
  Object.assign(chunks, { stream: () => new ReadableStream() });
  expect(await readStream(chunks, new ArrayBuffer(1), ignore)).toBeNull();
});

describe('a stream that stalls', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('Q17 is given up', async () => {
    const pull = vi.fn<() => Promise<void>>(() => new Promise(() => undefined));
    const stalled = readStream(
      new BlobWith(4, { type: 'bytes', pull }),
      new ArrayBuffer(4),
      ignore,
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect(pull).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await stalled).toBeNull();
  });
});
