import { describe, expect, test } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { sniff, type ImageHeader } from '../../../src/formats/sniff.ts';
import { chooseDecoder } from '../../../src/decoders/choose-decoder.ts';
import { createJpegDecoders } from '../../../src/decoders/jpeg/codec-decoders.ts';
import { digest, rgbaOf } from '../decode-file.ts';
import { readDraftFiles, type DraftFile } from './draft-goldens.ts';
import { loadCodec } from '../load-codec.ts';

const DECODERS = createJpegDecoders(loadCodec);
const FILES = readDraftFiles();
const INKS = /^(?:CMYK|YCCK)/;
const OTHERS = FILES.filter(({ group }) => group === 'others');

function turbo(width: number, height: number): Recipe {
  return { ...DEFAULT_RECIPE, decode: 'turbo', width, height };
}

function headerOf(bytes: Uint8Array): ImageHeader {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) throw new Error(sniffed.failure.detail);
  return sniffed.header;
}

function choose(bytes: Uint8Array, recipe: Recipe) {
  return chooseDecoder(DECODERS, headerOf(bytes), recipe);
}

/** Of each draft: who makes it, and what. */
async function draftsOf({ bytes, width, height, drafts }: DraftFile) {
  const made = [];
  for (const { scale, rgb } of drafts) {
    const recipe = turbo(Math.floor(width / scale), Math.floor(height / scale));
    const choice = choose(bytes, recipe);
    const decoded = await choice?.decoder.decode(bytes.slice(), headerOf(bytes), recipe);
    if (decoded?.kind !== 'pixels') throw new Error('it is not decoded');
    const ours = (await rgbaOf(decoded)).filter((_, at) => at % 4 !== 3);
    const isPillows = rgb !== null && digest(ours) === digest(rgb);
    const { width: across, height: down, scale: at, isDamaged } = decoded;
    const { isApproximate, decoder } = choice ?? {};
    made.push({ size: [across, down], at, isPillows, isDamaged, isApproximate, ...decoder });
  }
  return made;
}

describe('what Pillow drafts', () => {
  const inks = OTHERS.filter(({ name }) => INKS.test(name) && !name.includes('arithmetic'));

  test.each(inks)('R7 $name is drafted as by Pillow', async (file) => {
    expect(await draftsOf(file)).toMatchObject(
      file.drafts.map(({ scale, width, height }) => ({
        name: 'libjpeg-turbo-cmyk',
        size: [width, height],
        at: scale,
        isPillows: true,
        isDamaged: false,
        isApproximate: false,
      })),
    );
  });

  test.each(OTHERS.filter(({ name }) => !INKS.test(name)))(
    'R6 $name is decoded in full, and approximate',
    async (file) => {
      const { width, height } = file;
      const made = { name: 'libjpeg-turbo', size: [width, height], at: 1, isApproximate: true };
      expect(await draftsOf(file)).toMatchObject(file.drafts.map(() => made));
    },
  );

  test('R6 sizes that TurboJPEG would scale differently are approximate', () => {
    const [, , cmyk] = DECODERS;
    const accepted = (width: number, height: number, row: number) =>
      cmyk?.accepts({ format: 'jpeg', width, height, variant: 'cmyk' }, turbo(row, row));
    expect([accepted(3, 3, 1), accepted(5, 5, 1)]).toEqual(['approximate', 'approximate']);
    expect([accepted(3, 2, 1), accepted(5, 6, 1), accepted(9, 9, 1)]).toEqual([
      'exact',
      'exact',
      'exact',
    ]);
    expect([accepted(3, 3, 2), accepted(5, 5, 3)]).toEqual(['exact', 'exact']);
  });
});

describe('everyday JPEGs', () => {
  const everyday = FILES.filter(({ group }) => group === 'codings' || group === 'samplings');

  test('R7 are decoded as under exact if they are too small for a draft', () => {
    for (const { name, bytes, width, height } of everyday) {
      const exact = choose(bytes, DEFAULT_RECIPE);
      expect(exact?.isApproximate, name).toBe(false);
      expect(choose(bytes, turbo(width, height)), name).toEqual(exact);
      expect(choose(bytes, turbo((width >> 1) + 1, 1)), name).toEqual(exact);
    }
  });

  test('R6 are not decoded by codecs if Pillow drafts them', () => {
    for (const { name, bytes, width, height } of everyday) {
      expect(choose(bytes, turbo(width >> 1, height >> 1)), name).toBeNull();
    }
  });
});
