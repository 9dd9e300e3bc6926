// A JPEG's frame (ITU-T T.81, A.1 and B.2.2): its components, the scale at which each of them is decoded (jdmaster.c),
// and their lines.
import { allocate } from '../arena';

export const MAX_COMPONENTS: i32 = 4;
/** Samples of a whole block's side (libjpeg's DCTSIZE). */
const BLOCK_SIZE: i32 = 8;
/** Bytes of a block's coefficients: 64 i16, row after row. */
export const BLOCK_BYTES: usize = 128;
/** Lines of the image that the resampling takes at a time. */
const GROUP_LINES: i32 = 16;

/** One component of a frame (ITU-T T.81, B.2.2; libjpeg's jpeg_component_info). */
@unmanaged
export class JpegComponent {
  id: i32;
  /** Its position in the frame. */
  index: i32;
  /** Sampling factors: blocks of it in an MCU of the frame, horizontally and vertically. */
  hSamp: i32;
  vSamp: i32;
  /** The number of its quantisation table. */
  quantTable: i32;
  /** Quantisers in the order of a block's coefficients, since its first scan; zeros before. */
  multipliers: usize;
  hasQuantisers: bool;
  /** Samples of a decoded block's side (DCT_scaled_size): 1, 2, 4 or 8. */
  scaledSize: i32;
  /** Blocks that have pixels of the image, and with those that only fill up the last MCUs. */
  widthInBlocks: i32;
  heightInBlocks: i32;
  paddedWidth: i32;
  paddedHeight: i32;
  /** Decoded lines: a ring in which line y is at y modulo `ringLines`, and the bytes of a line. */
  lines: usize;
  ringLines: i32;
  stride: i32;
  /** Samples that count, horizontally and vertically. */
  width: i32;
  height: i32;
  /** Pixels of the image for each sample; 0 if that is no whole number, which libjpeg refuses. */
  hExpand: i32;
  vExpand: i32;
  /** Of an image of several scans: coefficients of all blocks, `blockBytes` each; else 0. */
  coefficients: usize;
  blockBytes: usize;
  /** Of a lossless frame: differences of an MCU row and samples of the last line, of 16 bits. */
  differences: usize;
  lastLine: usize;
  isDecoded: bool;
  /** Of the current scan. */
  dcTable: i32;
  acTable: i32;
  prediction: i32;
}

/** The frame of the file that is open. */
@unmanaged
export class JpegFrame {
  width: i32;
  height: i32;
  componentCount: i32;
  isProgressive: bool;
  isLossless: bool;
  isArithmetic: bool;
  /** The largest sampling factors: the blocks of the finest component in an MCU of the frame. */
  hSampMax: i32;
  vSampMax: i32;
  /** Samples of a block's side in the finest component (min_DCT_scaled_size): 8 / scale. */
  minScaledSize: i32;
  /** Size of the decoded image. */
  outputWidth: i32;
  outputHeight: i32;
  mcusPerRow: i32;
  mcuRows: i32;
}

export const frame = changetype<JpegFrame>(memory.data(offsetof<JpegFrame>(), 16));
const components = memory.data(offsetof<JpegComponent>() * MAX_COMPONENTS, 16);
const multipliers = memory.data(128 * MAX_COMPONENTS, 16);

@inline
export function componentAt(index: i32): JpegComponent {
  return changetype<JpegComponent>(components + offsetof<JpegComponent>() * <usize>index);
}

export function resetFrame(): void {
  frame.componentCount = 0;
}

/** Begins a frame of `count` components, whose fields the caller then fills in. */
export function beginFrame(
  width: i32,
  height: i32,
  count: i32,
  progressive: bool,
  lossless: bool,
  arithmetic: bool,
): void {
  frame.width = width;
  frame.height = height;
  frame.componentCount = count;
  frame.isProgressive = progressive;
  frame.isLossless = lossless;
  frame.isArithmetic = arithmetic;
  memory.fill(components, 0, offsetof<JpegComponent>() * MAX_COMPONENTS);
  memory.fill(multipliers, 0, <usize>128 * MAX_COMPONENTS);
  for (let i = 0; i < count; i++) {
    componentAt(i).index = i;
    componentAt(i).multipliers = multipliers + <usize>128 * <usize>i;
  }
}

@inline
function ceilDivided(value: i64, by: i64): i32 {
  return <i32>((value + by - 1) / by);
}

/**
 * Sizes of everything for an image at 1/scale. libjpeg (jdmaster.c) has a coarser component make up
 * for it by a larger block while it can, so that 4:2:0 at 1/2 or less needs no upsampling.
 */
export function layOutFrame(scale: i32): void {
  // the sampling factors of an only component mean nothing: its blocks are in the order of a page; but
  // libjpeg goes by them when it smooths, and when it begins lossless prediction anew
  if (frame.componentCount == 1 && !frame.isProgressive && !frame.isLossless) {
    componentAt(0).hSamp = 1;
    componentAt(0).vSamp = 1;
  }
  let hSampMax = 1;
  let vSampMax = 1;
  for (let i = 0; i < frame.componentCount; i++) {
    hSampMax = max(hSampMax, componentAt(i).hSamp);
    vSampMax = max(vSampMax, componentAt(i).vSamp);
  }
  frame.hSampMax = hSampMax;
  frame.vSampMax = vSampMax;
  const blockSize = frame.isLossless ? 1 : BLOCK_SIZE;
  frame.minScaledSize = blockSize / scale;
  frame.outputWidth = ceilDivided(frame.width, scale);
  frame.outputHeight = ceilDivided(frame.height, scale);
  frame.mcusPerRow = ceilDivided(frame.width, hSampMax * blockSize);
  frame.mcuRows = ceilDivided(frame.height, vSampMax * blockSize);
  for (let i = 0; i < frame.componentCount; i++) layOutComponent(componentAt(i), blockSize);
}

function layOutComponent(component: JpegComponent, blockSize: i32): void {
  const scaledSize = scaledSizeOf(component, blockSize);
  const samplesAcross = <i64>frame.width * component.hSamp;
  const samplesDown = <i64>frame.height * component.vSamp;
  component.scaledSize = scaledSize;
  component.widthInBlocks = ceilDivided(samplesAcross, frame.hSampMax * blockSize);
  component.heightInBlocks = ceilDivided(samplesDown, frame.vSampMax * blockSize);
  component.paddedWidth = frame.mcusPerRow * component.hSamp;
  component.paddedHeight = frame.mcuRows * component.vSamp;
  component.width = ceilDivided(samplesAcross * scaledSize, frame.hSampMax * blockSize);
  component.height = ceilDivided(samplesDown * scaledSize, frame.vSampMax * blockSize);
  component.stride = (component.paddedWidth * scaledSize + 15) & ~15;
  // libjpeg (jdsample.c) brings components to the image's size by whole numbers only
  const hGroup = (component.hSamp * scaledSize) / frame.minScaledSize;
  const vGroup = (component.vSamp * scaledSize) / frame.minScaledSize;
  component.hExpand = frame.hSampMax % hGroup == 0 ? frame.hSampMax / hGroup : 0;
  component.vExpand = frame.vSampMax % vGroup == 0 ? frame.vSampMax / vGroup : 0;
}

function scaledSizeOf(component: JpegComponent, blockSize: i32): i32 {
  const least = frame.minScaledSize;
  let size = least;
  while (
    size < blockSize &&
    (frame.hSampMax * least) % (component.hSamp * size * 2) == 0 &&
    (frame.vSampMax * least) % (component.vSamp * size * 2) == 0
  ) {
    size *= 2;
  }
  return size;
}

/** Whether libjpeg can bring all components to the image's size. */
export function canUpsample(isLumaOnly: bool): bool {
  const count = isLumaOnly ? 1 : frame.componentCount;
  for (let i = 0; i < count; i++) {
    const component = componentAt(i);
    if (component.hExpand == 0 || component.vExpand == 0) return false;
  }
  return true;
}

/** Lines of the image in a row of blocks of its finest component. */
@inline
export function linesOfMcuRow(): i32 {
  return frame.vSampMax * frame.minScaledSize;
}

/**
 * Rings of lines that hold a group of the image's lines with their neighbours, and an MCU row more; or all
 * lines, if they come from several scans.
 */
export function allocateLines(all: bool): void {
  const ringMcuRows = all
    ? frame.mcuRows
    : ceilDivided(GROUP_LINES + 2, linesOfMcuRow()) + 1;
  for (let i = 0; i < frame.componentCount; i++) {
    const component = componentAt(i);
    const rows = min(ringMcuRows, frame.mcuRows);
    component.ringLines = rows * component.vSamp * component.scaledSize;
    component.lines = allocate(<u64>component.stride * <u64>component.ringLines);
  }
}

/** Room for all coefficients that a component's size asks for, of one sample only the first; or for all. */
export function allocateCoefficients(all: bool): void {
  for (let i = 0; i < frame.componentCount; i++) {
    const component = componentAt(i);
    component.blockBytes = component.scaledSize == 1 && !all ? 2 : BLOCK_BYTES;
    component.coefficients = allocate(coefficientBytes(component));
  }
}

export function blankCoefficients(): void {
  for (let i = 0; i < frame.componentCount; i++) {
    const component = componentAt(i);
    memory.fill(component.coefficients, 0, <usize>coefficientBytes(component));
  }
}

function coefficientBytes(component: JpegComponent): u64 {
  const blocks = <u64>component.paddedWidth * <u64>component.paddedHeight;
  return blocks * <u64>component.blockBytes;
}

/** The address of a decoded line, while the ring holds it. */
@inline
export function lineAt(component: JpegComponent, y: i32): usize {
  return component.lines + <usize>(y % component.ringLines) * <usize>component.stride;
}

/** The address of a block's samples in the ring. */
@inline
export function samplesAt(component: JpegComponent, blockX: i32, blockY: i32): usize {
  const line = lineAt(component, blockY * component.scaledSize);
  return line + <usize>(blockX * component.scaledSize);
}

/** The address of a block's coefficients. */
@inline
export function coefficientsAt(component: JpegComponent, blockX: i32, blockY: i32): usize {
  const block = <usize>(blockY * component.paddedWidth + blockX);
  return component.coefficients + block * component.blockBytes;
}
