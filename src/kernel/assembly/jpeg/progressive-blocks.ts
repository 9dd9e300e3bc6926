// Blocks of a progressive scan (ITU-T T.81, G.1.2 and G.2), one of the four kinds of scan a function.
// Positions count bits of the scan's data. Coefficients are kept from scan to scan.
import { bitsAt } from './entropy-data';
import { JpegComponent } from './frame';
import { extended, symbolAt } from './huffman-tables';
import { decodeDc, decodedValue } from './huffman-decode';
import { coefficientAt } from './zigzag';

/** Blocks that are still to come in a run of blocks without further coefficients. */
let emptyBlocks: i32 = 0;

export function resetEmptyBlocks(): void {
  emptyBlocks = 0;
}

/** The first scan of the first coefficient, which has `bitsLeft` fewer bits than it will have. */
export function decodeDcFirst(
  component: JpegComponent,
  dc: usize,
  position: u32,
  block: usize,
  bitsLeft: i32,
): u32 {
  const used = decodeDc(dc, bitsAt(position));
  component.prediction += decodedValue();
  store<i16>(block, <i16>(component.prediction << bitsLeft));
  return position + used;
}

/** One more bit of the first coefficient. */
export function refineDc(position: u32, block: usize, bitsLeft: i32): u32 {
  if (<i64>bitsAt(position) < 0) store<i16>(block, <i16>(<i32>load<i16>(block) | (1 << bitsLeft)));
  return position + 1;
}

/** The first scan of the coefficients from `first` to `last`. */
export function decodeAcFirst(
  ac: usize,
  from: u32,
  block: usize,
  first: i32,
  last: i32,
  bitsLeft: i32,
): u32 {
  if (emptyBlocks > 0) {
    emptyBlocks--;
    return from;
  }
  let position = from;
  for (let index = first; index <= last; index++) {
    const bits = bitsAt(position);
    const symbol = symbolAt(ac, bits);
    const length = symbol >> 8;
    const size = symbol & 15;
    const run = (symbol >> 4) & 15;
    if (size == 0 && run < 15) {
      emptyBlocks = emptyRun(bits << length, run) - 1;
      return position + length + run;
    }
    index += run;
    if (size > 0) {
      const high = extended(<i32>((bits << length) >> (64 - size)), size);
      store<i16>(coefficientAt(block, index), <i16>(high << bitsLeft));
    }
    position += length + size;
  }
  return position;
}

/** How many blocks end here, this one included: 2^run and the number in the next `run` bits. */
@inline
function emptyRun(bits: u64, run: i32): i32 {
  return (1 << run) + (run == 0 ? 0 : <i32>(bits >> (64 - run)));
}

/** One more bit of the coefficients from `first` to `last`, and those that only now are not zero. */
export function refineAc(
  ac: usize,
  from: u32,
  block: usize,
  first: i32,
  last: i32,
  bitsLeft: i32,
): u32 {
  const step = 1 << bitsLeft;
  let position = from;
  let index = first;
  while (emptyBlocks == 0 && index <= last) {
    const bits = bitsAt(position);
    const symbol = symbolAt(ac, bits);
    const length = symbol >> 8;
    const run = (symbol >> 4) & 15;
    position += length;
    let fresh = 0;
    if ((symbol & 15) != 0) {
      fresh = <i64>(bits << length) < 0 ? step : -step;
      position += 1;
    } else if (run < 15) {
      emptyBlocks = emptyRun(bits << length, run);
      position += run;
      break;
    }
    const found = refineUntil(position, block, index, last, run, step);
    position = <u32>(found >> 8);
    index = <i32>(found & 255);
    if (fresh != 0) store<i16>(coefficientAt(block, index), <i16>fresh);
    index++;
  }
  if (emptyBlocks > 0) {
    position = <u32>(refineUntil(position, block, index, last, COEFFICIENTS, step) >> 8);
    emptyBlocks--;
  }
  return position;
}

const COEFFICIENTS: i32 = 64;

/**
 * Skips `zeros` coefficients that are zero, and stops at the next one that is; each other coefficient
 * on the way has a bit that says whether it grows. Returns the position << 8 | the index.
 */
function refineUntil(
  from: u32,
  block: usize,
  start: i32,
  last: i32,
  zeros: i32,
  step: i32,
): u64 {
  let position = from;
  let left = zeros;
  let index = start;
  for (; index <= last; index++) {
    const at = coefficientAt(block, index);
    const old = <i32>load<i16>(at);
    if (old == 0) {
      if (--left < 0) break;
      continue;
    }
    if (<i64>bitsAt(position) < 0 && (old & step) == 0) {
      store<i16>(at, <i16>(old >= 0 ? old + step : old - step));
    }
    position++;
  }
  return (<u64>position << 8) | <u64>index;
}
