import { readFixture } from '../../core/read-fixture.ts';
import {
  JPEG_START,
  bytesOf,
  jpegFrame,
  jpegSegment,
  u16be,
  u16le,
  u32be,
  u32le,
} from '../write-headers.ts';

export const ORIENTATION = 0x0112;
export const SHORT = 3;
export const LONG = 4;

/** An entry of a TIFF directory; a value of several bytes may be given as they are. */
export interface TiffEntry {
  readonly tag?: number;
  readonly type?: number;
  readonly count?: number;
  readonly value: number | Uint8Array;
}

/** A TIFF structure with one directory, of Orientations in SHORT unless an entry says otherwise. */
export function tiff(entries: readonly TiffEntry[], order: 'II' | 'MM' = 'II') {
  const [u16, u32] = order === 'II' ? [u16le, u32le] : [u16be, u32be];
  const numberOf = (type: number, value: number) =>
    type === LONG ? u32(value) : bytesOf(u16(value), u16(0));
  const written = entries.map(({ tag = ORIENTATION, type = SHORT, count = 1, value }) => {
    const data = typeof value === 'number' ? numberOf(type, value) : value;
    return bytesOf(u16(tag), u16(type), u32(count), data);
  });
  return bytesOf(order, u16(42), u32(8), u16(entries.length), ...written, u32(0));
}

/** A TIFF structure whose orientation is `value`. */
export const rotated = (value: number) => tiff([{ value }]);

export const exif = (...body: readonly Uint8Array[]) => bytesOf('Exif\0\0', ...body);

export const xmp = (text: string) =>
  bytesOf('http://ns.adobe.com/xap/1.0/\0', `<x:xmpmeta>${text}</x:xmpmeta>`);

export const xmpText = (orientation: number) => `<a tiff:Orientation="${orientation}"/>`;

export function jpegWith(...app1: readonly Uint8Array[]) {
  return bytesOf(JPEG_START, ...app1.map((body) => jpegSegment(0xe1, body)), jpegFrame(8, 8));
}

/** A chunk of a PNG, with 0 for its checksum. */
export function pngChunk(type: string, ...parts: readonly (string | Uint8Array)[]) {
  const body = bytesOf(...parts);
  return bytesOf(u32be(body.length), type, body, u32be(0));
}

export const eXIf = (body: Uint8Array) => pngChunk('eXIf', body);

export function pngWith(...chunks: readonly Uint8Array[]) {
  const bytes = readFixture('images/red.png');
  const endOfHeader = 8 + 12 + 13;
  return bytesOf(bytes.subarray(0, endOfHeader), ...chunks, bytes.subarray(endOfHeader));
}

/** The same with the chunks between the pixels and the end. */
export function pngWithLast(...chunks: readonly Uint8Array[]) {
  const bytes = readFixture('images/red.png');
  return bytesOf(bytes.subarray(0, -12), ...chunks, bytes.subarray(-12));
}

/** Chunks of a WebP; the first is a VP8X of the flags, unless these are null. */
export function webpWith(
  flags: number | null,
  ...chunks: readonly (readonly [type: string, body: Uint8Array])[]
) {
  const header = flags === null ? [] : [['VP8X', bytesOf(flags, new Uint8Array(9))] as const];
  const all = [...header, ...chunks].map(([type, body]) =>
    bytesOf(type, u32le(body.length), body, new Uint8Array(body.length % 2)),
  );
  const content = bytesOf('WEBP', ...all);
  return bytesOf('RIFF', u32le(content.length), content);
}
