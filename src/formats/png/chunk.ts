import type { ByteReader } from '../byte-reader.ts';

/** A chunk of a PNG, where it says it is: its bytes may end before. */
export interface PngChunk {
  readonly type: string;
  /** Of its content. */
  readonly start: number;
  readonly length: number;
}

/** Why there is no chunk: the bytes end within its head, or its type is not of four word characters. */
export type NoChunk = 'ends-early' | 'malformed';

const TYPE = /^\w{4}$/;

/** The chunk whose head is at `at`; what Pillow takes for one. */
export function readPngChunk(read: ByteReader, at: number): PngChunk | NoChunk {
  const length = read.u32(at);
  if (length === undefined || at + 8 > read.length) return 'ends-early';
  const type = read.ascii(at + 4, 4);
  return TYPE.test(type) ? { type, start: at + 8, length } : 'malformed';
}

/** What Pillow calls the pixels of a PNG. */
export type PngMode = '1' | 'L' | 'I;16' | 'RGB' | 'P' | 'LA' | 'RGBA';

/** Bits a sample and colour type, as Pillow names them; others it does not know. */
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

/** Null where Pillow knows no such PNG. */
export function pngModeOf(depth: number, colourType: number): PngMode | null {
  return MODES[`${depth},${colourType}`] ?? null;
}
