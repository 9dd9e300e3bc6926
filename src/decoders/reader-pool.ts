/** A reader with more memory than this is dropped with its picture: memory never shrinks. */
const MAX_IDLE_BYTES = 64 * 2 ** 20;
/** One with the picture that becomes a row, and one that decodes the next. */
const MAX_IDLE = 2;

/** An instance of the kernel's module, with a picture in its own memory. */
interface Reader {
  memoryBytes(): number;
}

/** Readers that are acquired for a picture, and released when its pixels are no longer needed. */
export interface ReaderPool<T extends Reader> {
  acquire(): T;
  /** Runs `work` on a reader. If it throws, the reader's state is unknown and it is not reused. */
  use(reader: T, work: () => void): void;
  release(reader: T): void;
}

export function createReaderPool<T extends Reader>(create: () => T): ReaderPool<T> {
  const idle: T[] = [];
  const spent = new WeakSet<T>();
  return {
    acquire: () => idle.pop() ?? create(),
    use(reader, work) {
      try {
        work();
      } catch (error) {
        spent.add(reader);
        throw error;
      }
    },
    release(reader) {
      // a reader that is idle twice would be acquired for two pictures at a time
      if (spent.has(reader) || idle.includes(reader)) return;
      if (idle.length < MAX_IDLE && reader.memoryBytes() <= MAX_IDLE_BYTES) idle.push(reader);
    },
  };
}
