import type { ResampleFilter } from '../../core/recipe/recipe.ts';

interface FilterFunction {
  /** Half of its width, in output pixels. */
  readonly support: number;
  readonly at: (x: number) => number;
}

type ConvolvedFilter = Exclude<ResampleFilter, 'nearest'>;

// C's 0.54f and 0.46f: single precision, widened
const HAMMING_A = Math.fround(0.54);
const HAMMING_B = Math.fround(0.46);

/** The filters of Pillow's Resample.c. */
export const FILTERS: Record<ConvolvedFilter, FilterFunction> = {
  box: { support: 0.5, at: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: { support: 1, at: hamming },
  bicubic: { support: 2, at: bicubic },
  lanczos: { support: 3, at: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

function hamming(x: number): number {
  const distance = Math.abs(x);
  if (distance === 0) return 1;
  if (distance >= 1) return 0;
  const angle = distance * Math.PI;
  return (Math.sin(angle) / angle) * (HAMMING_A + HAMMING_B * Math.cos(angle));
}

const BICUBIC_A = -0.5;

function bicubic(x: number): number {
  const d = Math.abs(x);
  if (d < 1) return ((BICUBIC_A + 2) * d - (BICUBIC_A + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * BICUBIC_A : 0;
}

function sinc(x: number): number {
  if (x === 0) return 1;
  const angle = x * Math.PI;
  return Math.sin(angle) / angle;
}
