import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { createKeptReader } from '../../../src/worker/decode/kept-reader.ts';

const MIB = 2 ** 20;
const ignore = (): void => undefined;

/** A Blob whose stream is another one. */
class BlobWith extends Blob {
  readonly #source: UnderlyingByteSource;
  constructor(bytes: number, source: UnderlyingByteSource) {
    super([new Uint8Array(bytes)]);
    this.#source = source;
  }
  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream(this.#source);
  }
}

function bytesOf(first: number, length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => first + (i >> 8));
}

/** Not toEqual, which takes minutes to print megabytes that differ. */
function areEqual(buffer: ArrayBuffer, expected: Uint8Array): boolean {
  const front = new Uint8Array(buffer, 0, expected.length);
  return expected.every((byte, i) => byte === front[i]);
}

test('reads into the memory of an earlier Blob', async () => {
  const reader = createKeptReader();
  const [large, small] = [bytesOf(1, 5 * MIB), bytesOf(7, MIB)];
  const first = await reader.read(new Blob([large]), ignore);
  if (first === null) throw new Error('it was not read');
  expect(areEqual(first, large)).toBe(true);
  const { byteLength } = first;
  reader.giveBack(first);
  const second = await reader.read(new Blob([small]), ignore);
  expect(second?.byteLength).toBe(byteLength);
  expect(first.byteLength).toBe(0); // transferred
  expect(second !== null && areEqual(second, small)).toBe(true);
});

test('Q17 each piece is a sign of life', async () => {
  const onProgress = vi.fn<() => void>();
  const inPieces = new BlobWith(3 * MIB, {
    type: 'bytes',
    pull: (controller) => controller.enqueue(bytesOf(0, MIB)),
  });
  await createKeptReader().read(inPieces, onProgress);
  expect(onProgress).toHaveBeenCalledTimes(3);
});

test('Blobs are read one after the other', async () => {
  const events: string[] = [];
  const blob = (name: string): Blob =>
    new BlobWith(4, {
      type: 'bytes',
      async pull(controller) {
        events.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 1));
        controller.enqueue(new Uint8Array(4));
        events.push(`${name} ends`);
      },
    });
  const reader = createKeptReader();
  await Promise.all(['a', 'b'].map((name) => reader.read(blob(name), ignore)));
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('S6 rejects as the file does, and reads the next one', async () => {
  const reader = createKeptReader();
  const gone = new DOMException('refused by a test', 'NotFoundError');
  const refused = new BlobWith(4, { type: 'bytes', pull: (controller) => controller.error(gone) });
  await expect(reader.read(refused, ignore)).rejects.toBe(gone);
  const short = new BlobWith(4, {
    type: 'bytes',
    pull(controller) {
      controller.close();
      controller.byobRequest?.respond(0);
    },
  });
  await expect(reader.read(short, ignore)).rejects.toMatchObject({ name: 'NotReadableError' });
  expect(await reader.read(new Blob(['whole']), ignore)).not.toBeNull();
});

test('a Blob without a stream of bytes is left to others', async () => {
  const reader = createKeptReader();
  const chunks = new Blob(['x']);
  Object.assign(chunks, { stream: () => new ReadableStream() });
  expect(await reader.read(chunks, ignore)).toBeNull();
});

describe('a stream that stalls', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('Q17 is given up, and no other is begun', async () => {
    const reader = createKeptReader();
    const pull = vi.fn<() => Promise<void>>(() => new Promise(() => undefined));
    const stalled = reader.read(new BlobWith(4, { type: 'bytes', pull }), ignore);
    await vi.advanceTimersByTimeAsync(1000);
    expect(pull).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await stalled).toBeNull();
    expect(await reader.read(new Blob(['whole']), ignore)).toBeNull();
  });
});
