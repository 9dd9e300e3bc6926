/** A reader whose memory has grown past this is let go with its picture: memory never shrinks. */
const MAX_KEPT_BYTES = 64 * 2 ** 20;
/** One that holds a picture, and one that decodes the next. */
const MAX_KEPT = 2;

/** What keeps a picture in a memory of its own: an instance of the kernel's module. */
interface Reader {
  memoryBytes(): number;
}

/** Readers to be taken for a picture, and given back when its pixels are no longer needed. */
export interface ReaderPool<T extends Reader> {
  take(): T;
  /** Does something with a reader; where that throws, it is in no known state and not taken again. */
  use(reader: T, work: () => void): void;
  giveBack(reader: T): void;
}

export function createReaderPool<T extends Reader>(create: () => T): ReaderPool<T> {
  const idle: T[] = [];
  const spent = new WeakSet<T>();
  return {
    take: () => idle.pop() ?? create(),
    use(reader, work) {
      try {
        work();
      } catch (error) {
        spent.add(reader);
        throw error;
      }
    },
    giveBack(reader) {
      // twice idle, it would hold two pictures at a time
      if (spent.has(reader) || idle.includes(reader)) return;
      if (idle.length < MAX_KEPT && reader.memoryBytes() <= MAX_KEPT_BYTES) idle.push(reader);
    },
  };
}
