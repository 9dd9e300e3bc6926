import { gunzipSync } from 'node:zlib';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../../src/decoders/portable-decoders.ts';
import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';
import { decodeFile, rgbDigest } from '../decode-file.ts';
import { loadCodec } from '../load-codec.ts';

const SCALES = [1, 2, 4, 8] as const;

/** A line of smoothing.json and the like: group, name, size, place in the pack, and Pillow's results by scale. */
type Line = readonly [
  string,
  string,
  number,
  number,
  number,
  number,
  ...results: readonly (string | null)[],
];

/** A JPEG of a pack of test/fixtures/pillow. */
export interface FileByScale {
  readonly group: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pillow's pixels by scale, as a digest, or its refusal; null if the scale leaves no pixel. */
  readonly results: readonly (string | null)[];
}

const DECODERS = createPortableDecoders(loadKernelModule(), loadCodec);

/** The files of a pack: `smoothing`, `late-markers`. */
export function readFilesByScale(pack: string): readonly FileByScale[] {
  const packed = new Uint8Array(gunzipSync(readFixture(`pillow/${pack}.bin.gz`)));
  const { files } = readFixtureJson(`pillow/${pack}.json`) as { readonly files: readonly Line[] };
  return files.map(([group, name, width, height, offset, length, ...results]) => {
    const bytes = packed.slice(offset, offset + length);
    return { group, name, width, height, bytes, results };
  });
}

/** A recipe for which the file is decoded at 1/scale. */
export function recipeAtScale({ width, height }: FileByScale, scale: number): Recipe {
  const [across, down] = [Math.floor(width / scale), Math.floor(height / scale)];
  return { ...DEFAULT_RECIPE, decode: 'turbo', width: across, height: down };
}

/** By scale, as `results`; the code of the failure if there are no pixels. */
export async function resultsOf(file: FileByScale): Promise<readonly (string | null)[]> {
  const made: (string | null)[] = [];
  for (const [i, scale] of SCALES.entries()) {
    const isPixel = file.results[i] !== null;
    const decode = () => decodeFile(DECODERS, file.bytes.slice(), recipeAtScale(file, scale));
    made.push(isPixel ? await rgbDigest(await decode()) : null);
  }
  return made;
}
