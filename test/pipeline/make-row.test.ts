import { describe, expect, test } from 'vitest';

import type { Recipe } from '../../src/core/recipe/recipe.ts';
import type { Failure } from '../../src/core/verdict.ts';
import { readFixture } from '../core/read-fixture.ts';
import { avifHeader, bytesOf, pngHeader } from '../formats/write-headers.ts';
import { decoderThat, made, pixelsThat, RECIPE, TWO_BY_FOUR, UNTOUCHED } from './fake-decoders.ts';

describe('a row', () => {
  test("R1 is the RGB of the decoder's pixels, with the known facts", async () => {
    const { decoder, decode } = decoderThat({});
    const bytes = readFixture('images/red.png');
    const { outcome, row } = await made(bytes, [decoder]);
    expect(row).toEqual([10, 20, 30, 200, 100, 0]);
    expect(outcome).toEqual({
      verdict: 'ok',
      format: 'png',
      width: 16,
      height: 16,
      decoder: 'fake',
      approximate: false,
    });
    const header = { format: 'png', width: 16, height: 16, variant: null };
    expect(decode.mock.calls).toEqual([[bytes, header, RECIPE]]);
  });

  test('R4 has its alpha composited over the colour of the recipe', async () => {
    const { decoder } = decoderThat({});
    const { row } = await made(readFixture('images/red.png'), [decoder], {
      ...RECIPE,
      alpha: '#0000ff',
    });
    expect(row).toEqual([10, 20, 30, 100, 50, 127]);
  });

  test.each([true, false])('R6 is approximate (%s) as its decoder is', async (isApproximate) => {
    const { decoder } = decoderThat(
      {},
      { accepts: () => (isApproximate ? 'approximate' : 'exact') },
    );
    const { outcome } = await made(readFixture('images/red.png'), [decoder]);
    expect(outcome.approximate).toBe(isApproximate);
  });

  test("S1 has the decoder's size if the header has none", async () => {
    const { decoder } = decoderThat({ width: 300, height: 200 });
    const { outcome } = await made(bytesOf('\xff\x0a', 1, 2, 3), [decoder]);
    expect(outcome).toMatchObject({ verdict: 'ok', format: 'jxl', width: 300, height: 200 });
  });

  test('M4 adds the time for alpha to the time for resampling', async () => {
    const { decoder } = decoderThat({ decodeMs: 3, resampleMs: 5 });
    const { decodeMs, resampleMs } = await made(readFixture('images/red.png'), [decoder]);
    expect(decodeMs).toBe(3);
    expect(resampleMs).toBeGreaterThanOrEqual(5);
  });
});

describe('a row of pixels', () => {
  test('R2 is resampled by the kernel, and the pixels are closed', async () => {
    const { decoder, close } = pixelsThat();
    const recipe: Recipe = { ...RECIPE, height: 2, resample: 'nearest' };
    const { row, outcome } = await made(TWO_BY_FOUR, [decoder], recipe);
    // rows 1 and 3 of the image
    expect(row).toEqual([8, 9, 10, 12, 13, 14, 24, 25, 26, 28, 29, 30].map((i) => (i * 7) & 255));
    expect(outcome).toMatchObject({ verdict: 'ok', width: 2, height: 4, approximate: false });
    expect(close).toHaveBeenCalledOnce();
  });

  test.each([true, false])(
    'R6 is approximate (%s) if its decoder found damage',
    async (isDamaged) => {
      const { decoder } = pixelsThat({ isDamaged });
      const { outcome } = await made(TWO_BY_FOUR, [decoder]);
      expect(outcome).toMatchObject({ verdict: 'ok', approximate: isDamaged });
    },
  );

  test("S7 has its decoder's warning", async () => {
    const warning = { code: 'grey16-clipped', detail: '7 samples were clipped.' } as const;
    const { decoder } = pixelsThat({ warning });
    const { outcome } = await made(TWO_BY_FOUR, [decoder]);
    expect(outcome).toMatchObject({ verdict: 'warned', ...warning, approximate: false });
  });

  test("R6 is approximate if the decoder's size is not the header's", async () => {
    const { decoder } = pixelsThat();
    const { outcome } = await made(pngHeader(4, 2), [decoder]);
    expect(outcome).toMatchObject({ verdict: 'ok', approximate: true });
  });

  test("R6 of a draft has the image's size, and expects the draft's", async () => {
    const draft = pixelsThat({ scale: 4 }).decoder;
    for (const [width, height, approximate] of [
      [8, 16, false],
      [5, 13, false],
      [9, 16, true],
      [8, 12, true],
      [2, 4, true],
    ] as const) {
      const { outcome } = await made(pngHeader(width, height), [draft]);
      expect(outcome).toMatchObject({ verdict: 'ok', width, height, approximate });
    }
  });

  test('S4 of a draft counts the pixels of the whole image', async () => {
    const { decoder } = pixelsThat({
      scale: 8,
      width: 1250,
      height: 1250,
      copyRows: async () => {},
    });
    const { outcome } = await made(pngHeader(10_000, 10_000), [decoder]);
    expect(outcome).toMatchObject({ verdict: 'warned', code: 'many-pixels', approximate: false });
  });

  test('R2 is refused as degenerate if a side would be 0, and the pixels are closed', async () => {
    const { decoder, close } = pixelsThat({ width: 1, height: 500 });
    const recipe: Recipe = { ...RECIPE, width: 16, height: 16, fit: 'contain' };
    const { row, outcome } = await made(TWO_BY_FOUR, [decoder], recipe);
    expect(outcome).toMatchObject({ verdict: 'failed', code: 'degenerate', decoder: null });
    expect(row.every((byte) => byte === 77)).toBe(true);
    expect(close).toHaveBeenCalledOnce();
  });

  test('S4 is out of memory if the kernel has not enough', async () => {
    const { decoder, close } = pixelsThat({ width: 170_000_000, height: 1 });
    const { outcome } = await made(TWO_BY_FOUR, [decoder]);
    expect(outcome).toMatchObject({ verdict: 'failed', code: 'out-of-memory', approximate: false });
    expect(close).toHaveBeenCalledOnce();
  });

  test('S3 K4 is refused if the decoder does not return its pixels; the next row is right', async () => {
    const { decoder, close } = pixelsThat({
      copyRows: async () => {
        throw new Error('a frame that cannot be copied');
      },
    });
    const { outcome } = await made(TWO_BY_FOUR, [decoder]);
    expect(outcome).toMatchObject({ verdict: 'failed', code: 'unsupported', decoder: null });
    expect('detail' in outcome && outcome.detail).toContain('a frame that cannot be copied');
    expect(close).toHaveBeenCalledOnce();
    const next = await made(TWO_BY_FOUR, [pixelsThat().decoder]);
    expect(next.outcome.verdict).toBe('ok');
  });
});

describe('the choice of a decoder', () => {
  test('R5 is the first one that accepts format and recipe', async () => {
    const never = decoderThat({}, { name: 'never', accepts: () => 'no' });
    const png = decoderThat(
      {},
      { name: 'png', accepts: ({ format }) => (format === 'png' ? 'exact' : 'no') },
    );
    const any = decoderThat({}, { name: 'any' });
    const decoders = [never.decoder, png.decoder, any.decoder];
    const ofPng = await made(readFixture('images/red.png'), decoders);
    const ofGif = await made(readFixture('images/quadrants.gif'), decoders);
    expect([ofPng.outcome.decoder, ofGif.outcome.decoder]).toEqual(['png', 'any']);
    expect(never.decode).not.toHaveBeenCalled();
  });

  test('S3 an image that none accepts is unsupported, and its format is named', async () => {
    const { decoder, decode } = decoderThat({}, { accepts: () => 'no' });
    const { outcome, row } = await made(avifHeader(['avif'], [[300, 200]]), [decoder]);
    expect(outcome).toEqual({
      verdict: 'failed',
      code: 'unsupported',
      detail: 'No decoder for AVIF with decode: exact.',
      format: 'avif',
      width: 300,
      height: 200,
      decoder: null,
      approximate: false,
    });
    expect(decode).not.toHaveBeenCalled();
    expect(row).toEqual(UNTOUCHED);
  });
});

describe('failures', () => {
  test.each([
    { file: 'empty.png', code: 'empty', format: null },
    { file: 'not-an-image.jpg', code: 'not-an-image', format: null },
  ])('S2 $file is $code before any decoder is asked', async ({ file, code, format }) => {
    const { decoder, decode } = decoderThat({});
    const { outcome, row, decodeMs, resampleMs } = await made(readFixture(`images/${file}`), [
      decoder,
    ]);
    expect(outcome).toMatchObject({ verdict: 'failed', code, format, width: null, decoder: null });
    expect(decode).not.toHaveBeenCalled();
    expect(row).toEqual(UNTOUCHED);
    expect([decodeMs, resampleMs]).toEqual([0, 0]);
  });

  test('S2 the head of a PNG is a truncated png', async () => {
    const { outcome } = await made(pngHeader(5, 5).slice(0, 20), []);
    expect(outcome).toMatchObject({ verdict: 'failed', code: 'truncated', format: 'png' });
  });

  test("R6 the decoder's own failure is passed on, and is not approximate", async () => {
    const failure: Failure = { code: 'corrupt', detail: 'The data of the PNG is damaged.' };
    const { decoder } = decoderThat({ kind: 'failed', failure }, { accepts: () => 'approximate' });
    const { outcome, row } = await made(readFixture('images/corrupt.png'), [decoder]);
    expect(outcome).toEqual({
      verdict: 'failed',
      ...failure,
      format: 'png',
      width: 128,
      height: 96,
      decoder: null,
      approximate: false,
    });
    expect(row).toEqual(UNTOUCHED);
  });
});
