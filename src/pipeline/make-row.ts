import { errorMessage } from '../core/error-message.ts';
import { draftSize } from '../core/recipe/draft.ts';
import { toChannels } from '../kernel/resample/colour.ts';
import type { Transposition } from '../formats/exif/orientation.ts';
import { DEGENERATE } from '../kernel/resample/layout-image.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import { readTransposition } from './read-transposition.ts';
import { planResample } from '../kernel/resample/resample-job.ts';
import { formatLabel } from '../formats/registry.ts';
import { sniff, type ImageHeader, type Refusal, type Sniffed } from '../formats/sniff.ts';
import {
  NO_FACTS,
  type Failure,
  type ImageFacts,
  type Verdict,
  type Warning,
} from '../core/verdict.ts';
import { chooseDecoder, type ChosenDecoder } from '../decoders/choose-decoder.ts';
import type {
  DecodedPixels,
  Decoder,
  DeferredImage,
  DeferredRow,
  ScaledPixels,
} from '../decoders/decoder.ts';
import type { KernelKeeper } from '../kernel/kernel-keeper.ts';
import { KernelMemoryError } from '../kernel/kernel-memory-error.ts';
import type { CopyRows } from '../kernel/kernel.ts';

/** Pillow's Image.MAX_IMAGE_PIXELS: it warns above it, and refuses above twice that. */
export const MANY_PIXELS = 89_478_485;
export const TOO_MANY_PIXELS = 2 * MANY_PIXELS;

export interface MadeRow {
  readonly outcome: Verdict & ImageFacts;
  readonly decodeMs: number;
  readonly resampleMs: number;
}

/** An image that becomes a row: its pixels, or the verdict if there are none. */
export type DecodedImage = MadeRow | ImageWithPixels;

type Pixels = DecodedPixels | DeferredImage | ScaledPixels;

interface ImageWithPixels {
  readonly pixels: Pixels;
  readonly facts: ImageFacts;
  readonly orientation: number;
}

/** Decoders in their order of preference, and the kernel that makes rows from their pixels. */
export interface RowMakers {
  readonly decoders: readonly Decoder[];
  readonly kernels: KernelKeeper;
}

/**
 * Makes one row from one file's bytes: `row` receives height × width × channels uint8, unless the verdict is
 * `failed`. May change the bytes. Never rejects because of their content.
 */
export async function makeRow(
  bytes: Uint8Array<ArrayBuffer>,
  recipe: Recipe,
  makers: RowMakers,
  row: Uint8Array,
): Promise<MadeRow> {
  return finishRow(await decodeImage(bytes, recipe, makers.decoders), recipe, makers.kernels, row);
}

/**
 * The first half: sniffs the bytes, checks Pillow's pixel limit, and decodes. The caller passes pixels on
 * to `finishRow`, or closes them. `sniffed` is the result of `sniff`, if the caller has it already.
 */
export async function decodeImage(
  bytes: Uint8Array<ArrayBuffer>,
  recipe: Recipe,
  decoders: readonly Decoder[],
  sniffed: Sniffed = sniff(bytes),
): Promise<DecodedImage> {
  if ('failure' in sniffed) return refuseImage(sniffed);
  const { header } = sniffed;
  const facts = factsOf(header);
  if ((header.width ?? 0) * (header.height ?? 0) > TOO_MANY_PIXELS) return tooMany(facts);
  const choice = chooseDecoder(decoders, header, recipe);
  if (choice === null) {
    const detail = `No decoder for ${formatLabel(header.format)} with decode: ${recipe.decode}.`;
    return withoutRow(facts, { code: 'unsupported', detail });
  }
  const transposition = readTransposition(bytes, header, recipe);
  if (transposition.failure !== null) return withoutRow(facts, transposition.failure);
  const decoded = await choice.decoder.decode(bytes, header, recipe);
  if (decoded.kind === 'failed') return withoutRow(facts, decoded.failure);
  return withOrientation(decoded, header, choice, transposition);
}

function withOrientation(
  decoded: Pixels,
  header: ImageHeader,
  { decoder, isApproximate }: ChosenDecoder,
  read: Transposition,
): DecodedImage {
  const known = decoded.kind === 'pixels' ? decoded.transposition : undefined;
  const { orientation, failure, isCertain } = known ?? read;
  const { width, height } = storedSize(decoded, header);
  const approximate = isApproximate || !isCertain || isDoubtful(decoded, header);
  const facts = { ...factsOf(header), width, height, decoder: decoder.name, approximate };
  const image = { pixels: decoded, facts, orientation };
  if (failure === null) return image;
  closeImage(image);
  return withoutRow(facts, failure);
}

type Size = Pick<DecodedPixels, 'width' | 'height'>;

/** The image's own size, which is the decoder's except for drafts. */
function storedSize(decoded: Pixels, header: ImageHeader): Size {
  const isDraft = decoded.kind !== 'scaled-rgba' && decoded.scale > 1;
  if (!isDraft || header.width === null || header.height === null) return decoded;
  return { width: header.width, height: header.height };
}

/** Whether the decoder found damage, or another size than the header's, for example a rotated one. */
function isDoubtful(decoded: Pixels, header: ImageHeader): boolean {
  if (decoded.kind !== 'pixels') return false;
  const { width, height } = header;
  if (decoded.isDamaged || width === null || height === null) return decoded.isDamaged;
  const expected = draftSize(width, height, decoded.scale);
  return decoded.width !== expected.width || decoded.height !== expected.height;
}

/** The second half: makes the row. Always closes the pixels. */
export async function finishRow(
  image: DecodedImage,
  recipe: Recipe,
  kernels: KernelKeeper,
  row: Uint8Array,
): Promise<MadeRow> {
  if (!('pixels' in image)) return image;
  const { pixels, facts } = image;
  // the stored image's also for a draft: Pillow checks it before it drafts
  const pixelCount = (facts.width ?? 0) * (facts.height ?? 0);
  try {
    // some headers have no size, so that the limit could not be checked before
    if (pixelCount > TOO_MANY_PIXELS) return tooMany(facts);
    const made = await fillRow(row, image, recipe, kernels);
    if (made.failure !== null) return withoutRow(facts, made.failure);
    const warning = pixels.kind === 'pixels' ? pixels.warning : null;
    const outcome = { ...verdictOn(pixelCount, warning), ...facts };
    return { outcome, decodeMs: made.decodeMs, resampleMs: made.resampleMs };
  } finally {
    closeImage(image);
  }
}

/** Fills the row, unless there is a failure. */
async function fillRow(
  row: Uint8Array,
  { pixels, orientation }: ImageWithPixels,
  recipe: Recipe,
  kernels: KernelKeeper,
): Promise<DeferredRow> {
  if (pixels.kind === 'deferred') return makeDeferredRow(row, pixels, orientation, recipe, kernels);
  const { decodeMs } = pixels;
  const startedAt = performance.now();
  let failure: Failure | null = null;
  if (pixels.kind === 'scaled-rgba') toChannels(pixels.rgba, recipe, row);
  else failure = await resampleInto(row, pixels, orientation, recipe, kernels);
  const scaledMs = pixels.kind === 'scaled-rgba' ? pixels.resampleMs : 0;
  return { failure, decodeMs, resampleMs: scaledMs + performance.now() - startedAt };
}

/** The row of an image that is decoded in the kernel; a failure to decode it counts more than another. */
async function makeDeferredRow(
  row: Uint8Array,
  image: DeferredImage,
  orientation: number,
  recipe: Recipe,
  kernels: KernelKeeper,
): Promise<DeferredRow> {
  const job = planResample(recipe, image, orientation);
  try {
    const made = await kernels.lend(async (kernel) => image.makeRow(kernel, job, row));
    return made.failure === null && job === null ? { ...made, failure: DEGENERATE } : made;
  } catch (error) {
    if (!(error instanceof KernelMemoryError)) throw error;
    return { failure: memoryFailure(error), decodeMs: 0, resampleMs: 0 };
  }
}

function memoryFailure({ message }: KernelMemoryError): Failure {
  return { code: 'out-of-memory', detail: message };
}

async function resampleInto(
  row: Uint8Array,
  pixels: DecodedPixels,
  orientation: number,
  recipe: Recipe,
  kernels: KernelKeeper,
): Promise<Failure | null> {
  const job = planResample(recipe, pixels, orientation);
  if (job === null) return DEGENERATE;
  let refusal: Failure | null = null;
  const copyRows: CopyRows = async (firstRow, rows, target) => {
    try {
      await pixels.copyRows(firstRow, rows, target);
    } catch (error) {
      const reason = errorMessage(error);
      const detail = `The decoder did not return the image's pixels (${reason}).`;
      refusal = { code: 'unsupported', detail };
      throw error;
    }
  };
  try {
    await kernels.lend(async (kernel) => kernel.resample(copyRows, job, row));
    return null;
  } catch (error) {
    if (refusal !== null) return refusal;
    if (error instanceof KernelMemoryError) return memoryFailure(error);
    throw error; // a fault of the kernel itself: the worker is replaced, and the image tried again
  }
}

/** The verdict on a file that is not decoded at all. */
export function refuseImage({ failure, format }: Refusal): MadeRow {
  return withoutRow({ ...NO_FACTS, format }, failure);
}

/** Releases pixels that do not become a row. */
export function closeImage(image: DecodedImage): void {
  if ('pixels' in image && image.pixels.kind === 'pixels') image.pixels.close();
}

function factsOf({ format, width, height }: ImageHeader): ImageFacts {
  return { ...NO_FACTS, format, width, height };
}

function withoutRow(facts: ImageFacts, failure: Failure): MadeRow {
  const outcome = { ...facts, verdict: 'failed' as const, ...failure };
  const noRow = { decoder: null, approximate: false };
  return { outcome: { ...outcome, ...noRow }, decodeMs: 0, resampleMs: 0 };
}

function tooMany(facts: ImageFacts): MadeRow {
  const size = `${String(facts.width)} × ${String(facts.height)}`;
  const detail = `${size} pixels: Pillow refuses images of more than ${TOO_MANY_PIXELS}.`;
  return withoutRow(facts, { code: 'too-many-pixels', detail });
}

/** The decoder's warning has precedence over the number of pixels. */
function verdictOn(pixels: number, warning: Warning | null): Verdict {
  if (warning !== null) return { verdict: 'warned', ...warning };
  if (pixels <= MANY_PIXELS) return { verdict: 'ok' };
  const detail = `${pixels} pixels: more than the ${MANY_PIXELS} at which Pillow begins to warn.`;
  return { verdict: 'warned', code: 'many-pixels', detail };
}
