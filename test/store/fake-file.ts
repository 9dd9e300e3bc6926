import type { StoredFile } from '../../src/store/stored-file.ts';

/** How a browser refuses a write that its storage has no room for. */
export type Refusal = 'throws' | 'writes less' | 'returns -8 as uint32' | 'claims that it wrote';

export interface FakeFile extends StoredFile {
  /** What the file holds. */
  content(): Uint8Array<ArrayBuffer>;
  set(content: Uint8Array): void;
  /** From now on the file does not grow past this number of bytes. */
  limit(bytes: number, refusal: Refusal): void;
  /** Places and lengths of the calls of `write` so far. */
  readonly writes: (readonly [at: number, bytes: number])[];
  readonly isClosed: boolean;
}

/** A file in memory, whose room can run out in all ways that browsers have. */
export function createFakeFile(start: Uint8Array = new Uint8Array()): FakeFile {
  let bytes = Uint8Array.from(start);
  let room = Infinity;
  let refusal: Refusal = 'throws';
  let isClosed = false;
  const writes: (readonly [number, number])[] = [];

  function resize(size: number): void {
    const next = new Uint8Array(size);
    next.set(bytes.subarray(0, size));
    bytes = next;
  }

  return {
    size: () => bytes.length,
    read(into, at) {
      const some = bytes.subarray(at, at + into.length);
      into.set(some);
      return some.length;
    },
    write(given, at) {
      writes.push([at, given.length]);
      let taken = given.length;
      if (Math.max(bytes.length, at + given.length) > Math.max(bytes.length, room)) {
        if (refusal === 'throws') throw new DOMException('No space.', 'QuotaExceededError');
        if (refusal === 'returns -8 as uint32') return 4294967288;
        if (refusal === 'claims that it wrote') return given.length;
        taken = Math.max(0, room - at);
      }
      if (at + taken > bytes.length) resize(at + taken);
      bytes.set(given.subarray(0, taken), at);
      return taken;
    },
    truncate: resize,
    flush() {},
    close() {
      isClosed = true;
    },
    content: () => bytes.slice(),
    set(content) {
      bytes = Uint8Array.from(content);
    },
    limit(most, how) {
      room = most;
      refusal = how;
    },
    writes,
    get isClosed() {
      return isClosed;
    },
  };
}
