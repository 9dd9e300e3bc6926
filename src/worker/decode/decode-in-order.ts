import { draftScaleOf, draftSize } from '../../core/recipe/draft.ts';
import { QUICK_PIXELS, SMALL_PIXELS } from '../../core/large-images.ts';
import type { Recipe } from '../../core/recipe/recipe.ts';
import { sniff, type Sniffed } from '../../formats/sniff.ts';
import type { RunOrders, WorkerEvents } from '../../pool/wire/decode.ts';
import {
  closeImage,
  refuseImage,
  TOO_MANY_PIXELS,
  type DecodedImage,
} from '../../pipeline/make-row.ts';
import type { ReadFile } from './read-batch.ts';

export interface DecodedFile {
  readonly slot: number;
  readonly image: DecodedImage;
}

/** `sniffed`: the result for these bytes, if they were sniffed already. */
type Decode = (bytes: Uint8Array<ArrayBuffer>, sniffed?: Sniffed) => Promise<DecodedImage>;

type LargeEvents = Pick<WorkerEvents, 'onLarge' | 'onLargeDone'>;

/** An image to decode, with its header and its pixel count. */
interface ComingImage {
  readonly file: ReadFile;
  readonly sniffed: Sniffed | null;
  /** Null if the header does not state the size. */
  readonly pixels: number | null;
  /** The pixels that are in memory at a time. */
  readonly heldPixels: number;
}

/**
 * Decodes the images of a batch in order. With `decodesAhead`, the next image is decoded while the
 * caller processes the current one. Ends early if an image may no longer begin. If the caller stops
 * iterating, an image decoded ahead is closed.
 */
export async function* decodeInOrder(
  files: readonly ReadFile[],
  decode: Decode,
  { decodesAhead, recipe }: RunOrders,
  events: LargeEvents,
): AsyncGenerator<DecodedFile, void, void> {
  const images = files.map((file) => inspect(file, recipe));
  const begun = new Set<ComingImage>();
  const start = async (image: ComingImage): Promise<DecodedImage | null> => {
    const { content } = image.file;
    if (!(content instanceof Uint8Array)) return refuseImage(content);
    begun.add(image);
    if (!(await announce(image, events))) return null;
    return decode(content, image.sniffed ?? undefined);
  };
  const end = (image: ComingImage): void => {
    const { pixels, heldPixels } = image;
    if (begun.delete(image) && isLarge(image)) events.onLargeDone(pixels ?? 0, heldPixels);
  };
  let ahead: Promise<DecodedImage | null> | null = null;
  try {
    for (const [index, coming] of images.entries()) {
      const image = await (ahead ?? start(coming));
      if (image === null) return;
      const next = images[index + 1];
      const isAhead = decodesAhead && next !== undefined && isSmall(coming) && isSmall(next);
      ahead = isAhead ? start(next) : null;
      ahead?.catch(() => undefined); // a rejection is handled when the image is awaited
      yield { slot: coming.file.slot, image };
      end(coming);
    }
  } finally {
    await ahead?.then(
      (image) => image && closeImage(image),
      () => undefined,
    );
    for (const image of begun) end(image);
  }
}

/** Announces a large image before it begins. Resolves with false if it must not begin. */
async function announce(image: ComingImage, events: LargeEvents): Promise<boolean> {
  const { pixels, heldPixels } = image;
  if (!isLarge(image)) return true;
  const mayBegin = events.onLarge(pixels ?? 0, heldPixels);
  return heldPixels > SMALL_PIXELS ? mayBegin : true;
}

function inspect(file: ReadFile, recipe: Recipe): ComingImage {
  const sniffed = file.content instanceof Uint8Array ? sniff(file.content) : null;
  // a file that is not an image, or was not read, takes no time
  if (sniffed === null || 'failure' in sniffed) return { file, sniffed, pixels: 0, heldPixels: 0 };
  const { width, height } = sniffed.header;
  if (width === null || height === null) return { file, sniffed, pixels: null, heldPixels: 0 };
  const scale = draftScaleOf(recipe, sniffed.header);
  const draft = draftSize(width, height, scale);
  return { file, sniffed, pixels: width * height, heldPixels: draft.width * draft.height };
}

/** Whether decoding takes long. An image with too many pixels is not decoded at all. */
function isLarge({ pixels }: ComingImage): boolean {
  return pixels !== null && pixels > QUICK_PIXELS && pixels <= TOO_MANY_PIXELS;
}

function isSmall({ pixels }: ComingImage): boolean {
  return pixels !== null && pixels <= SMALL_PIXELS;
}
