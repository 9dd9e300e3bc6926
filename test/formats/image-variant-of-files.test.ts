import { describe, expect, test } from 'vitest';

import { sniff } from '../../src/formats/sniff.ts';
import { readFixture } from '../core/read-fixture.ts';

function variantOf(bytes: Uint8Array): string {
  const sniffed = sniff(bytes);
  return 'failure' in sniffed ? sniffed.failure.code : (sniffed.header.variant ?? 'everyday');
}

describe('the fixtures', () => {
  test.each([
    ['images/quadrants.jpg', 'everyday'],
    ['images/grey.jpg', 'everyday'],
    ['images/palette.png', 'everyday'],
    ['images/alpha.webp', 'everyday'],
    ['images/quadrants.gif', 'everyday'],
    ['images/quadrants.bmp', 'everyday'],
    ['pillow/files/bmp-32-alpha-33x31.bmp', 'everyday'],
    ['pillow/files/jpeg-440-64x48.jpg', 'everyday'],
    ['pillow/files/jpeg-411-64x48.jpg', 'everyday'],
    ['pillow/files/jpeg-420-progressive-64x48.jpg', 'everyday'],
    ['pillow/files/webp-lossy-alpha-48x36.webp', 'lossy'],
    ['pillow/files/gif-transparent-35x27.gif', 'transparent'],
    ['variants/cmyk.jpg', 'cmyk'],
    ['variants/ycck-420.jpg', 'cmyk'],
    ['variants/cmyk-progressive.jpg', 'cmyk'],
    ['variants/incomplete-444-9.jpg', 'everyday'],
    ['variants/incomplete-grey-1.jpg', 'everyday'],
    ['variants/arithmetic-progressive.jpg', 'arithmetic'],
    ['variants/lossless.jpg', 'lossless'],
    ['variants/grey16.png', 'everyday'],
    ['variants/animated-after-default.png', 'everyday'],
    ['variants/animated.webp', 'animated'],
  ])('S1 %s is %s', (file, variant) => {
    expect(variantOf(readFixture(file))).toBe(variant);
  });
});
