import { expect, test } from 'vitest';

import { DEFAULT_RECIPE, type DecodeMode } from '../../src/core/recipe/recipe.ts';
import { FORMATS } from '../../src/formats/registry.ts';
import { chooseDecoder } from '../../src/decoders/choose-decoder.ts';
import { createPortableDecoders } from '../../src/decoders/portable-decoders.ts';
import { ALL_VARIANTS } from '../formats/all-variants.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';
import { loadCodec } from './load-codec.ts';

const DECODERS = createPortableDecoders(loadKernelModule(), loadCodec);

test.each(FORMATS)('R7 everyday files of $label are decoded exactly: $isExact', (format) => {
  const header = { format: format.id, width: 1000, height: 1000, variant: null };
  const chosen = chooseDecoder(DECODERS, header, DEFAULT_RECIPE);
  expect(chosen?.isApproximate).toBe(format.isExact ? false : undefined);
});

test.each(['png', 'gif', 'bmp', 'webp'] as const)(
  'R7 a %s, of which Pillow makes no draft, is decoded under turbo as under exact',
  (format) => {
    for (const variant of [null, ...ALL_VARIANTS]) {
      const header = { format, width: 1000, height: 1000, variant };
      const chosen = (decode: DecodeMode) =>
        chooseDecoder(DECODERS, header, { ...DEFAULT_RECIPE, decode });
      expect(chosen('exact')).toMatchObject({ isApproximate: false });
      expect(chosen('turbo')).toEqual(chosen('exact'));
      expect(chosen('canvas')).toBeNull();
    }
  },
);
