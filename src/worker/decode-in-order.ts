import { sniff } from '../core/sniff.ts';
import { closeImage, refuseImage, type DecodedImage } from '../rows/make-row.ts';
import type { ReadFile } from './read-batch.ts';

export interface DecodedFile {
  readonly slot: number;
  readonly image: DecodedImage;
}

type Decode = (bytes: Uint8Array<ArrayBuffer>) => Promise<DecodedImage>;

/** Two images of a worker may have so many pixels each to be in memory at the same time. */
const SMALL_PIXELS = 16_000_000;

/**
 * The images of a batch, decoded, in its order. With `decodesAhead` the next one is being decoded
 * while the caller is at work on one. An image that was decoded for a caller who went is closed.
 */
export async function* decodeInOrder(
  files: readonly ReadFile[],
  decode: Decode,
  decodesAhead: boolean,
): AsyncGenerator<DecodedFile, void, void> {
  const start = async ({ content }: ReadFile): Promise<DecodedImage> =>
    content instanceof Uint8Array ? decode(content) : refuseImage(content);
  const areSmall = decodesAhead ? files.map(isSmall) : [];
  let ahead: Promise<DecodedImage> | null = null;
  try {
    for (const [index, file] of files.entries()) {
      const image = await (ahead ?? start(file));
      const next = files[index + 1];
      const isAhead = areSmall[index] === true && areSmall[index + 1] === true;
      ahead = isAhead && next !== undefined ? start(next) : null;
      ahead?.catch(() => undefined); // heard when its turn comes
      yield { slot: file.slot, image };
    }
  } finally {
    await ahead?.then(closeImage, () => undefined);
  }
}

function isSmall({ content }: ReadFile): boolean {
  if (!(content instanceof Uint8Array)) return true;
  const sniffed = sniff(content);
  if ('failure' in sniffed) return true;
  const { width, height } = sniffed.header;
  return width !== null && height !== null && width * height <= SMALL_PIXELS;
}
