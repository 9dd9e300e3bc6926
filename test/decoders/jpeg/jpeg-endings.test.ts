import { describe, expect, test } from 'vitest';

import { judgeJpegEnding } from '../../../src/formats/jpeg/ending.ts';
import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../../src/decoders/portable-decoders.ts';
import { readFixture } from '../../core/read-fixture.ts';
import { bytesOf } from '../../formats/write-headers.ts';
import { decodeFile, rgbDigest } from '../decode-file.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';
import { loadCodec } from '../load-codec.ts';
import { endingFile, readDamagedJpegs, readEndings } from './damaged-goldens.ts';

const ENDINGS = readEndings();
const DECODERS = createPortableDecoders(loadKernelModule(), loadCodec);

describe('a damaged JPEG', () => {
  test.each(readDamagedJpegs())('S8 $name is decoded as by Pillow', async ({ bytes, rgb }) => {
    const decoded = await rgbDigest(await decodeFile(DECODERS, bytes, DEFAULT_RECIPE));
    if (rgb === null) expect(['truncated', 'corrupt', 'unsupported']).toContain(decoded);
    else expect(decoded).toBe(rgb);
  });
});

describe('a JPEG without a proper end', () => {
  test.each(ENDINGS)(
    'S8 $source, $keep bytes and $then, is decoded as by Pillow',
    async (ending) => {
      const file = endingFile(ending);
      const decoded = await rgbDigest(await decodeFile(DECODERS, file.slice(), DEFAULT_RECIPE));
      if (ending.rgb === null) expect(['truncated', 'corrupt', 'unsupported']).toContain(decoded);
      else expect(decoded).toBe(ending.rgb);
    },
  );

  test('S8 a JPEG with a proper end is not refused for it', () => {
    const file = readFixture('pillow/files/jpeg-420-64x48.jpg');
    expect(judgeJpegEnding(file)).toBeNull();
  });

  // found by fuzz-jpegs, seed 302, file 8887: there was no end of MCUs to count
  test.each([0x00, 0x20, 0x02, 0x51])(
    'S2 with sampling factors %i is malformed',
    async (factors) => {
      const file = readFixture('pillow/files/jpeg-420-restart-53x45.jpg');
      const frame = file.findIndex((byte, at) => byte === 0xff && file[at + 1] === 0xc0);
      for (let i = 0; i < 3; i++) file[frame + 11 + 3 * i] = factors;
      for (const damaged of [file, file.subarray(0, -2)]) {
        expect(judgeJpegEnding(damaged)).toBeNull();
        expect(await rgbDigest(await decodeFile(DECODERS, damaged, DEFAULT_RECIPE))).toBe(
          'corrupt',
        );
      }
    },
  );

  test('S2 is either truncated, or corrupt behind its image data', () => {
    const file = readFixture('pillow/files/jpeg-420-64x48.jpg');
    expect(judgeJpegEnding(file.slice(0, -40))).toMatchObject({ code: 'truncated' });
    expect(judgeJpegEnding(bytesOf(file.subarray(0, -2), 0xff, 0xd8))).toMatchObject({
      code: 'corrupt',
    });
  });
});
