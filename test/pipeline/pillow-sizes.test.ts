import { describe, expect, test } from 'vitest';

import {
  bytesOf,
  JPEG_SCAN,
  JPEG_START,
  jpegFrame,
  pngHeader,
  u16le,
  u24le,
  u32be,
  u32le,
  webpOf,
} from '../formats/write-headers.ts';
import { decoderThat, made } from './fake-decoders.ts';

type Size = readonly [width: number, height: number];

const CRC_BYTES = new Uint8Array(4);

function jpegOf(...frames: readonly Size[]) {
  return bytesOf(JPEG_START, ...frames.map(([w, h]) => jpegFrame(w, h)), JPEG_SCAN);
}

/** One header after the other, then one of each size in `behind` after the first data. */
function pngOf(headers: readonly Size[], behind: readonly Size[] = []) {
  const signature = pngHeader(1, 1).subarray(0, 8);
  const header = ([w, h]: Size) => bytesOf(pngHeader(w, h).subarray(8), CRC_BYTES);
  const data = bytesOf(u32be(3), 'IDAT', 1, 2, 3, CRC_BYTES);
  return bytesOf(signature, ...headers.map(header), data, ...behind.map(header));
}

/** A screen, and the descriptor of a picture in its corner. */
function gifOf(screen: Size, picture: Size) {
  const head = bytesOf('GIF89a', ...screen.map(u16le), 0, 0, 0);
  return bytesOf(head, 0x2c, u32le(0), ...picture.map(u16le), 0, 8);
}

/** A canvas, and the header of a lossy picture. */
function webpWithCanvas([width, height]: Size, picture: Size) {
  const canvas = webpOf('VP8X', bytesOf(0, 0, 0, 0, u24le(width - 1), u24le(height - 1)));
  const frame = bytesOf(0, 0, 0, 0x9d, 0x01, 0x2a, ...picture.map(u16le));
  const file = bytesOf(canvas, 'VP8 ', u32le(frame.length), frame);
  file.set(u32le(file.length - 8), 4);
  return file;
}

// 16,000 × 16,000 pixels are too many for Pillow, 12,000 × 12,000 enough to warn
const TOO_LARGE: Size = [16_000, 16_000];
const LARGE: Size = [12_000, 12_000];
const SMALL: Size = [64, 48];

describe('the size to which the limits apply', () => {
  test.each([
    { what: "a GIF's screen, not the picture on it", bytes: gifOf(TOO_LARGE, SMALL) },
    { what: "a GIF's screen, grown to hold its picture", bytes: gifOf(SMALL, TOO_LARGE) },
    { what: "a WebP's canvas, not the picture on it", bytes: webpWithCanvas(TOO_LARGE, SMALL) },
    { what: "a PNG's last header before the pixels", bytes: pngOf([SMALL, TOO_LARGE]) },
    { what: "a JPEG's last frame", bytes: jpegOf(SMALL, TOO_LARGE) },
  ])('S9 is that of $what: such a file is refused', async ({ bytes }) => {
    const { decoder, decode } = decoderThat({});
    const { outcome } = await made(bytes, [decoder]);
    expect(outcome).toMatchObject({ code: 'too-many-pixels', width: 16_000, height: 16_000 });
    expect(decode).not.toHaveBeenCalled();
  });

  test.each([
    { what: 'a picture that fits on its screen', bytes: gifOf(SMALL, [64, 1]) },
    { what: 'a WebP whose picture is larger than its canvas', bytes: webpWithCanvas(SMALL, LARGE) },
    { what: 'an earlier header of a PNG', bytes: pngOf([TOO_LARGE, SMALL]) },
    { what: 'a header of a PNG after its pixels', bytes: pngOf([SMALL], [TOO_LARGE]) },
    { what: 'an earlier frame of a JPEG', bytes: jpegOf(TOO_LARGE, SMALL) },
  ])('S9 is not that of $what: such a file has a row', async ({ bytes }) => {
    const { decoder } = decoderThat({ width: 64, height: 48 });
    const { outcome } = await made(bytes, [decoder]);
    expect(outcome).toMatchObject({ verdict: 'ok', width: 64, height: 48 });
  });

  test.each([
    { format: 'gif', bytes: gifOf(SMALL, LARGE) },
    { format: 'webp', bytes: webpWithCanvas(LARGE, SMALL) },
    { format: 'png', bytes: pngOf([SMALL, LARGE]) },
    { format: 'jpeg', bytes: jpegOf(SMALL, LARGE) },
  ])('S9 is also the one that warns of many pixels: $format', async ({ format, bytes }) => {
    const { decoder } = decoderThat({ width: 12_000, height: 12_000 });
    const { outcome } = await made(bytes, [decoder]);
    expect(outcome).toMatchObject({ format, verdict: 'warned', code: 'many-pixels' });
  });
});
