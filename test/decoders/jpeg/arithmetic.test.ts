import { describe, expect, test } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { createJpegDecoder } from '../../../src/decoders/jpeg/jpeg-decoder.ts';
import { sniff } from '../../../src/formats/sniff.ts';
import { readFixture } from '../../core/read-fixture.ts';
import { bytesOf, jpegSegment } from '../../formats/write-headers.ts';
import { decodeFile, rgbDigest, rgbOf } from '../decode-file.ts';
import { readArithmeticFiles, type ArithmeticFile } from './arithmetic-goldens.ts';

const SAMPLINGS = ['444', '422', '420', '440', '411', 'grey'];
/** Pillow gives libjpeg a file in blocks of so many bytes. */
const BLOCK_BYTES = 65_536;

const DECODER = createJpegDecoder();
const { files: FILES, edited: EDITED } = readArithmeticFiles();

function recipeOf(bytes: Uint8Array, scale: number): Recipe {
  const sniffed = sniff(bytes);
  if (scale === 1 || 'failure' in sniffed) return DEFAULT_RECIPE;
  const { width, height } = sniffed.header;
  const [across, down] = [(width ?? 0) / scale, (height ?? 0) / scale];
  return {
    ...DEFAULT_RECIPE,
    decode: 'turbo',
    width: Math.floor(across),
    height: Math.floor(down),
  };
}

/** The offset of the first scan's marker. */
function scanOf(bytes: Uint8Array): number {
  return bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xda);
}

/** By scale, as in the listing: a digest, or null if the file is refused. */
async function digestsOf({ bytes, rgb }: ArithmeticFile) {
  const made: Record<string, string | null> = {};
  for (const scale of Object.keys(rgb)) {
    const recipe = recipeOf(bytes, Number(scale));
    const digest = await rgbDigest(await decodeFile([DECODER], bytes.slice(), recipe));
    made[scale] = /^[0-9a-f]{16}$/.test(digest) ? digest : null;
  }
  return made;
}

async function decoded(bytes: Uint8Array<ArrayBuffer>) {
  return rgbOf(await decodeFile([DECODER], bytes, DEFAULT_RECIPE));
}

describe('an arithmetic-coded JPEG', () => {
  test.each(FILES)('R7 $name is decoded as by Pillow, at every scale', async (file) => {
    expect(Object.values(file.rgb)).not.toContain(null);
    expect(await digestsOf(file)).toEqual(file.rgb);
  });

  test.each(EDITED)('S8 $name, edited, is as Pillow has it', async (file) => {
    expect(await digestsOf(file)).toEqual(file.rgb);
  });

  test('S8 many of the edited ones are refused', () => {
    const refused = EDITED.filter(({ rgb }) => rgb['1'] === null);
    expect(refused.length).toBeGreaterThan(80);
    expect(refused.length).toBeLessThan(EDITED.length - 80);
  });

  test('R7 is not smoothed if the one before it was', async () => {
    const file = FILES.find(({ name }) => name === '444');
    if (file === undefined) throw new Error('there is no such file');
    await decoded(readFixture('variants/incomplete-444-1.jpg'));
    expect(await digestsOf(file)).toEqual(file.rgb);
  });

  const sequential = FILES.filter(({ name }) => SAMPLINGS.includes(name));

  test.each(sequential)('S8 is refused if it goes on behind a block: $name', async ({ bytes }) => {
    const middle = (scanOf(bytes) + bytes.length) >> 1;
    const comment = jpegSegment(0xfe, new Uint8Array(BLOCK_BYTES - 4 - middle));
    const moved = bytesOf(bytes.subarray(0, 2), comment, bytes.subarray(2));
    expect(await decoded(moved)).toBe('unsupported');
  });

  test.each(sequential)('S2 is truncated if it is cut: $name', async ({ bytes }) => {
    expect(await decoded(bytes.slice(0, -20))).toBe('truncated');
  });

  test('S8 there is a sequential one of each sampling', () => {
    expect(sequential.length).toBe(SAMPLINGS.length);
  });
});

describe('conditioning', () => {
  const huffman = readFixture('pillow/files/jpeg-420-64x48.jpg');
  const scanAt = scanOf(huffman);
  const withSegment = (segment: Uint8Array) =>
    bytesOf(huffman.subarray(0, scanAt), segment, huffman.subarray(scanAt));

  test.each([
    ['of a table that there is not', jpegSegment(0xcc, bytesOf(0x20, 0x10))],
    ['of a lower threshold above the upper one', jpegSegment(0xcc, bytesOf(0x00, 0x12))],
    ['of an odd length', jpegSegment(0xcc, bytesOf(0x00, 0x10, 0x10))],
    ['without a length', bytesOf(0xff, 0xcc, 0, 0)],
  ])('S8 %s is refused, also in a Huffman-coded JPEG', async (_, segment) => {
    expect(await decoded(withSegment(segment))).toBe('corrupt');
  });

  test('R7 changes nothing in a Huffman-coded JPEG', async () => {
    const sound = jpegSegment(0xcc, bytesOf(0x00, 0x21, 0x1f, 0x40));
    expect(await decoded(withSegment(sound))).toEqual(await decoded(huffman.slice()));
  });
});
