// The image's lines on demand (jdcoefct.c), one row of MCUs after the other: decoded as they are asked for if one
// scan has them all, else transformed from the coefficients that the scans have left.
import { nextMarker, source } from './source';
import { DECODED, ENDED_ODDLY } from './status';
import {
  componentAt,
  frame,
  JpegComponent,
  linesOfMcuRow,
  samplesAt,
} from './frame';
import { decodeLosslessRow } from './lossless';
import { sampleOf, storeSamples } from './samples';
import { decodeMcuRow } from './scan';
import { smoothedBlock } from './smoothing';

const EOI: i32 = 0xd9;

/** Whether the first scan has the whole image. */
let isOnly: bool = false;
let hasCoefficients: bool = false;
/** MCU rows whose lines are, or were, in the rings. */
let madeMcuRows: i32 = 0;

/** Before the first scan of a file. */
export function beginOutput(hasMoreScans: bool): void {
  isOnly = !hasMoreScans;
  // how far arithmetic-coded data reach shows only when they are decoded, and decides on the verdict
  hasCoefficients = hasMoreScans || frame.isArithmetic;
  madeMcuRows = 0;
}

export function isOnlyScan(): bool {
  return isOnly;
}

/** Whether samples are made only when all scans have been read. */
export function keepsCoefficients(): bool {
  return hasCoefficients;
}

/** Makes the image's lines before `end`, and the one behind them, on which upsampling leans. */
export function decodeLines(end: i32): void {
  const last = min(end, frame.outputHeight - 1);
  const wanted = min(last / linesOfMcuRow() + 1, frame.mcuRows);
  for (; madeMcuRows < wanted; madeMcuRows++) makeMcuRow(madeMcuRows);
}

/**
 * Goes to the end of the data, which decides on the verdict: DECODED or ENDED_ODDLY. Its twin is judgeJpegEnding of
 * formats/jpeg/ending.ts, which finds that end without decoding.
 */
export function finishOutput(): i32 {
  if (!isOnly) return DECODED;
  if (!hasCoefficients) {
    for (; madeMcuRows < frame.mcuRows; madeMcuRows++) makeMcuRow(madeMcuRows);
  }
  const marker = nextMarker();
  // arithmetic-coded data were decoded, so that nothing of them is missing
  return marker == EOI && (frame.isArithmetic || !source.isCut) ? DECODED : ENDED_ODDLY;
}

function makeMcuRow(row: i32): void {
  if (frame.isLossless) {
    // several scans have left their samples
    if (!hasCoefficients) decodeLosslessRow(row);
  } else if (hasCoefficients) {
    transformMcuRow(row);
  } else {
    decodeMcuRow(row);
  }
}

function transformMcuRow(row: i32): void {
  for (let i = 0; i < frame.componentCount; i++) {
    const component = componentAt(i);
    const end = min((row + 1) * component.vSamp, component.heightInBlocks);
    for (let y = row * component.vSamp; y < end; y++) transformBlocks(component, y);
  }
}

/** A line of blocks that have kept their coefficients. */
function transformBlocks(component: JpegComponent, y: i32): void {
  for (let x = 0; x < component.widthInBlocks; x++) {
    const from = smoothedBlock(component, x, y);
    const target = samplesAt(component, x, y);
    if (component.scaledSize == 1) {
      const quantiser = <i32>load<i16>(component.multipliers);
      store<u8>(target, sampleOf(load<i16>(from), quantiser));
    } else {
      storeSamples(component, from, false, target);
    }
  }
}
