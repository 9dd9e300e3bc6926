import { describe, expect, test } from 'vitest';

import { UPRIGHT } from '../../src/formats/exif/orientation.ts';
import { readFixture } from '../core/read-fixture.ts';
import { eXIf, pngWith, tiff } from '../formats/exif/write-metadata.ts';
import { bytesOf } from '../formats/write-headers.ts';
import {
  decoderThat,
  made,
  PIXELS,
  pixelsThat,
  RECIPE,
  TWO_BY_FOUR,
  UNTOUCHED,
} from './fake-decoders.ts';

describe('an image whose orientation is applied', () => {
  test('S10 is refused if Pillow cannot write its EXIF back, before anything is decoded', async () => {
    const { decoder, decode } = decoderThat({});
    const unit = { tag: 296, type: 2, count: 2, value: bytesOf('2\0\0\0') };
    const bytes = pngWith(eXIf(tiff([{ value: 3 }, unit])));
    const applied = { ...RECIPE, orientation: 'apply' } as const;
    for (const mode of ['exact', 'turbo'] as const) {
      const { outcome, row } = await made(bytes, [decoder], { ...applied, decode: mode });
      expect(outcome).toMatchObject({
        verdict: 'failed',
        code: 'corrupt',
        width: 16,
        decoder: null,
      });
      expect(row).toEqual(UNTOUCHED);
    }
    expect(decode).not.toHaveBeenCalled();
    // Pillow does not write it otherwise, and the browser never
    expect((await made(bytes, [decoder])).outcome.verdict).toBe('ok');
    expect((await made(bytes, [decoder], { ...applied, decode: 'canvas' })).outcome.verdict).toBe(
      'ok',
    );
  });

  const APPLIED = { ...RECIPE, height: 4, orientation: 'apply' } as const;

  test('R3 is rotated as its decoder says, if that can read more', async () => {
    const transposition = { ...UPRIGHT, orientation: 3 };
    const { decoder, close } = pixelsThat({ layout: 'rgbx', transposition });
    const { outcome, row } = await made(TWO_BY_FOUR, [decoder], APPLIED);
    expect(outcome).toMatchObject({ verdict: 'ok', approximate: false });
    const upsideDown = Array.from({ length: 8 * 3 }, (_, i) => {
      const pixel = 7 - Math.floor(i / 3);
      return PIXELS[pixel * 4 + (i % 3)];
    });
    expect(row).toEqual(upsideDown);
    expect(close).toHaveBeenCalledTimes(1);
  });

  test('S10 is refused as its decoder says, and its pixels are closed', async () => {
    const failure = { code: 'corrupt', detail: 'as it says' } as const;
    const { decoder, close } = pixelsThat({ transposition: { ...UPRIGHT, failure } });
    const { outcome } = await made(TWO_BY_FOUR, [decoder], APPLIED);
    expect(outcome).toMatchObject({ verdict: 'failed', ...failure, decoder: null });
    expect(close).toHaveBeenCalledTimes(1);
  });

  test('R6 is approximate if its orientation may be in a text that is not read', async () => {
    const bytes = readFixture('pillow/files/png-raw-profile-exif-6.png');
    const size = { width: 19, height: 13, copyRows: async () => {} };
    const sized = pixelsThat(size).decoder;
    const applied = await made(bytes, [sized], { ...RECIPE, orientation: 'apply' });
    const ignored = await made(bytes, [sized]);
    expect([applied.outcome.approximate, ignored.outcome.approximate]).toEqual([true, false]);
  });
});
