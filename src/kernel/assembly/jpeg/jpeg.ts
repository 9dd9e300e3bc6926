// A JPEG in its own size, or at 1/2, 1/4 or 1/8 as libjpeg-turbo decodes it when Pillow's draft() asks for
// it. See kernel/jpeg-row.ts for the order of calls. Baseline files of one scan are decoded as their
// lines are asked for, and are never in memory as a whole; of all others the coefficients are.
//
//   segments         frame, tables, scans                       source.ts markers.ts frame.ts
//                                                               scan-header.ts *-tables.ts
//   a scan's data    without stuffing, up to the next marker    entropy-data.ts restarts.ts
//   blocks           in the scan's order                        scan.ts sequential-mcu.ts
//     sequential     the first coefficient, or all              sequential-blocks.ts
//                    by codes, one or several at once           bit-reader.ts huffman-decode.ts
//                                                               pair-lookup.ts hop-lookup.ts
//     their starts   before they are decoded, at 1/8            block-starts.ts start-lists.ts
//                                                               walk.ts walked-blocks.ts
//     progressive    kept from scan to scan                     progressive-blocks.ts
//     arithmetic     kept, too, whatever the scans              arithmetic*.ts conditioning.ts
//   differences      of a lossless scan, to samples             lossless*.ts predictors.ts
//   samples          1, 2, 4 or 8 of a block's side             samples.ts idct-*.ts
//     smoothed       if bits were left out                      coefficient-bits.ts smoothing*.ts
//   lines            in rings, a row of MCUs at a time          output.ts
//                    of full width, in red, green and blue      rgb-lines.ts colour-space.ts
import { allocate, arenaIsExhausted, markArena, resetArena, rewindArena } from '../arena';
import { openFile } from './source';
import { DECODED, NO_MEMORY } from './status';
import { reserveTables } from './huffman-tables';
import { beginLines } from './rgb-lines';
import { readSegments } from './markers';
import { needsSkippedScans } from './smoothing';

let input: usize = 0;

/** Frees the image before. Returns the address for a file of this size, or 0 if memory runs out. */
export function jpegInput(bytes: i32): usize {
  if (!reserveTables()) return 0;
  resetArena();
  input = allocate(<u64>bytes);
  markArena();
  return arenaIsExhausted() ? 0 : input;
}

/**
 * Opens the file that was written there, to decode it at 1/scale, in colours or, with `luma`,
 * as libjpeg decodes it to grey. Returns one of the results of
 * status.ts; DECODED: the lines can be asked for.
 */
export function openJpeg(bytes: i32, scale: i32, luma: bool): i32 {
  let status = readFile(bytes, scale, luma, false);
  if (status == DECODED && needsSkippedScans()) status = readFile(bytes, scale, luma, true);
  if (status != DECODED) return status;
  beginLines();
  markArena();
  return arenaIsExhausted() ? NO_MEMORY : DECODED;
}

/** Frees all but the file, and reads it. */
function readFile(bytes: i32, scale: i32, luma: bool, skipsNone: bool): i32 {
  rewindArena();
  openFile(input, <usize>bytes);
  return readSegments(scale, luma, skipsNone);
}
