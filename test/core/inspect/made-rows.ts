import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';

export type Rgb = readonly [number, number, number];
export type Paint = (x: number, y: number) => Rgb;

export const SIDE = 64;
export const recipe: Recipe = { ...DEFAULT_RECIPE, width: SIDE, height: SIDE };

/** A row of 64 × 64. */
export function rowOf(paint: Paint): Uint8Array {
  const row = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) row.set(paint(x, y), (y * SIDE + x) * 3);
  }
  return row;
}

/** Bytes by chance, the same for the same seed: the high bytes of a linear congruential generator. */
export function chanceBytes(count: number, seed: number): Uint8Array {
  let x = seed;
  return Uint8Array.from({ length: count }, () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x >>> 24;
  });
}

/** A picture with large shapes and sharp edges; another one for each seed. */
export function pictureOf(seed: number): Paint {
  const cells = chanceBytes(64, seed);
  return (x, y) => {
    const value = cells[(y >> 3) * 8 + (x >> 3)] ?? 0;
    return [value, 255 - value, (value * 7 + x + y) & 255];
  };
}

/** The mean of the pixels around, as far as `radius`: a blur. */
export function blurred(paint: Paint, radius: number): Paint {
  return (x, y) => {
    const sum = [0, 0, 0];
    let count = 0;
    for (let v = Math.max(0, y - radius); v <= Math.min(SIDE - 1, y + radius); v++) {
      for (let u = Math.max(0, x - radius); u <= Math.min(SIDE - 1, x + radius); u++) {
        for (const [channel, value] of paint(u, v).entries())
          sum[channel] = (sum[channel] ?? 0) + value;
        count += 1;
      }
    }
    const [r = 0, g = 0, b = 0] = sum.map((value) => Math.round(value / count));
    return [r, g, b];
  };
}

export function scaled(paint: Paint, factor: number, offset = 0): Paint {
  return (x, y) => {
    const [r, g, b] = paint(x, y).map((value) =>
      Math.min(255, Math.round(value * factor) + offset),
    );
    return [r ?? 0, g ?? 0, b ?? 0];
  };
}
