// A JPEG at 1/2, 1/4 or 1/8, as libjpeg-turbo decodes it when Pillow's draft() asks for it. See
// kernel/jpeg-reader.ts for the order of calls.
//
//   segments         frame, tables, scans                       markers.ts scan-header.ts
//                                                               frame.ts huffman.ts
//   a scan's data    without stuffing, up to the next marker    data.ts bits.ts
//   blocks           in the scan's order                        scan.ts
//     sequential     the first coefficient, or all              skip-run.ts block-run.ts
//     progressive    kept from scan to scan                     progressive.ts
//   samples          1, 2, 4 or 8 of a block's side             samples.ts idct*.ts
//   rows             of full width, plane after plane           planes.ts
import { allocate, arenaIsExhausted, resetArena } from '../arena';
import { openFile } from './data';
import { DECODED, ENDED_ODDLY, MALFORMED, NO_MEMORY } from './endings';
import { outputHeight, outputWidth } from './frame';
import { reserveTables } from './huffman';
import { readSegments } from './markers';
import { beginPlanes, canUpsample } from './planes';

let input: usize = 0;

/** Frees the image before. Returns the address for a file of this size, or 0 if memory runs out. */
export function jpegInput(bytes: i32): usize {
  reserveTables();
  resetArena();
  input = allocate(<u64>bytes);
  return arenaIsExhausted() ? 0 : input;
}

/** Decodes the file that was written there. Returns one of the results of endings.ts. */
export function decodeJpeg(bytes: i32, scale: i32): i32 {
  openFile(input, <usize>bytes);
  const ended = readSegments(scale);
  if (ended != DECODED && ended != ENDED_ODDLY) return ended;
  if (!canUpsample()) return MALFORMED;
  return beginPlanes() ? ended : NO_MEMORY;
}

export function jpegWidth(): i32 {
  return outputWidth;
}

export function jpegHeight(): i32 {
  return outputHeight;
}

export { bandRows as jpegBandRows, hasRgbPlanes as isJpegRgb, makeBand as makeJpegBand } from './planes';
