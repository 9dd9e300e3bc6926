import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { sniff } from '../../../src/formats/sniff.ts';
import { chooseDecoder } from '../../../src/decoders/choose-decoder.ts';
import { createPortableDecoders } from '../../../src/decoders/portable-decoders.ts';
import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';
import { decodeFile, rgbDigest } from '../decode-file.ts';
import { loadCodec } from '../load-codec.ts';

const SCALES = [1, 2, 4, 8] as const;

/** A line of smoothing.json: group, name, size, place in the pack, and Pillow's results by scale. */
type Line = readonly [
  string,
  string,
  number,
  number,
  number,
  number,
  ...results: readonly (string | null)[],
];

/** A progressive JPEG that leaves out bits. */
interface Incomplete {
  readonly group: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pillow's pixels by scale, as a digest, or its refusal; null if the scale leaves no pixel. */
  readonly results: readonly (string | null)[];
}

const PACK = new Uint8Array(gunzipSync(readFixture('pillow/smoothing.bin.gz')));
const { files } = readFixtureJson('pillow/smoothing.json') as { readonly files: readonly Line[] };
const FILES: readonly Incomplete[] = files.map(
  ([group, name, width, height, offset, length, ...results]) => ({
    group,
    name,
    width,
    height,
    bytes: PACK.slice(offset, offset + length),
    results,
  }),
);
const DECODERS = createPortableDecoders(loadKernelModule(), loadCodec);

function recipeOf({ width, height }: Incomplete, scale: number): Recipe {
  return {
    ...DEFAULT_RECIPE,
    decode: 'turbo',
    width: Math.floor(width / scale),
    height: Math.floor(height / scale),
  };
}

/** By scale, as `results`; every refusal of Pillow's is that the file is truncated. */
async function resultsOf(file: Incomplete) {
  const made: (string | null)[] = [];
  for (const [i, scale] of SCALES.entries()) {
    const isPixel = file.results[i] !== null;
    const decode = () => decodeFile(DECODERS, file.bytes.slice(), recipeOf(file, scale));
    made.push(isPixel ? await rgbDigest(await decode()) : null);
  }
  return made;
}

function expected({ results }: Incomplete) {
  return results.map((result) => (result?.startsWith('OSError') === true ? 'truncated' : result));
}

test('R6 progressive JPEGs that leave out bits are decoded by the kernel, and exact', () => {
  for (const file of FILES) {
    const sniffed = sniff(file.bytes);
    if ('failure' in sniffed) throw new Error(sniffed.failure.detail);
    const choice = chooseDecoder(DECODERS, sniffed.header, recipeOf(file, 1));
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
