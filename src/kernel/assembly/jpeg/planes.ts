// Decoded planes to rows of pixels, as the kernel takes them: Y, Cb and Cr of full width and height,
// or red, green and blue.
import { allocate, arenaIsExhausted } from '../arena';
import { areRgb } from './colours';
import {
  componentAt,
  componentCount,
  JpegComponent,
  leastSide,
  maxAcross,
  maxDown,
  outputWidth,
} from './frame';
import { upsampleBetween, upsampleLine, upsampleScratchBytes } from '../resample/upsample';

/** Rows of a band, which the caller reads as they are. */
const BAND_ROWS: i32 = 64;

let band: usize = 0;
let scratch: usize = 0;
let lines: usize = 0;
let isRgb: bool = false;

/** Returns false if memory runs out. */
export function beginPlanes(): bool {
  isRgb = componentCount == 3 && areRgb();
  band = allocate(<u64>outputWidth * BAND_ROWS * (isRgb ? 4 : 3) + 64);
  scratch = allocate(upsampleScratchBytes(outputWidth));
  lines = allocate((<u64>outputWidth + 64) * 3);
  return !arenaIsExhausted();
}

export function hasRgbPlanes(): bool {
  return isRgb;
}

export function bandRows(): i32 {
  return BAND_ROWS;
}

/**
 * Whether libjpeg can bring all components to the image's size: by whole numbers (jdsample.c).
 */
export function canUpsample(): bool {
  for (let i = 0; i < componentCount; i++) {
    const component = componentAt(i);
    if (maxAcross % groupAcross(component) != 0 || maxDown % groupDown(component) != 0) return false;
  }
  return true;
}

/** Samples of a component, for as many of the image as the largest sampling factor. */
@inline
function groupAcross(component: JpegComponent): i32 {
  return (component.hSamp * component.scaledSize) / leastSide;
}

@inline
function groupDown(component: JpegComponent): i32 {
  return (component.vSamp * component.scaledSize) / leastSide;
}

/** Makes whole rows, BAND_ROWS at most; returns their address. */
export function makeBand(first: i32, rows: i32): usize {
  if (isRgb) makeRgbRows(first, rows);
  else makePlanes(first, rows);
  return band;
}

function makePlanes(first: i32, rows: i32): void {
  const planeBytes = <usize>outputWidth * <usize>rows;
  for (let i = 0; i < componentCount; i++) {
    const component = componentAt(i);
    let to = band + planeBytes * <usize>i;
    for (let y = first; y < first + rows; y++) {
      // the bytes written beyond a line are overwritten by the next
      makeLine(component, y, to);
      to += outputWidth;
    }
  }
  if (componentCount == 1) memory.fill(band + planeBytes, 128, 2 * planeBytes);
}

function makeRgbRows(first: i32, rows: i32): void {
  const step = <usize>outputWidth + 64;
  let to = band;
  for (let y = first; y < first + rows; y++) {
    for (let i = 0; i < 3; i++) makeLine(componentAt(i), y, lines + step * <usize>i);
    for (let x: usize = 0; x < <usize>outputWidth; x++) {
      store<u8>(to, load<u8>(lines + x));
      store<u8>(to, load<u8>(lines + step + x), 1);
      store<u8>(to, load<u8>(lines + 2 * step + x), 2);
      store<u8>(to, 255, 3);
      to += 4;
    }
  }
}

/** Line y of the image out of one component; up to 31 bytes more are written. */
function makeLine(component: JpegComponent, y: i32, target: usize): void {
  const across = maxAcross / groupAcross(component);
  const down = maxDown / groupDown(component);
  // libjpeg smooths halved components, unless there is one sample a block
  const isSmooth = leastSide > 1;
  if (across == 1 && down == 1) {
    copyLine(lineOf(component, y), target);
  } else if (across == 1 && down == 2 && isSmooth) {
    const bias: i16 = (y & 1) == 0 ? 1 : 2;
    upsampleBetween(lineOf(component, y >> 1), farLine(component, y), component.width, bias, target);
  } else if (across == 2 && down == 1 && isSmooth) {
    upsampleLine(lineOf(component, y), 0, component.width, target, scratch);
  } else if (across == 2 && down == 2 && isSmooth && component.width > 2) {
    upsampleLine(lineOf(component, y >> 1), farLine(component, y), component.width, target, scratch);
  } else {
    repeatLine(lineOf(component, y / down), across, target);
  }
}

@inline
function lineOf(component: JpegComponent, y: i32): usize {
  return component.plane + <usize>y * <usize>component.stride;
}

/** The line on the other side of y; the first and the last line are their own neighbours. */
function farLine(component: JpegComponent, y: i32): usize {
  const neighbour = (y & 1) == 0 ? (y >> 1) - 1 : (y >> 1) + 1;
  return lineOf(component, min(max(neighbour, 0), component.height - 1));
}

@inline
function copyLine(from: usize, target: usize): void {
  for (let x: usize = 0; x < <usize>outputWidth; x += 16) {
    v128.store(target + x, v128.load(from + x));
  }
}

/** Repeats each sample: a box filter, which libjpeg uses if it does not smooth. */
function repeatLine(from: usize, times: i32, target: usize): void {
  const end = target + outputWidth;
  if (times == 2) {
    for (let at = target; at < end; at += 16) {
      const samples = v128.load64_zero(from + ((at - target) >> 1));
      v128.store(
        at,
        v128.shuffle<u8>(samples, samples, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7),
      );
    }
    return;
  }
  let sample = from;
  for (let at = target; at < end; sample++) {
    for (let i = 0; i < times && at < end; i++) store<u8>(at++, load<u8>(sample));
  }
}
