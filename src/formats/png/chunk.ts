import type { ByteReader } from '../byte-reader.ts';

/** The extent of a PNG's chunk by its own header; the file may end before. */
export interface PngChunk {
  readonly type: string;
  /** The offset of its content. */
  readonly start: number;
  readonly length: number;
}

/** Why no chunk is read: the bytes end within its header, or its type is not four word characters. */
export type NoChunk = 'ends-early' | 'malformed';

const TYPE = /^\w{4}$/;

/** Reads the chunk header at `at`, and accepts what Pillow accepts. */
export function readPngChunk(read: ByteReader, at: number): PngChunk | NoChunk {
  const length = read.u32(at);
  if (length === undefined || at + 8 > read.length) return 'ends-early';
  const type = read.ascii(at + 4, 4);
  return TYPE.test(type) ? { type, start: at + 8, length } : 'malformed';
}

/** Pillow's modes of PNGs. */
export type PngMode = '1' | 'L' | 'I;16' | 'RGB' | 'P' | 'LA' | 'RGBA';

/** Pillow's mode by bits a sample and colour type; it refuses other combinations. */
const MODES: Readonly<Record<string, PngMode>> = {
  '1,0': '1',
  '2,0': 'L',
  '4,0': 'L',
  '8,0': 'L',
  '16,0': 'I;16',
  '8,2': 'RGB',
  '16,2': 'RGB',
  '1,3': 'P',
  '2,3': 'P',
  '4,3': 'P',
  '8,3': 'P',
  '8,4': 'LA',
  '16,4': 'RGBA',
  '8,6': 'RGBA',
  '16,6': 'RGBA',
};

/** Null if Pillow refuses the combination. */
export function pngModeOf(depth: number, colourType: number): PngMode | null {
  return MODES[`${depth},${colourType}`] ?? null;
}
