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
  giveBack(reader: T): void;
}

export function createReaderPool<T extends Reader>(create: () => T): ReaderPool<T> {
  const idle: T[] = [];
  return {
    take: () => idle.pop() ?? create(),
    giveBack(reader) {
      if (idle.length < MAX_KEPT && reader.memoryBytes() <= MAX_KEPT_BYTES) idle.push(reader);
    },
  };
}
