// One scan: which blocks it has, in which order, and what becomes of each.
import { decodeRun } from './jpeg-block-run';
import { dataBits, takeData, takeRestart } from './jpeg-data';
import {
  coefficientsAt,
  componentAt,
  imageHeight,
  imageWidth,
  JpegComponent,
  MAX_COMPONENTS,
  maxAcross,
  maxDown,
  samplesAt,
} from './jpeg-frame';
import { readyTable } from './jpeg-huffman';
import { makePairs } from './jpeg-pairs';
import {
  decodeAcFirst,
  decodeDcFirst,
  forgetEmptyBlocks,
  refineAc,
  refineDc,
} from './jpeg-progressive';
import { sampleOf, storeSamples } from './jpeg-samples';
import { skipRun } from './jpeg-skip-run';
import { makeSkips } from './jpeg-skips';

/** What becomes of a scan's blocks. */
export const TO_SAMPLES: i32 = 0;
export const TO_COEFFICIENTS: i32 = 1;
export const DC_FIRST: i32 = 2;
export const DC_REFINED: i32 = 3;
export const AC_FIRST: i32 = 4;
export const AC_REFINED: i32 = 5;

/** Blocks of an MCU, at most (T.81, B.2.3). */
export const MAX_MCU_BLOCKS: i32 = 10;
/** A limit for a run within an MCU: that is decoded whole, whatever it takes. */
const ALL_BITS: u32 = 0xffffffff;

/** Set before decodeScan: the scan's components, by their index in the frame, and how to take them. */
export let scanCount: i32 = 0;
const scanIndices = memory.data(4 * MAX_COMPONENTS, 16);
let kind: i32 = 0;
let first: i32 = 0;
let last: i32 = 0;
let bitsLeft: i32 = 0;

let position: u32 = 0;
/** Whether the data ended within a block: the next ones have none, until a restart. */
let isOut: bool = false;

export function beginScan(count: i32): void {
  scanCount = count;
}

export function setScanComponent(place: i32, index: i32): void {
  store<i32>(scanIndices + (<usize>place << 2), index);
}

@inline
export function scanComponent(place: i32): JpegComponent {
  return componentAt(load<i32>(scanIndices + (<usize>place << 2)));
}

/** Ready tables of the component at a place of the scan. */
const dcTables = memory.data(4 * MAX_COMPONENTS, 16);
const acTables = memory.data(4 * MAX_COMPONENTS, 16);

@inline
function dcTableOf(place: i32): usize {
  return load<usize>(dcTables + (<usize>place << 2));
}

@inline
function acTableOf(place: i32): usize {
  return load<usize>(acTables + (<usize>place << 2));
}

/** Makes the tables that the scan needs ready; false where libjpeg refuses one. */
export function readyTables(needsDc: bool, needsAc: bool): bool {
  for (let place = 0; place < scanCount; place++) {
    const component = scanComponent(place);
    const dc = needsDc ? readyTable(false, component.dcTable) : 0;
    const ac = needsAc ? readyTable(true, component.acTable) : 0;
    if ((needsDc && dc == 0) || (needsAc && ac == 0)) return false;
    store<usize>(dcTables + (<usize>place << 2), dc);
    store<usize>(acTables + (<usize>place << 2), ac);
  }
  return true;
}

/**
 * Decodes the scan's data, as libjpeg does: where they end too early, what is left of the segment
 * stays as it was. Coefficients are from `from` to `to`, of which `left` bits are left out.
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
  if (kind <= TO_COEFFICIENTS) makeEntries();
  const only = scanComponent(0);
  const isAlone = scanCount == 1;
  const columns = isAlone ? only.blocksAcross : mcus(imageWidth, maxAcross);
  const lines = isAlone ? only.blocksDown : mcus(imageHeight, maxDown);
  let untilRestart = restartInterval;
  let restarts = 0;
  for (let y = 0; y < lines; y++) {
    for (let x = 0; x < columns; x++) {
      if (restartInterval > 0 && untilRestart == 0) {
        const hasData = takeRestart(restarts & 7);
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
      if (isAlone) decodeBlocks(0, x, y, 1, ALL_BITS);
      else decodeMcu(x, y);
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
  takeData();
  position = 0;
  forgetEmptyBlocks();
  for (let place = 0; place < scanCount; place++) scanComponent(place).prediction = 0;
}

/** What runs of blocks look up. */
function makeEntries(): void {
  for (let place = 0; place < scanCount; place++) {
    const ac = acTableOf(place);
    if (scanComponent(place).side == 1) makeSkips(ac);
    else makePairs(ac);
  }
}

function decodeMcu(x: i32, y: i32): void {
  for (let place = 0; place < scanCount; place++) {
    const component = scanComponent(place);
    for (let line = 0; line < component.down; line++) {
      const column = x * component.across;
      decodeBlocks(place, column, y * component.down + line, component.across, ALL_BITS);
    }
  }
}

/** Blocks that are side by side. */
@inline
function decodeBlocks(place: i32, blockX: i32, blockY: i32, count: i32, limit: u32): void {
  const component = scanComponent(place);
  if (kind > TO_COEFFICIENTS) {
    for (let i = 0; i < count; i++) {
      refineBlock(place, component, coefficientsAt(component, blockX + i, blockY));
    }
    return;
  }
  const toSamples = kind == TO_SAMPLES;
  const target = toSamples
    ? samplesAt(component, blockX, blockY)
    : coefficientsAt(component, blockX, blockY);
  const dc = dcTableOf(place);
  const ac = acTableOf(place);
  position =
    component.side == 1
      ? skipRun(component, dc, ac, position, target, count, limit, toSamples)
      : decodeRun(component, dc, ac, position, target, count, limit, toSamples);
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
    for (let y = 0; y < component.blocksDown; y++) {
      for (let x = 0; x < component.blocksAcross; x++) {
        const from = coefficientsAt(component, x, y);
        const target = samplesAt(component, x, y);
        if (component.side == 1) {
          const quantiser = <i32>load<i16>(component.multipliers);
          store<u8>(target, sampleOf(load<i16>(from), quantiser));
        } else {
          storeSamples(component, from, false, target);
        }
      }
    }
  }
}

