// A JPEG at 1/2, 1/4 or 1/8, as libjpeg-turbo decodes it when Pillow's draft() asks for it. See
// kernel/jpeg-reader.ts for the order of calls.
//
//   segments         frame, tables, scans                       jpeg-markers.ts jpeg-scan-header.ts
//                                                               jpeg-frame.ts jpeg-huffman.ts
//   a scan's data    without stuffing, up to the next marker    jpeg-data.ts jpeg-bits.ts
//   blocks           in the scan's order                        jpeg-scan.ts
//     sequential     the first coefficient, or all              jpeg-skip-run.ts jpeg-block-run.ts
//     progressive    kept from scan to scan                     jpeg-progressive.ts
//   samples          1, 2, 4 or 8 of a block's side             jpeg-samples.ts jpeg-idct*.ts
//   rows             of full width, plane after plane           jpeg-planes.ts
import { allocate, arenaIsExhausted, resetArena } from '../arena';
import { openFile } from './data';
import { DECODED, ENDED_ODDLY, MALFORMED, NO_MEMORY } from './endings';
import { outputHeight, outputWidth } from './frame';
import { reserveTables } from './huffman';
import { readSegments } from './markers';
import { beginPlanes, canUpsample } from './planes';

let input: usize = 0;

/** Lets go of the image before. Returns where a file of so many bytes is to be put; 0: no memory. */
export function jpegInput(bytes: i32): usize {
  reserveTables();
  resetArena();
  input = allocate(<u64>bytes);
  return arenaIsExhausted() ? 0 : input;
}

/** Decodes the file that was put there. Returns what became of it: see jpeg-endings.ts. */
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
