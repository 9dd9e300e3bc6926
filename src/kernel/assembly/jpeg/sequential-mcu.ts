// The MCUs of a sequential scan (ITU-T T.81, A.2): each has some rows of blocks, which are the same for all of them.
import { decodeDcBlocks } from './dc-blocks';
import { coefficientsAt, JpegComponent, MAX_COMPONENTS, samplesAt } from './frame';
import { makePairLookup } from './pair-lookup';
import { acTableOf, dcTableOf, scanComponent, scanCount } from './scan-components';
import { decodeBlocks } from './sequential-blocks';
import { makeSkipLookup } from './skip-lookup';

/** Blocks of one component that are side by side in each MCU, and all that decoding them needs. */
@unmanaged
class BlockRow {
  component: JpegComponent;
  dc: usize;
  ac: usize;
  /** The number of blocks, and their line in the MCU. */
  count: i32;
  line: i32;
  /** The target of those of the first MCU in a row of MCUs, and the bytes from MCU to MCU. */
  target: usize;
  step: usize;
}

const MAX_V_SAMP: i32 = 4;
const blockRows = memory.data(offsetof<BlockRow>() * MAX_COMPONENTS * MAX_V_SAMP, 16);

// in globals, not in a struct, which takes 0.5 percent longer at 1/8
let blockRowCount: i32 = 0;
/** Whether blocks go to samples; else their coefficients are kept. */
let isToSamples: bool = false;
/** Whether the scan has one component: then an MCU is one block. */
let isNonInterleaved: bool = false;

@inline
function blockRowAt(index: i32): BlockRow {
  return changetype<BlockRow>(blockRows + offsetof<BlockRow>() * <usize>index);
}

/** For the current scan, whose tables are ready. */
export function layOutMcu(toSamples: bool): void {
  blockRowCount = 0;
  isToSamples = toSamples;
  isNonInterleaved = scanCount() == 1;
  makeLookups();
  for (let place = 0; place < scanCount(); place++) {
    const component = scanComponent(place);
    const lines = isNonInterleaved ? 1 : component.vSamp;
    for (let line = 0; line < lines; line++) {
      const row = blockRowAt(blockRowCount++);
      row.component = component;
      row.dc = dcTableOf(place);
      row.ac = acTableOf(place);
      row.count = isNonInterleaved ? 1 : component.hSamp;
      row.line = line;
      const bytes = toSamples ? <usize>component.scaledSize : component.blockBytes;
      row.step = bytes * <usize>row.count;
    }
  }
}

/** For row y of MCUs. */
export function beginMcuRow(y: i32): void {
  for (let i = 0; i < blockRowCount; i++) {
    const row = blockRowAt(i);
    const component = row.component;
    const line = isNonInterleaved ? y : y * component.vSamp + row.line;
    row.target = isToSamples
      ? samplesAt(component, 0, line)
      : coefficientsAt(component, 0, line);
  }
}

/** MCU x of the row, from a position in the scan's data; returns the position after it. */
export function decodeMcu(x: i32, from: u32): u32 {
  const count = blockRowCount;
  const toSamples = isToSamples;
  let position = from;
  for (let i = 0; i < count; i++) {
    const row = blockRowAt(i);
    const component = row.component;
    const target = row.target + <usize>x * row.step;
    position =
      component.scaledSize == 1
        ? decodeDcBlocks(component, row.dc, row.ac, position, target, row.count, toSamples)
        : decodeBlocks(component, row.dc, row.ac, position, target, row.count, toSamples);
  }
  return position;
}

/** MCU x of the row, for which there are no data: its samples are grey. */
export function blankMcu(x: i32): void {
  for (let i = 0; i < blockRowCount; i++) {
    const row = blockRowAt(i);
    const component = row.component;
    let target = row.target + <usize>x * row.step;
    for (let line = 0; line < component.scaledSize; line++) {
      memory.fill(target, 128, row.step);
      target += component.stride;
    }
  }
}

function makeLookups(): void {
  for (let place = 0; place < scanCount(); place++) {
    const ac = acTableOf(place);
    if (scanComponent(place).scaledSize == 1) makeSkipLookup(ac);
    else makePairLookup(ac);
  }
}
