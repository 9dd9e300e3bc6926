import { expect, test, vi } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import type { DecodedPixels, Decoder } from '../../../src/decoders/decoder.ts';
import { withSecondOpinion } from '../../../src/decoders/jpeg/second-opinion.ts';

const WIDTH = 5;
const HEIGHT = 70; // two bands
const HEADER = { format: 'jpeg', width: WIDTH, height: HEIGHT, variant: 'cmyk' } as const;

/** Grey pixels, but for one byte of the picture. */
function decoderOf(layout: DecodedPixels['layout'], at = 0, value = 100) {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 4).fill(100);
  pixels[at] = value;
  const close = vi.fn<() => void>();
  const decoded: DecodedPixels = {
    kind: 'pixels',
    layout,
    width: WIDTH,
    height: HEIGHT,
    scale: 1,
    decodeMs: 1,
    isDamaged: false,
    warning: null,
    async copyRows(firstRow, rows, target) {
      target.set(pixels.subarray(firstRow * WIDTH * 4, (firstRow + rows) * WIDTH * 4));
    },
    close,
  };
  // at half the size under turbo
  const draft: DecodedPixels = { ...decoded, width: 3, height: 35, scale: 2 };
  const decoder: Decoder = {
    name: layout,
    accepts: () => 'exact',
    decode: async (_bytes, _header, recipe) => (recipe.decode === 'turbo' ? draft : decoded),
  };
  return { decoder, close };
}

async function isDamaged(first: Decoder, second: Decoder): Promise<unknown> {
  const decoder = withSecondOpinion(first, second, 2);
  const decoded = await decoder.decode(new Uint8Array(1), HEADER, DEFAULT_RECIPE);
  return decoded.kind === 'pixels' ? decoded.isDamaged : decoded.kind;
}

const LAST = (WIDTH * HEIGHT - 1) * 4;

test.each([
  { what: 'the same', layout: 'rgbx', at: 0, value: 100, damaged: false },
  { what: 'two levels apart', layout: 'rgbx', at: LAST + 2, value: 98, damaged: false },
  { what: 'three levels apart', layout: 'rgbx', at: LAST + 2, value: 97, damaged: true },
  { what: 'three apart in green', layout: 'bgrx', at: LAST + 1, value: 103, damaged: true },
  { what: 'three apart in red', layout: 'bgrx', at: 2, value: 103, damaged: true },
  { what: 'apart where nothing is', layout: 'bgrx', at: 3, value: 0, damaged: false },
  { what: 'of another layout', layout: 'i444', at: 0, value: 100, damaged: true },
] as const)(
  'R6 pixels that are $what: damaged $damaged',
  async ({ layout, at, value, damaged }) => {
    const second = decoderOf(layout, at, value);
    expect(await isDamaged(decoderOf('rgba').decoder, second.decoder)).toBe(damaged);
    expect(second.close).toHaveBeenCalledOnce();
  },
);

test('R6 red and blue are distinguished in each layout', async () => {
  const red = decoderOf('rgba', 0, 200).decoder;
  expect(await isDamaged(red, decoderOf('bgrx', 2, 200).decoder)).toBe(false);
  expect(await isDamaged(red, decoderOf('bgrx', 0, 200).decoder)).toBe(true);
});

test.each([
  { value: 100, damaged: false },
  { value: 103, damaged: true },
])('R6 a draft is judged by the whole picture: damaged $damaged', async ({ value, damaged }) => {
  const first = decoderOf('rgba');
  const second = decoderOf('bgrx', 1, value);
  const decoder = withSecondOpinion(first.decoder, second.decoder, 2);
  const recipe: Recipe = { ...DEFAULT_RECIPE, decode: 'turbo' };
  const decoded = await decoder.decode(new Uint8Array(1), HEADER, recipe);
  expect(decoded).toMatchObject({ kind: 'pixels', scale: 2, width: 3, isDamaged: damaged });
  // the draft is left to whoever asked for it
  expect([first.close.mock.calls.length, second.close.mock.calls.length]).toEqual([1, 1]);
});

test('R6 a file that the second refuses is damaged; one that the first refuses is not passed on', async () => {
  const refusal = {
    kind: 'failed',
    failure: { code: 'corrupt', detail: 'It is damaged.' },
  } as const;
  const refusing: Decoder = { name: 'no', accepts: () => 'exact', decode: async () => refusal };
  expect(await isDamaged(decoderOf('rgba').decoder, refusing)).toBe(true);
  const second = decoderOf('rgba');
  expect(await isDamaged(refusing, second.decoder)).toBe('failed');
  expect(second.close).not.toHaveBeenCalled();
});
