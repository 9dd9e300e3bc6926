// The blocks of a sequential scan, in its order: for each MCU some runs of blocks, which are the same for
// all of them.
import { decodeRun } from './block-run';
import { coefficientsAt, JpegComponent, MAX_COMPONENTS, samplesAt } from './frame';
import { makePairs } from './pairs';
import { acTableOf, dcTableOf, scanComponent, scanCount } from './scan-components';
import { skipRun } from './skip-run';
import { makeSkips } from './skips';

/** Blocks of a sequential scan that are side by side in each MCU, and all that decoding them needs. */
@unmanaged
class Run {
  component: JpegComponent;
  dc: usize;
  ac: usize;
  /** The number of blocks, and their line in the MCU. */
  count: i32;
  line: i32;
  /** The target of those of the first MCU in a line of MCUs, and the bytes from MCU to MCU. */
  target: usize;
  step: usize;
}

const runs = memory.data(offsetof<Run>() * MAX_COMPONENTS * 4, 16);
let runCount: i32 = 0;
/** Whether they go to samples; else their coefficients are kept. */
let areToSamples: bool = false;
/** Whether the scan has one component: then an MCU is one block. */
let isAlone: bool = false;

@inline
function runAt(index: i32): Run {
  return changetype<Run>(runs + offsetof<Run>() * <usize>index);
}

/** For the current scan, whose tables are ready. */
export function makeRuns(toSamples: bool): void {
  runCount = 0;
  areToSamples = toSamples;
  isAlone = scanCount == 1;
  makeEntries();
  for (let place = 0; place < scanCount; place++) {
    const component = scanComponent(place);
    const lines = isAlone ? 1 : component.vSamp;
    for (let line = 0; line < lines; line++) {
      const run = runAt(runCount++);
      run.component = component;
      run.dc = dcTableOf(place);
      run.ac = acTableOf(place);
      run.count = isAlone ? 1 : component.hSamp;
      run.line = line;
      const bytes = toSamples ? <usize>component.scaledSize : component.blockBytes;
      run.step = bytes * <usize>run.count;
    }
  }
}

/** For a line of MCUs. */
export function beginRuns(y: i32): void {
  for (let i = 0; i < runCount; i++) {
    const run = runAt(i);
    const component = run.component;
    const line = isAlone ? y : y * component.vSamp + run.line;
    run.target = areToSamples
      ? samplesAt(component, 0, line)
      : coefficientsAt(component, 0, line);
  }
}

/** One MCU of the line, from a position in the scan's data; returns the position after it. */
export function decodeRuns(x: i32, from: u32): u32 {
  const toSamples = areToSamples;
  let position = from;
  for (let i = 0; i < runCount; i++) {
    const run = runAt(i);
    const component = run.component;
    const target = run.target + <usize>x * run.step;
    position =
      component.scaledSize == 1
        ? skipRun(component, run.dc, run.ac, position, target, run.count, toSamples)
        : decodeRun(component, run.dc, run.ac, position, target, run.count, toSamples);
  }
  return position;
}

/** One MCU of the line for which there are no data: its samples are grey. */
export function blankRuns(x: i32): void {
  for (let i = 0; i < runCount; i++) {
    const run = runAt(i);
    const component = run.component;
    let target = run.target + <usize>x * run.step;
    for (let line = 0; line < component.scaledSize; line++) {
      memory.fill(target, 128, run.step);
      target += component.stride;
    }
  }
}

/** The entries that runs of blocks look up. */
function makeEntries(): void {
  for (let place = 0; place < scanCount; place++) {
    const ac = acTableOf(place);
    if (scanComponent(place).scaledSize == 1) makeSkips(ac);
    else makePairs(ac);
  }
}
