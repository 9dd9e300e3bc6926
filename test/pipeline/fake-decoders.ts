import { vi } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../src/core/recipe/recipe.ts';
import type { Decoded, DecodedPixels, Decoder } from '../../src/decoders/decoder.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { makeRow } from '../../src/pipeline/make-row.ts';
import { pngHeader } from '../formats/write-headers.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';

// 2 × 1 pixels, of which the second is half transparent
export const RECIPE: Recipe = { ...DEFAULT_RECIPE, width: 2, height: 1 };
const RGBA = Uint8ClampedArray.of(10, 20, 30, 255, 200, 100, 0, 128);

/** A decoder that answers the same to every file. */
export function decoderThat(answers: Partial<Decoded> & object, about: Partial<Decoder> = {}) {
  const scaled = {
    kind: 'scaled-rgba',
    rgba: RGBA,
    width: 16,
    height: 16,
    decodeMs: 3,
    resampleMs: 5,
  };
  const decode = vi.fn<Decoder['decode']>(() =>
    Promise.resolve({ ...scaled, ...answers } as Decoded),
  );
  const decoder: Decoder = {
    name: 'fake',
    accepts: () => 'exact',
    decode,
    ...about,
  };
  return { decoder, decode };
}

// two columns and four rows, as a decoder that keeps the image's size returns them
export const PIXELS = Uint8Array.from({ length: 2 * 4 * 4 }, (_, i) => i * 7);
export const TWO_BY_FOUR = pngHeader(2, 4);

/** A decoder of those pixels. */
export function pixelsThat(answers: Partial<DecodedPixels> = {}) {
  const close = vi.fn<() => void>();
  const pixels: DecodedPixels = {
    kind: 'pixels',
    layout: 'rgba',
    width: 2,
    height: 4,
    scale: 1,
    decodeMs: 3,
    isDamaged: false,
    warning: null,
    copyRows: async (firstRow, rows, target) => {
      target.set(PIXELS.subarray(firstRow * 8, (firstRow + rows) * 8));
    },
    close,
    ...answers,
  };
  return { decoder: decoderThat(pixels).decoder, close };
}

/** A row of 77s, and what became of it. */
export async function made(
  bytes: Uint8Array<ArrayBuffer>,
  decoders: readonly Decoder[],
  recipe: Recipe = RECIPE,
) {
  const row = new Uint8Array(recipe.width * recipe.height * 3).fill(77);
  const result = await makeRow(bytes, recipe, { decoders, kernels }, row);
  return { ...result, row: [...row] };
}

const kernels = createKernelKeeper(loadKernelModule());
export const UNTOUCHED = [77, 77, 77, 77, 77, 77];
