import { colourChannels } from '../../core/recipe/recipe.ts';
import { uprightTransform } from '../../formats/exif/orientation.ts';
import { PRECISION_BITS, precomputeCoefficients, type Coefficients } from './coefficients.ts';
import { flattenAlpha } from './colour.ts';
import { BYTES_PER_PIXEL } from './pixel-layout.ts';
import type { ResampleJob } from './resample-job.ts';

/** RGB, 3 bytes a pixel. */
interface RgbImage {
  readonly rgb: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** How the weights of an axis are made; a test may give others, to see that they matter. */
export type Precompute = typeof precomputeCoefficients;

/**
 * One image to one row (height × width × 3, uint8), step by step as Pillow does it. This is the
 * reference for the WebAssembly kernel (kernel/assembly/resample, under the same names); it is
 * written to be read, not to be fast. `pixels` hold the whole image in the job's layout.
 */
export function resampleImage(
  pixels: Uint8Array,
  job: ResampleJob,
  precompute: Precompute = precomputeCoefficients,
): Uint8Array {
  const upright = transposeImage(toRgb(pixels, job), job.orientation);
  const { target } = job;
  const resized = resize(upright, job, precompute);
  const row = new Uint8Array(job.row.width * job.row.height * 3);
  const pad = colourChannels(job.pad);
  for (let i = 0; i < row.length; i++) row[i] = pad[i % 3] ?? 0;
  for (let y = 0; y < target.height; y++) {
    const line = resized.rgb.subarray(y * target.width * 3, (y + 1) * target.width * 3);
    row.set(line, ((target.y + y) * job.row.width + target.x) * 3);
  }
  return row;
}

/** The image in RGB: alpha dropped or composited over a colour. */
function toRgb(pixels: Uint8Array, job: ResampleJob): RgbImage {
  const { layout, width, height, alpha } = job;
  if (pixels.length !== width * height * BYTES_PER_PIXEL) {
    throw new RangeError(`${pixels.length} bytes are not ${width} × ${height} pixels`);
  }
  const rgb = new Uint8Array(width * height * 3);
  flattenAlpha(pixels, layout === 'rgbx' ? 'drop' : alpha, rgb);
  return { rgb, width, height };
}

/** `Image.transpose` by EXIF orientation 1 to 8. */
function transposeImage(image: RgbImage, orientation: number): RgbImage {
  if (orientation === 1) return image;
  const { transform, ...size } = uprightTransform(orientation, image.width, image.height);
  const [a, b, c, d, e, f] = transform;
  const rgb = new Uint8Array(image.rgb.length);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      // the middle of a pixel lands in the middle of one
      const column = Math.floor(a * (x + 0.5) + c * (y + 0.5) + e);
      const line = Math.floor(b * (x + 0.5) + d * (y + 0.5) + f);
      const from = (y * image.width + x) * 3;
      rgb.set(image.rgb.subarray(from, from + 3), (line * size.width + column) * 3);
    }
  }
  return { rgb, ...size };
}

/**
 * `Image.resize` of Pillow 12.3.0 of the job's source box to its target's size: horizontally, then
 * vertically, rounded to bytes between; the other way round for images that are more than 100 times
 * as high as wide and become less high (Image.py, since 12.2.0).
 */
function resize(image: RgbImage, job: ResampleJob, precompute: Precompute): RgbImage {
  const { filter, source, target } = job;
  const { x, y } = source;
  const across = precompute(filter, image.width, target.width, x, x + source.width);
  const down = precompute(filter, image.height, target.height, y, y + source.height);
  return isVerticalFirst(image, target)
    ? resampleHorizontal(resampleVertical(image, down), across)
    : resampleVertical(resampleHorizontal(image, across), down);
}

/** Whether Pillow shrinks the height first: `size` and `target` are of the upright image. */
function isVerticalFirst(
  size: { readonly width: number; readonly height: number },
  target: { readonly height: number },
): boolean {
  return size.height > size.width * 100 && target.height < size.height;
}

function resampleHorizontal(image: RgbImage, coefficients: Coefficients): RgbImage {
  const { outSize } = coefficients;
  const rgb = new Uint8ClampedArray(outSize * image.height * 3);
  for (let y = 0; y < image.height; y++) {
    const line = y * image.width * 3;
    for (let i = 0; i < outSize * 3; i++) {
      const channel = i % 3;
      const column = (i - channel) / 3;
      rgb[y * outSize * 3 + i] = weigh(coefficients, column, image.rgb, line + channel, 3);
    }
  }
  return { rgb, width: outSize, height: image.height };
}

function resampleVertical(image: RgbImage, coefficients: Coefficients): RgbImage {
  const { outSize } = coefficients;
  const lineBytes = image.width * 3;
  const rgb = new Uint8ClampedArray(outSize * lineBytes);
  for (let i = 0; i < outSize; i++) {
    for (let at = 0; at < lineBytes; at++) {
      rgb[i * lineBytes + at] = weigh(coefficients, i, image.rgb, at, lineBytes);
    }
  }
  return { rgb, width: image.width, height: outSize };
}

const HALF = 2 ** (PRECISION_BITS - 1);

/** One output of an axis, of the samples from `at` on, which lie `stride` bytes apart. */
function weigh(
  { first, count, taps, weights }: Coefficients,
  output: number,
  samples: RgbImage['rgb'],
  at: number,
  stride: number,
): number {
  const start = at + (first[output] ?? 0) * stride;
  const n = count[output] ?? 0;
  let sum = HALF;
  for (let j = 0; j < n; j++) {
    sum += (samples[start + j * stride] ?? 0) * (weights[output * taps + j] ?? 0);
  }
  return sum >> PRECISION_BITS;
}
