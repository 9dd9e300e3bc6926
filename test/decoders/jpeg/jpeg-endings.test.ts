import { describe, expect, test } from 'vitest';

import { judgeJpegEnding } from '../../../src/formats/jpeg/ending.ts';
import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../../src/decoders/portable-decoders.ts';
import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';
import { bytesOf } from '../../formats/write-headers.ts';
import { decodeFile, rgbDigest } from '../decode-file.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';
import { loadCodec } from '../load-codec.ts';

/** A line of endings.json. */
interface Ending {
  readonly source: string;
  readonly keep: number;
  readonly then: string;
  readonly rgb: string | null;
}

const ENDINGS = readFixtureJson('goldens/endings.json') as readonly Ending[];
const DECODERS = createPortableDecoders(loadKernelModule(), loadCodec);

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
      const decoded = await rgbDigest(await decodeFile(DECODERS, file.slice(), DEFAULT_RECIPE));
      if (ending.rgb === null) expect(['truncated', 'corrupt', 'unsupported']).toContain(decoded);
      else expect(decoded).toBe(ending.rgb);
      expect(judgeJpegEnding(file) === null || ending.rgb === null).toBe(true);
    },
  );

  test('S8 a JPEG with a proper end is not refused for it', () => {
    const file = readFixture('pillow/files/jpeg-420-64x48.jpg');
    expect(judgeJpegEnding(file)).toBeNull();
  });

  test('S2 is either truncated, or corrupt behind its image data', () => {
    const file = readFixture('pillow/files/jpeg-420-64x48.jpg');
    expect(judgeJpegEnding(file.slice(0, -40))).toMatchObject({ code: 'truncated' });
    expect(judgeJpegEnding(bytesOf(file.subarray(0, -2), 0xff, 0xd8))).toMatchObject({
      code: 'corrupt',
    });
  });
});
