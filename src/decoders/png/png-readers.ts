import { createPngReader, type PngReader } from '../../kernel/png-reader.ts';

/** A reader whose memory has grown past this is let go with its picture: memory never shrinks. */
const MAX_KEPT_BYTES = 64 * 2 ** 20;
/** One that holds a picture, and one that decodes the next. */
const MAX_KEPT = 2;

/** Readers to be taken for a picture, and given back when its pixels are no longer needed. */
export interface PngReaders {
  take(): PngReader;
  giveBack(reader: PngReader): void;
}

export function createPngReaders(module: WebAssembly.Module): PngReaders {
  const idle: PngReader[] = [];
  return {
    take: () => idle.pop() ?? createPngReader(module),
    giveBack(reader) {
      if (idle.length < MAX_KEPT && reader.memoryBytes() <= MAX_KEPT_BYTES) idle.push(reader);
    },
  };
}
