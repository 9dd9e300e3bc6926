/** Bytes from texts (one character is one byte) and numbers (one byte each), one after the other. */
export function bytesOf(...parts: readonly (string | number | Uint8Array)[]) {
  return Uint8Array.from(
    parts.flatMap((part) => {
      if (typeof part === 'number') return [part];
      return typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : Array.from(part);
    }),
  );
}

export const u16be = (value: number) => bytesOf(value >> 8, value & 255);
export const u32be = (value: number) => bytesOf(u16be(value >>> 16), u16be(value & 0xffff));
export const u16le = (value: number) => u16be(value).toReversed();
export const u24le = (value: number) => u32be(value).toReversed().subarray(0, 3);
export const u32le = (value: number) => u32be(value).toReversed();

export function pngHeader(width: number, height: number) {
  return bytesOf(
    '\x89PNG\r\n\x1a\n',
    u32be(13),
    'IHDR',
    u32be(width),
    u32be(height),
    8,
    2,
    0,
    0,
    0,
  );
}

export function jpegSegment(marker: number, body: Uint8Array) {
  return bytesOf(0xff, marker, u16be(body.length + 2), body);
}

/** A start-of-frame segment of 3 components. */
export function jpegFrame(width: number, height: number, marker = 0xc0) {
  const components = bytesOf(1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1);
  return jpegSegment(marker, bytesOf(8, u16be(height), u16be(width), 3, components));
}

/** The first scan's header, of one component; Pillow reads no further to open a file. */
export const JPEG_SCAN = jpegSegment(0xda, bytesOf(1, 1, 0, 0, 63, 0));

export const JPEG_START = bytesOf(0xff, 0xd8);
export const JPEG_END = bytesOf(0xff, 0xd9);

/** A RIFF container of one chunk; the chunk's body is padded to an even length. */
export function webpOf(type: string, body: Uint8Array) {
  const padded = bytesOf(body, new Uint8Array(body.length % 2));
  const chunk = bytesOf(type, u32le(body.length), padded);
  return bytesOf('RIFF', u32le(4 + chunk.length), 'WEBP', chunk);
}

/** A box of the ISO base media file format. */
export function isoBox(type: string, ...body: readonly Uint8Array[]) {
  const content = bytesOf(...body);
  return bytesOf(u32be(8 + content.length), type, content);
}

/** ftyp and meta of an AVIF with one `ispe` for each size. */
export function avifHeader(
  brands: readonly [major: string, ...compatible: string[]],
  sizes: readonly (readonly [width: number, height: number])[],
) {
  const [major, ...compatible] = brands;
  const nothing = u32be(0); // version and flags
  const properties = sizes.map(([width, height]) =>
    isoBox('ispe', nothing, u32be(width), u32be(height)),
  );
  return bytesOf(
    isoBox('ftyp', bytesOf(major, u32be(0), ...compatible)),
    isoBox(
      'meta',
      nothing,
      isoBox('hdlr', nothing, nothing, bytesOf('pict'), new Uint8Array(13)),
      isoBox('iprp', isoBox('ipco', isoBox('pixi', nothing, bytesOf(3, 8, 8, 8)), ...properties)),
    ),
  );
}
