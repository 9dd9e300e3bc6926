import { sniff, type Sniffed } from '../core/sniff.ts';
import { closeImage, refuseImage, type DecodedImage } from '../rows/make-row.ts';
import type { ReadFile } from './read-batch.ts';

export interface DecodedFile {
  readonly slot: number;
  readonly image: DecodedImage;
}

/** `sniffed`: what the bytes are, where that was asked already. */
type Decode = (bytes: Uint8Array<ArrayBuffer>, sniffed?: Sniffed) => Promise<DecodedImage>;

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
  const sniffs = decodesAhead ? files.map(sniffFile) : [];
  const start = async ({ content }: ReadFile, index: number): Promise<DecodedImage> =>
    content instanceof Uint8Array
      ? decode(content, sniffs[index] ?? undefined)
      : refuseImage(content);
  let ahead: Promise<DecodedImage> | null = null;
  try {
    for (const [index, file] of files.entries()) {
      const image = await (ahead ?? start(file, index));
      const next = files[index + 1];
      const isAhead = decodesAhead && isSmall(sniffs[index]) && isSmall(sniffs[index + 1]);
      ahead = isAhead && next !== undefined ? start(next, index + 1) : null;
      ahead?.catch(() => undefined); // heard when its turn comes
      yield { slot: file.slot, image };
    }
  } finally {
    await ahead?.then(closeImage, () => undefined);
  }
}

function sniffFile({ content }: ReadFile): Sniffed | null {
  return content instanceof Uint8Array ? sniff(content) : null;
}

function isSmall(sniffed: Sniffed | null | undefined): boolean {
  if (sniffed === null || sniffed === undefined || 'failure' in sniffed) return true;
  const { width, height } = sniffed.header;
  return width !== null && height !== null && width * height <= SMALL_PIXELS;
}
