import { describe, expect, test } from 'vitest';

import { chooseDecoder } from '../../../src/decoders/choose-decoder.ts';
import { createPortableDecoders } from '../../../src/decoders/portable-decoders.ts';
import { sniff } from '../../../src/formats/sniff.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';
import { loadCodec } from '../load-codec.ts';
import {
  readFilesByScale,
  recipeAtScale,
  resultsOf,
  type FileByScale,
} from './by-scale-goldens.ts';

/** Progressive JPEGs that leave out bits. */
const FILES = readFilesByScale('smoothing');
const DECODERS = createPortableDecoders(loadKernelModule(), loadCodec);

/** Every refusal of Pillow's is that the file is truncated. */
function expected({ results }: FileByScale) {
  return results.map((result) => (result?.startsWith('OSError') === true ? 'truncated' : result));
}

test('R6 progressive JPEGs that leave out bits are decoded by the kernel, and exact', () => {
  for (const file of FILES) {
    const sniffed = sniff(file.bytes);
    if ('failure' in sniffed) throw new Error(sniffed.failure.detail);
    const choice = chooseDecoder(DECODERS, sniffed.header, recipeAtScale(file, 1));
    const name = choice?.decoder.name;
    expect({ name, isApproximate: choice?.isApproximate }, file.name).toEqual({
      name: 'pixelpool-jpeg',
      isApproximate: false,
    });
  }
});

const GROUPS = [...new Set(FILES.map(({ group }) => group))];

describe.each(GROUPS)('progressive JPEGs that leave out bits: %s', (group) => {
  test.each(FILES.filter((file) => file.group === group))(
    'R7 $name, $width × $height, is smoothed as by Pillow',
    async (file) => {
      expect(await resultsOf(file)).toEqual(expected(file));
    },
  );
});
