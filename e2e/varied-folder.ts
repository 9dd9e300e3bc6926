import { readFixture } from '../test/core/read-fixture.ts';

/** One image of each kind that the recipe's choices affect, and three ordinary ones. */
export const VARIED: Readonly<Record<string, string | Uint8Array>> = {
  'a/alpha.png': 'alpha.png',
  'a/cmyk.jpg': readFixture('variants/cmyk.jpg'),
  'a/grey.jpg': 'grey.jpg',
  'b/lossy.webp': 'quadrants-lossy.webp',
  'b/photo.jpg': 'quadrants.jpg',
  'b/tall.png': 'thin-1x500.png',
  'c/turned.jpg': 'rotated-6.jpg',
  'c/wide.png': 'thin-500x1.png',
};
