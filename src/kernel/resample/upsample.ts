import { chromaStep, type PixelLayout } from './pixel-layout.ts';

/** One plane of 8-bit samples, row after row. */
export interface Plane {
  readonly samples: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Chroma of one plane brought to width × height as libjpeg's "fancy" upsampling does (jdsample.c:
 * a triangle filter, three parts of the nearer sample to one of the farther). Halved planes of at
 * most two columns are repeated instead, as libjpeg does.
 */
export function upsampleChroma(
  plane: Plane,
  layout: PixelLayout,
  width: number,
  height: number,
): Plane {
  const step = chromaStep(layout);
  if (step === null) throw new RangeError(`${layout} has no chroma planes`);
  const samples = new Uint8Array(width * height);
  const isFancy = step.across === 1 || plane.width > 2;
  for (let y = 0; y < height; y++) {
    const near = step.down === 2 ? y >> 1 : y;
    const far = step.down === 2 && isFancy ? (y % 2 === 0 ? near - 1 : near + 1) : near;
    const line = samples.subarray(y * width, (y + 1) * width);
    const nearRow = rowOf(plane, near);
    const farRow = rowOf(plane, far);
    if (!isFancy) repeatAcross(nearRow, line);
    else if (step.across === 1) {
      upsampleH1V2(nearRow, farRow, step.down === 1 ? null : y % 2 === 0 ? 1 : 2, line);
    } else if (step.down === 1) upsampleH2V1(nearRow, line);
    else upsampleH2V2(nearRow, farRow, line);
  }
  return { samples, width, height };
}

// above the first row and below the last one, libjpeg sees them again
function rowOf({ samples, width, height }: Plane, y: number): Uint8Array {
  const row = Math.min(Math.max(y, 0), height - 1);
  return samples.subarray(row * width, (row + 1) * width);
}

function repeatAcross(row: Uint8Array, line: Uint8Array): void {
  for (let x = 0; x < line.length; x++) line[x] = row[x >> 1] ?? 0;
}

/** `bias` rounds; null: the plane has full height and is copied. */
function upsampleH1V2(
  near: Uint8Array,
  far: Uint8Array,
  bias: 1 | 2 | null,
  line: Uint8Array,
): void {
  for (let x = 0; x < line.length; x++) {
    const sample = near[x] ?? 0;
    line[x] = bias === null ? sample : (3 * sample + (far[x] ?? 0) + bias) >> 2;
  }
}

function upsampleH2V1(row: Uint8Array, line: Uint8Array): void {
  interpolateAcross((x) => row[Math.min(Math.max(x, 0), row.length - 1)] ?? 0, 1, 2, 2, line);
}

function upsampleH2V2(near: Uint8Array, far: Uint8Array, line: Uint8Array): void {
  const sumAt = (x: number): number => {
    const column = Math.min(Math.max(x, 0), near.length - 1);
    return 3 * (near[column] ?? 0) + (far[column] ?? 0);
  };
  interpolateAcross(sumAt, 8, 7, 4, line);
}

/** Even pixels lean to the sample on their left, odd ones to that on their right. */
function interpolateAcross(
  at: (x: number) => number,
  evenBias: number,
  oddBias: number,
  shift: number,
  line: Uint8Array,
): void {
  for (let x = 0; x < line.length; x++) {
    const column = x >> 1;
    const isEven = x % 2 === 0;
    const neighbour = at(isEven ? column - 1 : column + 1);
    line[x] = (3 * at(column) + neighbour + (isEven ? evenBias : oddBias)) >> shift;
  }
}
