// One scan: its blocks, their order, and the decoding of each.
import { dataBits, readScanData, readRestart } from './data';
import {
  coefficientsAt,
  componentAt,
  imageHeight,
  imageWidth,
  JpegComponent,
  maxAcross,
  maxDown,
  samplesAt,
} from './frame';
import {
  decodeAcFirst,
  decodeDcFirst,
  resetEmptyBlocks,
  refineAc,
  refineDc,
} from './progressive';
import { beginRuns, decodeRuns, makeRuns } from './runs';
import { sampleOf, storeSamples } from './samples';
import { acTableOf, dcTableOf, scanComponent, scanCount } from './scan-components';

/** The result of a scan's blocks. */
export const TO_SAMPLES: i32 = 0;
export const TO_COEFFICIENTS: i32 = 1;
export const DC_FIRST: i32 = 2;
export const DC_REFINED: i32 = 3;
export const AC_FIRST: i32 = 4;
export const AC_REFINED: i32 = 5;

/** Blocks of an MCU, at most (T.81, B.2.3). */
export const MAX_MCU_BLOCKS: i32 = 10;

let kind: i32 = 0;
let first: i32 = 0;
let last: i32 = 0;
let bitsLeft: i32 = 0;

let position: u32 = 0;
/** Whether the data ended within a block: the next ones have none, until a restart. */
let isOut: bool = false;

/**
 * Decodes the scan's data as libjpeg does: if they end too early, the remaining blocks of the segment
 * stay as they were. Coefficients are from `from` to `to`, of which `left` bits are left out.
 */
export function decodeScan(
  scanKind: i32,
  restartInterval: i32,
  from: i32,
  to: i32,
  left: i32,
): void {
  kind = scanKind;
  first = from;
  last = to;
  bitsLeft = left;
  beginSegment();
  isOut = false;
  const only = scanComponent(0);
  const isAlone = scanCount == 1;
  const isSequential = kind <= TO_COEFFICIENTS;
  if (isSequential) makeRuns(kind == TO_SAMPLES);
  const columns = isAlone ? only.widthInBlocks : mcus(imageWidth, maxAcross);
  const lines = isAlone ? only.heightInBlocks : mcus(imageHeight, maxDown);
  let untilRestart = restartInterval;
  let restarts = 0;
  for (let y = 0; y < lines; y++) {
    if (isSequential) beginRuns(y);
    for (let x = 0; x < columns; x++) {
      if (restartInterval > 0 && untilRestart == 0) {
        const hasData = readRestart(restarts & 7);
        restarts++;
        untilRestart = restartInterval;
        beginSegment();
        if (hasData) isOut = false;
      }
      untilRestart--;
      if (isOut) {
        if (restartInterval == 0) return;
        continue;
      }
      if (isSequential) position = decodeRuns(x, position);
      else refineMcu(x, y, isAlone);
      if (position > dataBits) {
        isOut = true;
        position = dataBits;
      }
    }
  }
}

function mcus(pixels: i32, most: i32): i32 {
  return (pixels + 8 * most - 1) / (8 * most);
}

function beginSegment(): void {
  readScanData();
  position = 0;
  resetEmptyBlocks();
  for (let place = 0; place < scanCount; place++) scanComponent(place).prediction = 0;
}

/** The blocks of a progressive scan's MCU. */
function refineMcu(x: i32, y: i32, isAlone: bool): void {
  for (let place = 0; place < scanCount; place++) {
    const component = scanComponent(place);
    const across = isAlone ? 1 : component.hSamp;
    const down = isAlone ? 1 : component.vSamp;
    for (let line = y * down; line < (y + 1) * down; line++) {
      for (let column = x * across; column < (x + 1) * across; column++) {
        refineBlock(place, component, coefficientsAt(component, column, line));
      }
    }
  }
}

/** One block of a progressive scan. */
function refineBlock(place: i32, component: JpegComponent, at: usize): void {
  switch (kind) {
    case DC_FIRST:
      position = decodeDcFirst(component, dcTableOf(place), position, at, bitsLeft);
      return;
    case DC_REFINED:
      position = refineDc(position, at, bitsLeft);
      return;
    case AC_FIRST:
      position = decodeAcFirst(acTableOf(place), position, at, first, last, bitsLeft);
      return;
    default:
      position = refineAc(acTableOf(place), position, at, first, last, bitsLeft);
  }
}

/** After the last scan of several: all kept coefficients to samples. */
export function transformAll(count: i32): void {
  for (let index = 0; index < count; index++) {
    const component = componentAt(index);
    for (let y = 0; y < component.heightInBlocks; y++) {
      for (let x = 0; x < component.widthInBlocks; x++) {
        const from = coefficientsAt(component, x, y);
        const target = samplesAt(component, x, y);
        if (component.scaledSize == 1) {
          const quantiser = <i32>load<i16>(component.multipliers);
          store<u8>(target, sampleOf(load<i16>(from), quantiser));
        } else {
          storeSamples(component, from, false, target);
        }
      }
    }
  }
}

