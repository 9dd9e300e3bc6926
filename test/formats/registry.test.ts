import { expect, test } from 'vitest';

import { formatLabel, FORMATS, PILLOW_FORMATS } from '../../src/formats/registry.ts';

test('S1 a media type is image/ and the name that a manifest has', () => {
  for (const { id, mediaType } of FORMATS) expect(mediaType).toBe(`image/${id}`);
});

test('S1 formats have labels; that of a format that is not decoded is its name in capitals', () => {
  expect(['webp', 'jxl', 'heif'].map(formatLabel)).toEqual(['WebP', 'JPEG XL', 'HEIF']);
});

test('M5 Pillow opens all exact formats, and AVIF of the others; it does not know JPEG XL', () => {
  expect(PILLOW_FORMATS).toEqual({
    exact: ['JPEG', 'PNG', 'WEBP', 'GIF', 'BMP'],
    approximate: ['AVIF'],
  });
});
