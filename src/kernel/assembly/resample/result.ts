// The small result: pixels upright, one byte a channel.
import { allocate } from '../arena';
import { MODE_L, MODE_RGBA } from './source';

let mode: i32 = 0;
let channels: usize = 3;
let isTurned: bool = false;
let mirrorsColumns: bool = false;
let mirrorsRows: bool = false;
/** Sides of the result as the stored image runs. */
let columns: i32 = 0;
let rows: i32 = 0;
/** Whether colours come multiplied by alpha. */
let isMultiplied: bool = false;
let result: usize = 0;

/** Begins a result of columns × rows, as stored; takes its memory from the arena. */
export function beginResult(
  ofMode: i32,
  channelCount: i32,
  orientation: i32,
  outColumns: i32,
  outRows: i32,
  multiplied: bool,
): void {
  mode = ofMode;
  channels = <usize>channelCount;
  isTurned = orientation >= 5;
  mirrorsColumns = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  mirrorsRows = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  columns = outColumns;
  rows = outRows;
  isMultiplied = multiplied;
  result = allocate(<u64>outColumns * <u64>outRows * <u64>channelCount);
}

/** The address of the finished pixels: height × width × channels, upright. */
export function resultAddress(): usize {
  return result;
}

/** One line of the stored image's small result, `stride` bytes a channel, to its place in the upright one. */
export function placeLine(row: i32, line: usize, stride: usize): void {
  const upright = mirrorsRows ? rows - 1 - row : row;
  // neighbours of the line are this far from each other in the result
  const step = <isize>(isTurned ? rows : 1) * <isize>channels;
  const first = <usize>(isTurned ? upright : upright * columns) * channels;
  const last = <usize>(columns - 1) * <usize>step;
  const to = result + first + (mirrorsColumns ? last : 0);
  const onward = mirrorsColumns ? -step : step;
  if (mode == MODE_L) placeGrey(line, to, onward);
  else if (mode == MODE_RGBA) placeWithAlpha(line, stride, to, onward);
  else placeColours(line, stride, to, onward);
}

function placeColours(line: usize, stride: usize, first: usize, step: isize): void {
  let to = first;
  const end = line + <usize>columns;
  for (let from = line; from < end; from++) {
    store<u8>(to, load<u8>(from));
    store<u8>(to, load<u8>(from + stride), 1);
    store<u8>(to, load<u8>(from + 2 * stride), 2);
    to += step;
  }
}

function placeGrey(line: usize, first: usize, step: isize): void {
  let to = first;
  const end = line + <usize>columns;
  for (let from = line; from < end; from++) {
    store<u8>(to, load<u8>(from));
    to += step;
  }
}

function placeWithAlpha(line: usize, stride: usize, first: usize, step: isize): void {
  let to = first;
  const end = line + <usize>columns;
  for (let from = line; from < end; from++) {
    const alpha = <u32>load<u8>(from + 3 * stride);
    store<u8>(to, divided(load<u8>(from), alpha));
    store<u8>(to, divided(load<u8>(from + stride), alpha), 1);
    store<u8>(to, divided(load<u8>(from + 2 * stride), alpha), 2);
    store<u8>(to, alpha, 3);
    to += step;
  }
}

/** A colour without its alpha, as Pillow divides it (Convert.c, rgba2rgbA). Twin: divideByAlpha. */
@inline
function divided(colour: u32, alpha: u32): u32 {
  if (!isMultiplied || alpha == 0 || alpha == 255) return colour;
  return min<u32>((255 * colour) / alpha, 255);
}
