import { describe, expect, test, vi } from 'vitest';

import { PERMISSION_LOST } from '../../../src/core/permission-lost.ts';
import type { FilePart } from '../../../src/pool/wire/batch.ts';
import { readBatch } from '../../../src/worker/decode/read-batch.ts';
import { pngHeader } from './png-header.ts';

/** A file on a disk that refuses it with an error of this name; parts of it too. */
class RefusedFile extends Blob {
  readonly #errorName: string;
  constructor(bytes: number, errorName: string) {
    super([new Uint8Array(bytes)]);
    this.#errorName = errorName;
  }
  override arrayBuffer(): Promise<never> {
    return Promise.reject(new DOMException('refused by a test', this.#errorName));
  }
  override slice(from = 0, to = this.size): Blob {
    return new RefusedFile(to - from, this.#errorName);
  }
}

/** A pack of four files of ten bytes, of which one cannot be read. */
class PackWithOne extends Blob {
  readonly #refused: number;
  readonly #errorName: string;
  constructor(refused: number, errorName: string) {
    super([Uint8Array.from({ length: 40 }, (_, i) => i)]);
    this.#refused = refused;
    this.#errorName = errorName;
  }
  override arrayBuffer(): Promise<never> {
    return Promise.reject(new DOMException('refused by a test', this.#errorName));
  }
  override slice(from = 0, to = this.size): Blob {
    return from === this.#refused * 10
      ? new RefusedFile(10, this.#errorName)
      : super.slice(from, to);
  }
}

function partOf(slot: number, bytes: Blob): FilePart<Blob> {
  return { slots: [slot], sizes: [bytes.size], bytes, at: 0 };
}

test('files in the middle of a pack are read with their own bytes, and no others', async () => {
  const bytes = new Blob(['before', 'one', '', 'three', 'after']);
  const { files } = await readBatch([{ slots: [4, 5, 6], sizes: [3, 0, 5], bytes, at: 6 }]);
  const texts = files.map(({ slot, content }) => {
    return [slot, content instanceof Uint8Array && new TextDecoder().decode(content)];
  });
  expect(texts).toEqual([
    [4, 'one'],
    [5, ''],
    [6, 'three'],
  ]);
});

test('parts are read by the reader, which gets its memory back at the end', async () => {
  const file = new Uint8Array(2 ** 20).map((_, i) => i >> 8);
  const buffer = new ArrayBuffer(2 ** 22);
  new Uint8Array(buffer).set(file);
  const reader = {
    read: vi.fn(async (blob: Blob) => (blob.size === file.length ? buffer : null)),
    giveBack: vi.fn<(back: ArrayBuffer) => void>(),
  };
  const large = partOf(0, new Blob([file]));
  const { files, release } = await readBatch(
    [partOf(9, new Blob(['nine'])), large],
    undefined,
    reader,
  );
  const contents = files.map(({ content }) => (content instanceof Uint8Array ? content : null));
  expect(contents.map((content) => content?.length)).toEqual([4, file.length]);
  expect(contents[1]?.buffer).toBe(buffer);
  expect(reader.read).toHaveBeenCalledTimes(2);
  expect(reader.giveBack).not.toHaveBeenCalled();
  release();
  expect(reader.giveBack.mock.calls).toEqual([[buffer]]);
});

describe('a file that cannot be read', () => {
  const names = [
    ['NotFoundError', 'vanished'],
    ['NotReadableError', 'changed'],
    ['SecurityError', 'unreadable'],
  ] as const;
  test.each(names)(
    'S6 %s: is named %s, and the others of its pack are read',
    async (name, code) => {
      const bytes = new PackWithOne(2, name);
      const pack = { slots: [4, 5, 6, 7], sizes: [10, 10, 10, 10], bytes, at: 0 };
      const { files, blocker } = await readBatch([pack, partOf(9, new Blob(['nine']))]);
      expect(blocker).toBeNull();
      expect(files.map(({ slot }) => slot)).toEqual([4, 5, 6, 7, 9]);
      const [first, , third, fourth] = files.map(({ content }) => content);
      expect(third).toMatchObject({ failure: { code } });
      expect(first).toEqual(Uint8Array.from({ length: 10 }, (_, i) => i));
      expect(fourth).toEqual(Uint8Array.from({ length: 10 }, (_, i) => 30 + i));
    },
  );

  test('Q12 because the permission went is left out, with a hold', async () => {
    const bytes = new PackWithOne(2, 'NotAllowedError');
    const pack = { slots: [4, 5, 6, 7], sizes: [10, 10, 10, 10], bytes, at: 0 };
    const { files, blocker } = await readBatch([pack, partOf(9, new Blob(['nine']))]);
    expect(files.map(({ slot }) => slot)).toEqual([4, 5, 7, 9]);
    expect(blocker).toEqual(PERMISSION_LOST);
    expect(files.every(({ content }) => content instanceof Uint8Array)).toBe(true);
  });
});

describe('a large file', () => {
  const MIB = 2 ** 20;
  const header = pngHeader(1, 1);

  test('Q17 is read in pieces, each a sign of life', async () => {
    const bytes = new Uint8Array(40 * MIB).map((_, i) => i >> 12);
    bytes.set(header);
    const onProgress = vi.fn<() => void>();
    const { files } = await readBatch([partOf(0, new Blob([bytes]))], onProgress);
    const content = files[0]?.content;
    // not toEqual: it takes minutes to print 40 MiB that differ
    expect(content instanceof Uint8Array && content.every((byte, i) => byte === bytes[i])).toBe(
      true,
    );
    expect(onProgress.mock.calls.length).toBeGreaterThanOrEqual(3);
  });

  test('S6 that ends too soon is no image of zeros', async () => {
    class Shortened extends Blob {
      override slice(from = 0, to = this.size): Blob {
        if (to - from === this.size) return this;
        const piece = super.slice(from, to);
        return from === 0 ? piece : new ShortPiece(piece);
      }
    }
    class ShortPiece extends Blob {
      constructor(piece: Blob) {
        super([piece]);
      }
      override arrayBuffer(): Promise<ArrayBuffer> {
        return super.slice(0, this.size - 1).arrayBuffer();
      }
    }
    const file = new Shortened([header, new Uint8Array(40 * MIB)]);
    const { files } = await readBatch([partOf(0, file)]);
    const content = files[0]?.content;
    expect(content && 'failure' in content && content.failure.code).toBe('changed');
  });
});
