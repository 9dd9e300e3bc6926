import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';

import { flattenAlpha } from '../../../src/kernel/resample/colour.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { sniff } from '../../../src/formats/sniff.ts';
import type { Failure } from '../../../src/core/verdict.ts';
import type { DecodedPixels } from '../../../src/decoders/decoder.ts';
import { TOO_MANY_PIXELS } from '../../../src/pipeline/make-row.ts';
import { loadPngDecoder } from './load-png-decoder.ts';
import { readPngGoldens, type PngGolden } from './png-goldens.ts';

const { colour, goldens } = readPngGoldens();
const decoder = loadPngDecoder();

async function decode(bytes: Uint8Array<ArrayBuffer>, recipe: Recipe) {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) return sniffed.failure;
  const { width, height } = sniffed.header;
  // decoders are not asked for images of more
  if ((width ?? 0) * (height ?? 0) > TOO_MANY_PIXELS) return TOO_LARGE;
  const decoded = await decoder.decode(bytes.slice(), sniffed.header, recipe);
  if (decoded.kind === 'failed') return decoded.failure;
  if (decoded.kind !== 'pixels') throw new Error('a PNG is never scaled');
  return decoded;
}

const TOO_LARGE: Failure = { code: 'too-many-pixels', detail: 'Too large.' };

/** As make_png.py writes it. */
async function digestOf(pixels: DecodedPixels, recipe: Recipe): Promise<string> {
  const { width, height, layout } = pixels;
  expect(layout === 'rgba' || layout === 'rgbx').toBe(true);
  const all = new Uint8Array(width * height * 4);
  await pixels.copyRows(0, height, all);
  pixels.close();
  if (layout === 'rgbx') for (let at = 3; at < all.length; at += 4) all[at] = 255;
  const rgb = new Uint8Array(width * height * 3);
  flattenAlpha(all, recipe.alpha, rgb);
  return createHash('sha256').update(rgb).digest('hex').slice(0, 16);
}

/** Pillow's words for what is cut, and for what is broken; of others there are several causes. */
function codeOf(words: string): string | null {
  if (words.startsWith('OSError: image file is truncated')) return 'truncated';
  if (words.includes('data stream')) return 'corrupt';
  return words.startsWith('DecompressionBombError') ? 'too-many-pixels' : null;
}

/** Null: as Pillow. */
async function difference(golden: PngGolden, recipe: Recipe): Promise<string | null> {
  const expected = recipe.alpha === 'drop' ? golden.dropped : golden.composited;
  const got = await decode(golden.bytes, recipe);
  const isRefused = expected.includes(':');
  const name = `${golden.name} ${recipe.alpha}`;
  if ('code' in got) {
    if (!isRefused) return `${name}: ${got.detail}`;
    const code = codeOf(expected) ?? got.code;
    return code === got.code ? null : `${name}: ${got.code} is ${expected}`;
  }
  if (isRefused) return `${name}: Pillow says ${expected}`;
  return (await digestOf(got, recipe)) === expected ? null : `${name}: other pixels`;
}

const groups = [...new Set(goldens.map(({ group }) => group))];

describe.each(groups)('%s', (group) => {
  const members = goldens.filter((golden) => golden.group === group);

  test.each(['drop', colour] as const)(
    `R7 S2 ${members.length} PNGs have Pillow's pixels, or its verdict: %s`,
    async (alpha) => {
      const recipe = { ...DEFAULT_RECIPE, alpha };
      const differing: string[] = [];
      for (const golden of members) {
        const line = await difference(golden, recipe);
        if (line !== null) differing.push(line);
      }
      expect(differing).toEqual([]);
    },
  );
});

test('R7 there are goldens of both kinds, many of each', () => {
  const refused = goldens.filter(({ dropped }) => dropped.includes(':'));
  expect(refused.length).toBeGreaterThan(900);
  expect(goldens.length - refused.length).toBeGreaterThan(900);
  expect(
    goldens.filter(({ dropped, composited }) => dropped !== composited).length,
  ).toBeGreaterThan(200);
});
