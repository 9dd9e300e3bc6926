import { createHash } from 'node:crypto';

import { DEFAULT_RECIPE, type Recipe } from '../../src/core/recipe/recipe.ts';
import { sniff } from '../../src/formats/sniff.ts';
import { chooseDecoder } from '../../src/decoders/choose-decoder.ts';
import type { Decoded, DecodedPixels, Decoder } from '../../src/decoders/decoder.ts';
import { planResample } from '../../src/kernel/resample/resample-job.ts';
import { loadKernel } from '../kernel/load-kernel.ts';

/** A file's pixels by the decoder that is chosen for it, or its failure, of the header or later. */
export async function decodeFile(
  decoders: readonly Decoder[],
  bytes: Uint8Array<ArrayBuffer>,
  recipe: Recipe,
): Promise<Decoded> {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) return { kind: 'failed', failure: sniffed.failure };
  const choice = chooseDecoder(decoders, sniffed.header, recipe);
  if (choice === null) throw new Error('no decoder takes it');
  return choice.decoder.decode(bytes, sniffed.header, recipe);
}

/** All pixels of a layout of four bytes, asked for in bands of 7 rows; closes them. */
export async function rgbaOf({
  width,
  height,
  copyRows,
  close,
}: DecodedPixels): Promise<Uint8Array> {
  const rgba = new Uint8Array(width * height * 4);
  const band = new Uint8Array(width * 7 * 4);
  for (let row = 0; row < height; row += 7) {
    const rows = Math.min(7, height - row);
    await copyRows(row, rows, band);
    rgba.set(band.subarray(0, width * rows * 4), row * width * 4);
  }
  close();
  return rgba;
}

/** As in decodes.json. */
export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/** RGB of the decoder's size, or the failure's code. */
export async function rgbOf(decoded: Decoded): Promise<Uint8Array | string> {
  if (decoded.kind === 'failed') return decoded.failure.code;
  if (decoded.kind === 'scaled-rgba') return 'scaled';
  if (decoded.kind === 'pixels') return (await rgbaOf(decoded)).filter((_, at) => at % 4 !== 3);
  const { width, height } = decoded;
  // a row of the image's own size is the image: all weights are 0 or 1
  const job = planResample({ ...DEFAULT_RECIPE, width, height }, decoded, 1);
  const rgb = new Uint8Array(width * height * 3);
  const { failure } = decoded.makeRow(KERNEL, job, rgb);
  return failure?.code ?? rgb;
}

const KERNEL = loadKernel();

/** Of RGB without alpha; the failure's code if there are no pixels. */
export async function rgbDigest(decoded: Decoded): Promise<string> {
  const rgb = await rgbOf(decoded);
  return typeof rgb === 'string' ? rgb : digest(rgb);
}
