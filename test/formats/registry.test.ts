import { expect, test } from 'vitest';

import { formatLabel, FORMATS, PILLOW_FORMATS } from '../../src/formats/registry.ts';

test('S1 a media type is image/ and the name that a manifest has', () => {
  for (const { id, mediaType } of FORMATS) expect(mediaType).toBe(`image/${id}`);
});

test("S1 a format has a label, and one that is not decoded has its manifest's name in capitals", () => {
  expect(['webp', 'jxl', 'heif'].map(formatLabel)).toEqual(['WebP', 'JPEG XL', 'HEIF']);
});

test('M5 Pillow opens what is decoded exactly, and of the others AVIF; it has no JPEG XL', () => {
  expect(PILLOW_FORMATS).toEqual({
    exact: ['JPEG', 'PNG', 'WEBP', 'GIF', 'BMP'],
    approximate: ['AVIF'],
  });
});
