import { readBytes } from '../byte-reader.ts';
import type { ExifBlock, ImageMetadata, MetadataReader } from '../exif/image-metadata.ts';
import { EXIF_FLAG, XMP_FLAG } from './chunks.ts';

export const WEBP_METADATA: MetadataReader = { read: readMetadata, exifBlocks, needsMoreBytes };

/** libwebp returns the first chunk of a kind, if the header promises one. */
function readMetadata(bytes: Uint8Array): ImageMetadata {
  const [header, ...chunks] = chunksOf(bytes);
  const flags = header?.type === 'VP8X' ? (header.body[0] ?? 0) : 0;
  const first = (type: string) => chunks.find((chunk) => chunk.type === type)?.body;
  return {
    exif: flags & EXIF_FLAG ? first('EXIF') : undefined,
    xmp: flags & XMP_FLAG ? first('XMP ') : undefined,
    ignoresBrokenExif: false,
  };
}

function exifBlocks(bytes: Uint8Array): readonly ExifBlock[] {
  return [...chunksOf(bytes)].filter(({ type }) => type === 'EXIF');
}

/** WebP stores its metadata behind the pixels. */
function needsMoreBytes(head: Uint8Array): boolean {
  const read = readBytes(head);
  const flags = read.ascii(12, 4) === 'VP8X' ? (read.u8(20) ?? 0) : 0;
  const fileBytes = (read.u32(4, true) ?? 0) + 8;
  return (flags & (EXIF_FLAG | XMP_FLAG)) !== 0 && fileBytes > head.length;
}

interface Chunk {
  readonly type: string;
  readonly body: Uint8Array;
}

/** The chunks inside the frames of an animation are on one level with all others, as in libwebp. */
function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  const read = readBytes(bytes);
  const end = Math.min(bytes.length, 8 + (read.u32(4, true) ?? 0));
  for (let at = 12; at + 8 <= end;) {
    const start = at + 8;
    const length = read.u32(at + 4, true) ?? 0;
    const type = read.ascii(at, 4);
    yield { type, body: bytes.subarray(start, start + length) };
    at = start + (type === 'ANMF' ? FRAME_HEADER_BYTES : length + (length % 2));
  }
}

const FRAME_HEADER_BYTES = 16;
