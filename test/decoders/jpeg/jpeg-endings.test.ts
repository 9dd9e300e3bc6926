import { describe, expect, test } from 'vitest';

import { mendJpeg } from '../../../src/formats/jpeg/ending.ts';
import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';
import { createJpegDecoders } from '../../../src/decoders/jpeg/codec-decoders.ts';
import { createJpegDecoder } from '../../../src/decoders/jpeg/jpeg-decoder.ts';
import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';
import { bytesOf } from '../../formats/write-headers.ts';
import { decodeFile, rgbDigest } from '../decode-file.ts';
import { loadCodec } from '../load-codec.ts';

/** A line of endings.json. */
interface Ending {
  readonly source: string;
  readonly keep: number;
  readonly then: string;
  readonly rgb: string | null;
}

const ENDINGS = readFixtureJson('goldens/endings.json') as readonly Ending[];
const DECODERS = createJpegDecoders(loadCodec);

/** Hexadecimal digits; "X*N+Y" is N times X, then Y. */
function bytesFrom(digits: string) {
  const [, repeated, times, last] = /^(\w+)\*(\d+)\+(\w+)$/.exec(digits) ?? [];
  const all = repeated === undefined ? digits : repeated.repeat(Number(times)) + (last ?? '');
  return Uint8Array.from(Buffer.from(all, 'hex'));
}

function fileOf({ source, keep, then }: Ending) {
  return bytesOf(readFixture(`pillow/files/${source}`).subarray(0, keep), bytesFrom(then));
}

describe('a JPEG without a proper end', () => {
  test.each(ENDINGS)(
    'S8 $source, $keep bytes and $then, is decoded as by Pillow',
    async (ending) => {
      const file = fileOf(ending);
      const before = file.slice();
      const mended = mendJpeg(file);
      expect(file).toEqual(before);
      if (ending.rgb === null) {
        const decoded = await decodeFile(DECODERS, file, DEFAULT_RECIPE);
        expect(decoded).toMatchObject({ kind: 'failed' });
      } else {
        expect(mended).not.toHaveProperty('code');
        const decoded = await decodeFile(DECODERS, file, DEFAULT_RECIPE);
        // of bits that mean something else, each decoder may make something else, and says so
        if (decoded.kind === 'pixels' && decoded.isDamaged) return;
        expect(await rgbDigest(decoded)).toBe(ending.rgb);
      }
    },
  );

  test.each(ENDINGS)('S8 $source, $keep bytes and $then, by the kernel', async (ending) => {
    const decoded = await decodeFile(
      [createJpegDecoder(), ...DECODERS],
      fileOf(ending),
      DEFAULT_RECIPE,
    );
    const digest = await rgbDigest(decoded);
    if (ending.rgb === null) expect(digest).toMatch(/^(?:corrupt|truncated)$/);
    else expect(digest).toBe(ending.rgb);
  });

  test('S8 a JPEG with a proper end is not changed', () => {
    const file = readFixture('pillow/files/jpeg-420-64x48.jpg');
    expect(mendJpeg(file)).toBe(file);
  });

  test('S2 is either truncated, or corrupt behind its image data', () => {
    const file = readFixture('pillow/files/jpeg-420-64x48.jpg');
    expect(mendJpeg(file.slice(0, -40))).toMatchObject({ code: 'truncated' });
    expect(mendJpeg(bytesOf(file.subarray(0, -2), 0xff, 0xd8))).toMatchObject({ code: 'corrupt' });
  });
});
