// The MCUs of a sequential scan (ITU-T T.81, A.2): each has some blocks, which are the same for all of them.
import { coefficientsAt, JpegComponent, samplesAt } from './frame';
import { makeHopLookup } from './hop-lookup';
import { HOP_LOOKUP } from './huffman-tables';
import { makePairLookup, pairLookupOf } from './pair-lookup';
import { acTableOf, dcTableOf, scanComponent, scanCount } from './scan-components';

/** A block of each MCU, and all that decoding it needs. */
@unmanaged
export class McuBlock {
  component: JpegComponent;
  dc: usize;
  ac: usize;
  /** Of the AC table: for hops if only the first coefficient is wanted, else for pairs. */
  lookup: usize;
  isDcOnly: bool;
  /** The target of the next MCU's, and the bytes from MCU to MCU. */
  target: usize;
  step: usize;
  /** Where it is in the MCU. */
  column: i32;
  line: i32;
}

/** Of an MCU, at most (T.81, B.2.3); an only component may have more, but then an MCU is one block. */
export const MAX_MCU_BLOCKS: i32 = 10;
const blocks = memory.data(offsetof<McuBlock>() * MAX_MCU_BLOCKS, 16);
let blockCount: i32 = 0;

/** Whether blocks go to samples; else their coefficients are kept. */
let isToSamples: bool = false;
/** Whether the scan has one component: then an MCU is one block. */
let isNonInterleaved: bool = false;

@inline
export function mcuBlockAt(index: i32): McuBlock {
  return changetype<McuBlock>(blocks + offsetof<McuBlock>() * <usize>index);
}

@inline
export function mcuBlockCount(): i32 {
  return blockCount;
}

/** For the current scan, whose tables are ready. */
export function layOutMcu(toSamples: bool): void {
  blockCount = 0;
  isToSamples = toSamples;
  isNonInterleaved = scanCount() == 1;
  for (let place = 0; place < scanCount(); place++) {
    const component = scanComponent(place);
    const hSamp = isNonInterleaved ? 1 : component.hSamp;
    const vSamp = isNonInterleaved ? 1 : component.vSamp;
    for (let line = 0; line < vSamp; line++) {
      for (let column = 0; column < hSamp; column++) {
        const block = mcuBlockAt(blockCount++);
        block.column = column;
        block.line = line;
        block.step = bytesOf(component) * <usize>hSamp;
        layOutBlock(block, place);
      }
    }
  }
}

function layOutBlock(block: McuBlock, place: i32): void {
  const component = scanComponent(place);
  const ac = acTableOf(place);
  block.component = component;
  block.dc = dcTableOf(place);
  block.ac = ac;
  block.isDcOnly = component.scaledSize == 1;
  if (block.isDcOnly) makeHopLookup(ac);
  else makePairLookup(ac);
  block.lookup = block.isDcOnly ? ac + HOP_LOOKUP : pairLookupOf(ac);
}

/** From a block to the one beside it. */
function bytesOf(component: JpegComponent): usize {
  return isToSamples ? <usize>component.scaledSize : component.blockBytes;
}

/** For row y of MCUs. */
export function beginMcuRow(y: i32): void {
  for (let i = 0; i < blockCount; i++) {
    const block = mcuBlockAt(i);
    const component = block.component;
    const line = isNonInterleaved ? y : y * component.vSamp + block.line;
    const first = isToSamples ? samplesAt(component, 0, line) : coefficientsAt(component, 0, line);
    block.target = first + <usize>block.column * bytesOf(component);
  }
}

/** Passes a number of MCUs for which there are no data: their samples are grey. */
export function blankMcus(mcus: i32): void {
  for (let i = 0; i < blockCount; i++) {
    const block = mcuBlockAt(i);
    const bytes = block.step * <usize>mcus;
    // the blocks beside it in an MCU are blanked with the first one
    if (isToSamples && block.column == 0) blankSamples(block.component, block.target, bytes);
    block.target += bytes;
  }
}

function blankSamples(component: JpegComponent, target: usize, bytes: usize): void {
  for (let line: usize = 0; line < <usize>component.scaledSize; line++) {
    memory.fill(target + line * <usize>component.stride, 128, bytes);
  }
}
