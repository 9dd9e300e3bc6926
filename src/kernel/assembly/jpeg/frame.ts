// A JPEG's frame: its components, the scale at which each of them is decoded, and their samples.
import { allocate } from '../arena';

export const MAX_COMPONENTS: i32 = 4;
/** Samples of a whole block's side. */
const BLOCK_SIDE: i32 = 8;
/** Bytes of a block's coefficients: 64 i16, row after row. */
export const BLOCK_BYTES: usize = 128;

/** One component of a frame. Blocks are counted across and down. */
@unmanaged
export class JpegComponent {
  id: i32;
  /** Samples of it in an MCU of the frame, in blocks: the sampling factors. */
  across: i32;
  down: i32;
  /** The number of its quantisation table. */
  quantisation: i32;
  /** Quantisers in the order of a block's coefficients, since its first scan; zeros before. */
  multipliers: usize;
  isQuantised: bool;
  /** Samples of a decoded block's side: 1, 2, 4 or 8. */
  side: i32;
  /** Blocks that have pixels of the image, and with those that only fill up the last MCUs. */
  blocksAcross: i32;
  blocksDown: i32;
  paddedAcross: i32;
  paddedDown: i32;
  /** Decoded samples, and the bytes from line to line. */
  plane: usize;
  stride: i32;
  /** Samples that count, across and down. */
  width: i32;
  height: i32;
  /** Of an image of several scans: coefficients of all blocks, `blockBytes` each; else 0. */
  coefficients: usize;
  blockBytes: usize;
  /** Of the current scan. */
  dcTable: i32;
  acTable: i32;
  prediction: i32;
}

const components = memory.data(offsetof<JpegComponent>() * MAX_COMPONENTS, 16);
const multipliers = memory.data(128 * MAX_COMPONENTS, 16);

export let imageWidth: i32 = 0;
export let imageHeight: i32 = 0;
export let componentCount: i32 = 0;
export let isProgressive: bool = false;
/** The largest sampling factors: the blocks of the finest component in an MCU of all components. */
export let maxAcross: i32 = 0;
export let maxDown: i32 = 0;
/** Samples of a block's side in the finest component: 8 / scale. */
export let leastSide: i32 = 0;
/** Size of the decoded image. */
export let outputWidth: i32 = 0;
export let outputHeight: i32 = 0;

export function componentAt(index: i32): JpegComponent {
  return changetype<JpegComponent>(components + offsetof<JpegComponent>() * <usize>index);
}

export function resetFrame(): void {
  componentCount = 0;
}

/** Begins a frame of `count` components, whose fields the caller then fills in. */
export function beginFrame(width: i32, height: i32, count: i32, progressive: bool): void {
  imageWidth = width;
  imageHeight = height;
  componentCount = count;
  isProgressive = progressive;
  memory.fill(components, 0, offsetof<JpegComponent>() * MAX_COMPONENTS);
  memory.fill(multipliers, 0, <usize>128 * MAX_COMPONENTS);
  for (let i = 0; i < count; i++) {
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
  maxAcross = 1;
  maxDown = 1;
  for (let i = 0; i < componentCount; i++) {
    maxAcross = max(maxAcross, componentAt(i).hSamp);
    maxDown = max(maxDown, componentAt(i).vSamp);
  }
  leastSide = BLOCK_SIDE / scale;
  outputWidth = ceilDivided(imageWidth, scale);
  outputHeight = ceilDivided(imageHeight, scale);
  const mcusAcross = ceilDivided(imageWidth, maxAcross * BLOCK_SIDE);
  const mcusDown = ceilDivided(imageHeight, maxDown * BLOCK_SIDE);
  for (let i = 0; i < componentCount; i++) {
    const component = componentAt(i);
    const side = sideOf(component);
    const across = <i64>imageWidth * component.hSamp;
    const down = <i64>imageHeight * component.vSamp;
    component.scaledSize = side;
    component.widthInBlocks = ceilDivided(across, maxAcross * BLOCK_SIDE);
    component.heightInBlocks = ceilDivided(down, maxDown * BLOCK_SIDE);
    component.paddedWidth = mcusAcross * component.hSamp;
    component.paddedHeight = mcusDown * component.vSamp;
    component.width = ceilDivided(across * side, maxAcross * BLOCK_SIDE);
    component.height = ceilDivided(down * side, maxDown * BLOCK_SIDE);
    component.stride = component.paddedWidth * side;
  }
}

function sideOf(component: JpegComponent): i32 {
  let side = leastSide;
  while (
    side < BLOCK_SIDE &&
    (maxAcross * leastSide) % (component.hSamp * side * 2) == 0 &&
    (maxDown * leastSide) % (component.vSamp * side * 2) == 0
  ) {
    side *= 2;
  }
  return side;
}

/** Planes of grey: a block without data is grey. */
export function allocatePlanes(): void {
  for (let i = 0; i < componentCount; i++) {
    const component = componentAt(i);
    component.plane = allocate(<u64>component.stride * <u64>(component.paddedHeight * component.scaledSize));
  }
}

export function blankPlanes(): void {
  for (let i = 0; i < componentCount; i++) {
    const component = componentAt(i);
    const bytes = <usize>component.stride * <usize>(component.paddedHeight * component.scaledSize);
    memory.fill(component.plane, 128, bytes);
  }
}

/** Room for all coefficients that a component's side asks for: of one sample only the first. */
export function allocateCoefficients(): void {
  for (let i = 0; i < componentCount; i++) {
    const component = componentAt(i);
    component.blockBytes = component.scaledSize == 1 ? 2 : BLOCK_BYTES;
    component.coefficients = allocate(coefficientBytes(component));
  }
}

export function blankCoefficients(): void {
  for (let i = 0; i < componentCount; i++) {
    const component = componentAt(i);
    memory.fill(component.coefficients, 0, <usize>coefficientBytes(component));
  }
}

function coefficientBytes(component: JpegComponent): u64 {
  const blocks = <u64>component.paddedWidth * <u64>component.paddedHeight;
  return blocks * <u64>component.blockBytes;
}

/** The address of a block's samples. */
@inline
export function samplesAt(component: JpegComponent, blockX: i32, blockY: i32): usize {
  const line = <usize>(blockY * component.scaledSize) * <usize>component.stride;
  return component.plane + line + <usize>(blockX * component.scaledSize);
}

/** The address of a block's coefficients. */
@inline
export function coefficientsAt(component: JpegComponent, blockX: i32, blockY: i32): usize {
  const block = <usize>(blockY * component.paddedWidth + blockX);
  return component.coefficients + block * component.blockBytes;
}
