// Lines of the decoded image as lines of red, green and blue: components brought to the image's size as
// libjpeg does it (jdsample.c), and converted.
import { allocate } from '../arena';
import { convertCmykToRgb, convertYccToRgb } from '../resample/colour';
import { convertHalvedToRgb } from '../resample/halved-chroma';
import {
  sumChroma,
  upsampleBetween,
  upsampleLine,
  upsampleScratchBytes,
} from '../resample/upsample';
import { CMYK, colourSpace, GREY, isLumaOnly, YCC, YCCK } from './colour-space';
import { componentAt, frame, JpegComponent, lineAt } from './frame';

/** Lines of components at the image's width, one after the other, and the bytes of each. */
let full: usize = 0;
let fullStride: usize = 0;
let scratch: usize = 0;
let redScratch: usize = 0;
/** Whether Y has the image's size, and both chromas are halved across, and at most halved down. */
let isHalved: bool = false;
let space: i32 = GREY;

/** For a frame that is laid out; takes its memory from the arena. */
export function beginLines(): void {
  space = isLumaOnly() ? GREY : colourSpace();
  fullStride = (<usize>frame.outputWidth + 63) & ~15;
  full = allocate(<u64>fullStride * <u64>frame.componentCount);
  scratch = allocate(upsampleScratchBytes(frame.outputWidth));
  redScratch = allocate(upsampleScratchBytes(frame.outputWidth));
  isHalved = space == YCC && hasHalvedChroma();
}

function hasHalvedChroma(): bool {
  const luma = componentAt(0);
  const blue = componentAt(1);
  const red = componentAt(2);
  const isAlike = red.hExpand == blue.hExpand && red.vExpand == blue.vExpand;
  const isSmooth = frame.minScaledSize > 1 && blue.width > 2;
  const isWhole = luma.hExpand == 1 && luma.vExpand == 1;
  return isWhole && isAlike && isSmooth && blue.hExpand == 2 && blue.vExpand <= 2;
}

/** Whether red, green and blue are the same. */
export function isGreyJpeg(): bool {
  return space == GREY;
}

/** Line y of a grey image, which was decoded; up to 16 bytes more are written. */
export function makeJpegGreyLine(y: i32, target: usize): void {
  copyLine(fullLine(0, y), target);
}

/** Line y, which was decoded, as lines of red, green and blue; up to 16 bytes more are written. */
export function makeJpegRgbLines(y: i32, red: usize, green: usize, blue: usize): void {
  const width = frame.outputWidth;
  if (isHalved) {
    makeHalvedLines(y, red, green, blue);
    return;
  }
  const first = fullLine(0, y);
  if (space == GREY) {
    copyLine(first, red);
    copyLine(first, green);
    copyLine(first, blue);
    return;
  }
  const second = fullLine(1, y);
  const third = fullLine(2, y);
  if (space == YCC || space == YCCK) {
    convertYccToRgb(first, second, third, width, red, green, blue);
  } else {
    copyLine(first, red);
    copyLine(second, green);
    copyLine(third, blue);
  }
  // YCCK is YCC of the inverted inks
  if (space >= CMYK) convertCmykToRgb(red, green, blue, fullLine(3, y), width, space == CMYK);
}

function makeHalvedLines(y: i32, red: usize, green: usize, blue: usize): void {
  const component = componentAt(1);
  const columns = component.width;
  const isHalvedDown = component.vExpand == 2;
  const cb = sumLine(component, y, isHalvedDown, scratch);
  const cr = sumLine(componentAt(2), y, isHalvedDown, redScratch);
  convertHalvedToRgb(
    lineAt(componentAt(0), y), cb, cr, columns, isHalvedDown, red, green, blue,
  );
}

function sumLine(component: JpegComponent, y: i32, isHalvedDown: bool, room: usize): usize {
  if (!isHalvedDown) return sumChroma(lineAt(component, y), 0, component.width, room);
  return sumChroma(nearLine(component, y), farLine(component, y), component.width, room);
}

/** Line y of the image out of one component: where it was decoded, or brought to the image's width. */
function fullLine(index: i32, y: i32): usize {
  const component = componentAt(index);
  const hExpand = component.hExpand;
  const vExpand = component.vExpand;
  if (hExpand == 1 && vExpand == 1) return lineAt(component, y);
  const target = full + fullStride * <usize>index;
  // libjpeg smooths halved components, unless there is one sample a block
  const isSmooth = frame.minScaledSize > 1;
  if (hExpand == 1 && vExpand == 2 && isSmooth) {
    const bias: i16 = (y & 1) == 0 ? 1 : 2;
    upsampleBetween(nearLine(component, y), farLine(component, y), component.width, bias, target);
  } else if (hExpand == 2 && vExpand == 1 && isSmooth) {
    upsampleLine(lineAt(component, y), 0, component.width, target, scratch);
  } else if (hExpand == 2 && vExpand == 2 && isSmooth && component.width > 2) {
    const far = farLine(component, y);
    upsampleLine(nearLine(component, y), far, component.width, target, scratch);
  } else {
    repeatLine(lineAt(component, y / vExpand), hExpand, target);
  }
  return target;
}

@inline
function nearLine(component: JpegComponent, y: i32): usize {
  return lineAt(component, y >> 1);
}

/** The line on the other side of y; the first and the last line are their own neighbours. */
@inline
function farLine(component: JpegComponent, y: i32): usize {
  const neighbour = (y & 1) == 0 ? (y >> 1) - 1 : (y >> 1) + 1;
  return lineAt(component, min(max(neighbour, 0), component.height - 1));
}

function copyLine(from: usize, target: usize): void {
  for (let x: usize = 0; x < <usize>frame.outputWidth; x += 16) {
    v128.store(target + x, v128.load(from + x));
  }
}

/** Repeats each sample: a box filter, which libjpeg uses if it does not smooth. */
function repeatLine(from: usize, times: i32, target: usize): void {
  const end = target + frame.outputWidth;
  if (times == 1) {
    copyLine(from, target);
    return;
  }
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
