import { crc32, deflateSync } from 'node:zlib';

import { MANY_PIXELS, sizeOf, TOO_MANY_PIXELS, withSize, type Size } from './header-sizes.ts';
import type { Source } from './sources.ts';

/** An image that really has the pixels that its header promises: of one colour, and so small. */
export interface LargeImage {
  readonly name: string;
  readonly format: 'jpeg' | 'png' | 'gif' | 'bmp';
  readonly make: () => Uint8Array;
}

/** A few at Pillow's limits. `grey` is a grey baseline JPEG, whose tables are used again. */
export function largeImages(grey: Source): readonly LargeImage[] {
  const below = sizeOf(MANY_PIXELS, 'jpeg', -1);
  const above = sizeOf(MANY_PIXELS + 1, 'jpeg', 1);
  const largest = sizeOf(TOO_MANY_PIXELS, 'jpeg', -1);
  const named = (size: Size): string => `whole-${size.width}x${size.height}`;
  return [
    { name: named(below), format: 'png', make: () => whitePng(below) },
    { name: named(above), format: 'png', make: () => whitePng(above) },
    { name: named(largest), format: 'png', make: () => whitePng(largest) },
    { name: named(above), format: 'jpeg', make: () => greyJpeg(grey, above) },
    { name: named(above), format: 'gif', make: () => oneColourGif(above) },
    { name: named(above), format: 'bmp', make: () => oneColourBmp(above) },
  ];
}

/** One bit a pixel, all of them set. */
function whitePng({ width, height }: Size): Uint8Array {
  const line = Buffer.alloc(1 + Math.ceil(width / 8), 0xff);
  line[0] = 0; // unfiltered
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const lines = Buffer.alloc(line.length * height, line);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND')];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
}

function chunk(type: string, body: Uint8Array = Buffer.alloc(0)): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length, 0);
  ends.writeUInt32BE(crc32(content), 4);
  return Buffer.concat([ends.subarray(0, 4), content, ends.subarray(4)]);
}

/**
 * By the Huffman tables of ITU-T T.81, annex K, which the source has, a block that is like the one
 * before is 00 1010 (no difference, end of block): four blocks are three bytes.
 */
const FOUR_BLOCKS = Buffer.from([0b00101000, 0b10100010, 0b10001010]);

function greyJpeg(grey: Source, size: Size): Uint8Array {
  const blocks = Math.ceil(size.width / 8) * Math.ceil(size.height / 8);
  const data = Buffer.alloc(Math.ceil(blocks / 4) * FOUR_BLOCKS.length, FOUR_BLOCKS);
  return Buffer.concat([withSize(grey, size), data, Buffer.from([0xff, 0xd9])]);
}

const CLEAR = 4;
const END = 5;

/**
 * Four colours, all pixels of the first. Behind a clear code the code of one pixel, then those of
 * two, three, four: each has just been defined.
 */
function oneColourGif({ width, height }: Size): Uint8Array {
  const head = Buffer.alloc(13);
  head.write('GIF89a', 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  head[10] = 0x81; // a palette of four colours
  const palette = Buffer.from([200, 40, 90, 0, 0, 0, 255, 255, 255, 1, 2, 3]);
  const descriptor = Buffer.alloc(11);
  descriptor[0] = 0x2c;
  descriptor.writeUInt16LE(width, 5);
  descriptor.writeUInt16LE(height, 7);
  descriptor[10] = 2; // bits of a colour's code
  const blocks = inBlocks(lzwOfOneColour(width * height));
  return Buffer.concat([head, palette, descriptor, blocks, Buffer.from(';')]);
}

function lzwOfOneColour(pixels: number): number[] {
  const bytes: number[] = [];
  let held = 0;
  let heldBits = 0;
  let width = 3;
  const put = (code: number): void => {
    held |= code << heldBits;
    heldBits += width;
    for (; heldBits >= 8; heldBits -= 8) {
      bytes.push(held & 255);
      held >>>= 8;
    }
  };
  let left = pixels;
  while (left > 0) {
    put(CLEAR);
    width = 3;
    // the code of `run` pixels is END + run - 1, but that of one is the colour's own
    for (let run = 1; left > 0 && END + run <= 4095; run++) {
      const taken = Math.min(run, left);
      put(taken === 1 ? 0 : END + taken - 1);
      left -= taken;
      // a reader has one code less than the writer, and widens its codes when it has all of a width
      if (END + run === 2 ** width && width < 12) width += 1;
    }
  }
  put(END);
  bytes.push(held & 255);
  return bytes;
}

function inBlocks(bytes: readonly number[]): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.slice(at, at + 255);
    blocks.push(Buffer.from([block.length, ...block]));
  }
  return Buffer.concat([...blocks, Buffer.from([0])]);
}

/** Run lengths of 8 bits: each line is runs of 255, the remainder, and an end of line. */
function oneColourBmp({ width, height }: Size): Uint8Array {
  const palette = Buffer.from([90, 40, 200, 0, 0, 0, 0, 0]);
  const runs = Array.from({ length: Math.floor(width / 255) }, () => [255, 0]).flat();
  const line = Buffer.from([...runs, ...(width % 255 === 0 ? [] : [width % 255, 0]), 0, 0]);
  const body = Buffer.concat([Buffer.alloc(line.length * height, line), Buffer.from([0, 1])]);
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  const offset = head.length + palette.length;
  head.writeUInt32LE(offset + body.length, 2);
  head.writeUInt32LE(offset, 10);
  head.writeUInt32LE(40, 14);
  head.writeUInt32LE(width, 18);
  head.writeUInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(8, 28);
  head.writeUInt32LE(1, 30); // BI_RLE8
  head.writeUInt32LE(body.length, 34);
  head.writeUInt32LE(2, 46);
  return Buffer.concat([head, palette, body]);
}
