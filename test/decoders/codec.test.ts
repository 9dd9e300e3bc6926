import { describe, expect, test, vi } from 'vitest';
import { reuseCodec, type CodecInstance, type CodecResult } from '../../src/decoders/codec.ts';

const IMAGE: CodecResult = {
  kind: 'image',
  width: 1,
  height: 1,
  rgba: Uint8Array.of(1, 2, 3, 4),
  messages: [],
};
const REFUSED: CodecResult = { kind: 'refused', isOutOfMemory: false, reason: null, messages: [] };
const FILE = Uint8Array.of(1);
const MIB = 2 ** 20;

/** A codec whose instances answer so, and how often one was started. */
function codecThat(result: CodecResult, memoryBytes = MIB) {
  const start = vi.fn<() => Promise<CodecInstance>>(() =>
    Promise.resolve({ decode: () => result, memoryBytes: () => memoryBytes }),
  );
  return { decode: reuseCodec(start), start };
}

describe('an instance', () => {
  test('R5 is reused for file after file', async () => {
    const { decode, start } = codecThat(IMAGE);
    await decode(FILE);
    await decode(FILE);
    await Promise.all([decode(FILE), decode(FILE)]);
    expect(start).toHaveBeenCalledTimes(1);
  });

  test('K4 is not reused after it has refused a file', async () => {
    const { decode, start } = codecThat(REFUSED);
    expect((await decode(FILE)).result).toBe(REFUSED);
    await decode(FILE);
    expect(start).toHaveBeenCalledTimes(2);
    await Promise.all([decode(FILE), decode(FILE)]);
    expect(start).toHaveBeenCalledTimes(4);
  });

  test('K4 is dropped after its memory has grown past 256 MiB', async () => {
    const small = codecThat(IMAGE, 256 * MIB);
    const large = codecThat(IMAGE, 256 * MIB + 65536);
    for (const { decode } of [small, small, large, large]) await decode(FILE);
    expect(small.start).toHaveBeenCalledTimes(1);
    expect(large.start).toHaveBeenCalledTimes(2);
  });

  test('Q7 rejects every waiting file if it does not start, and is tried again', async () => {
    const { decode, start } = codecThat(IMAGE);
    start.mockRejectedValueOnce(new Error('no memory'));
    const waiting = await Promise.allSettled([decode(FILE), decode(FILE)]);
    expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await decode(FILE)).result).toBe(IMAGE);
    expect(start).toHaveBeenCalledTimes(2);
  });
});
