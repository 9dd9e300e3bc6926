import { describe, expect, test } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../../src/decoders/portable-decoders.ts';
import { sniff } from '../../../src/formats/sniff.ts';
import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';
import { decodeFile, digest, rgbDigest, rgbOf } from '../decode-file.ts';
import { loadCodec } from '../load-codec.ts';
import { readLosslessFiles } from './damaged-goldens.ts';

/** A line of decodes.json. */
interface Decode {
  readonly file: string;
  readonly rgb: string;
}

const DECODERS = createPortableDecoders(loadKernelModule(), loadCodec);
const FILES = readLosslessFiles();

type LosslessFile = (typeof FILES)[number];

function isRefused({ made }: LosslessFile): boolean {
  return made.includes(':');
}

/** As in lossless.json; the failure's code if it is refused. */
async function madeOf({ bytes }: LosslessFile): Promise<string> {
  const recipe = { ...DEFAULT_RECIPE, decode: 'exact' } as const;
  const decoded = await decodeFile(DECODERS, bytes.slice(), recipe);
  const rgb = await rgbOf(decoded);
  if (typeof rgb === 'string' || !('width' in decoded)) return String(rgb);
  return `${decoded.width}x${decoded.height} ${digest(rgb)}`;
}

describe('lossless JPEGs', () => {
  test.each(FILES.filter((file) => !isRefused(file)))('R7 $name', async (file) => {
    expect(await madeOf(file)).toBe(file.made);
  });

  test.each(FILES.filter(isRefused))('S8 $name is refused', async (file) => {
    expect(await madeOf(file)).toMatch(/^(?:corrupt|truncated|unsupported)$/);
  });

  test.each(['variants/lossless.jpg', 'variants/lossless-grey.jpg'])('R7 %s', async (file) => {
    const decodes = readFixtureJson('goldens/decodes.json') as readonly Decode[];
    const pillow = decodes.find((decode) => decode.file === file);
    const decoded = await decodeFile(DECODERS, readFixture(file), DEFAULT_RECIPE);
    expect(await rgbDigest(decoded)).toBe(pillow?.rgb);
  });

  test('R7 do not depend on the one before', async () => {
    for (const file of FILES.toReversed()) {
      if (!isRefused(file)) expect(await madeOf(file), file.name).toBe(file.made);
    }
  });

  test('S8 are refused if Pillow would draft them, which it cannot', async () => {
    for (const { name, bytes } of FILES.filter((file) => !isRefused(file))) {
      const sniffed = sniff(bytes);
      if ('failure' in sniffed) throw new Error(sniffed.failure.detail);
      const { width, height } = sniffed.header;
      for (const scale of [2, 4, 8]) {
        const row = {
          width: Math.floor((width ?? 0) / scale),
          height: Math.floor((height ?? 0) / scale),
        };
        if (row.width === 0 || row.height === 0) continue;
        const recipe: Recipe = { ...DEFAULT_RECIPE, ...row, decode: 'turbo' };
        const decoded = await decodeFile(DECODERS, bytes.slice(), recipe);
        expect(await rgbOf(decoded), `${name} at 1/${scale}`).toBe('unsupported');
      }
    }
  });
});
