import { channelsOf, padPixel } from '../../core/recipe/recipe.ts';
import { uprightTransform } from '../../formats/exif/orientation.ts';
import { PRECISION_BITS, precomputeCoefficients, type Coefficients } from './coefficients.ts';
import { divideByAlpha, multiplyByAlpha, multipliesByAlpha } from './alpha.ts';
import { toChannels } from './colour.ts';
import { BYTES_PER_PIXEL } from './pixel-layout.ts';
import type { ResampleJob } from './resample-job.ts';

/** A byte for each channel of a pixel. */
interface ByteImage {
  readonly bytes: Uint8Array | Uint8ClampedArray;
  readonly channels: number;
  readonly width: number;
  readonly height: number;
}

/** How the weights of an axis are made; a test may give others, to see that they matter. */
export type Precompute = typeof precomputeCoefficients;

/**
 * One image to one row (height × width × channels, uint8), step by step as Pillow does it. This is the
 * reference for the WebAssembly kernel (kernel/assembly/resample, under the same names); it is
 * written to be read, not to be fast. `pixels` hold the whole image in the job's layout.
 */
export function resampleImage(
  pixels: Uint8Array,
  job: ResampleJob,
  precompute: Precompute = precomputeCoefficients,
): Uint8Array {
  const upright = transposeImage(converted(pixels, job), job.orientation);
  const { target } = job;
  const isMultiplied = multipliesByAlpha(job);
  if (isMultiplied) multiplyByAlpha(upright.bytes);
  const { bytes, channels } = resize(upright, job, precompute);
  if (isMultiplied) divideByAlpha(bytes);
  const row = new Uint8Array(job.row.width * job.row.height * channels);
  const pad = padPixel(job);
  for (let i = 0; i < row.length; i++) row[i] = pad[i % channels] ?? 0;
  const lineBytes = target.width * channels;
  for (let y = 0; y < target.height; y++) {
    const line = bytes.subarray(y * lineBytes, (y + 1) * lineBytes);
    row.set(line, ((target.y + y) * job.row.width + target.x) * channels);
  }
  return row;
}

/** The image in the channels of the row. */
function converted(pixels: Uint8Array, job: ResampleJob): ByteImage {
  const { layout, width, height, mode } = job;
  if (pixels.length !== width * height * BYTES_PER_PIXEL) {
    throw new RangeError(`${pixels.length} bytes are not ${width} × ${height} pixels`);
  }
  const channels = channelsOf(job);
  const bytes = new Uint8Array(width * height * channels);
  const isOpaque = layout === 'rgbx';
  toChannels(pixels, isOpaque ? { mode, alpha: 'drop' } : job, bytes);
  if (isOpaque && mode === 'RGBA') for (let at = 3; at < bytes.length; at += 4) bytes[at] = 255;
  return { bytes, channels, width, height };
}

/** `Image.transpose` by EXIF orientation 1 to 8. */
function transposeImage(image: ByteImage, orientation: number): ByteImage {
  if (orientation === 1) return image;
  const { channels } = image;
  const { transform, ...size } = uprightTransform(orientation, image.width, image.height);
  const [a, b, c, d, e, f] = transform;
  const bytes = new Uint8Array(image.bytes.length);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      // the middle of a pixel lands in the middle of one
      const column = Math.floor(a * (x + 0.5) + c * (y + 0.5) + e);
      const line = Math.floor(b * (x + 0.5) + d * (y + 0.5) + f);
      const from = (y * image.width + x) * channels;
      const pixel = image.bytes.subarray(from, from + channels);
      bytes.set(pixel, (line * size.width + column) * channels);
    }
  }
  return { bytes, channels, ...size };
}

/**
 * `Image.resize` of Pillow 12.3.0 of the job's source box, and of the result the part that the target shows:
 * horizontally, then vertically, rounded to bytes between; the other way round for images that are more
 * than 100 times as high as wide and become less high (Image.py, since 12.2.0).
 */
function resize(image: ByteImage, job: ResampleJob, precompute: Precompute): ByteImage {
  const { filter, source, scaled, target } = job;
  const { x, y } = source;
  const columns = { first: scaled.left, count: target.width };
  const rows = { first: scaled.top, count: target.height };
  const across = precompute(filter, image.width, scaled.width, x, x + source.width, columns);
  const down = precompute(filter, image.height, scaled.height, y, y + source.height, rows);
  return isVerticalFirst(image, scaled)
    ? resampleHorizontal(resampleVertical(image, down), across)
    : resampleVertical(resampleHorizontal(image, across), down);
}

/** Whether Pillow shrinks the height first: `size` and `scaled` are of the upright image. */
function isVerticalFirst(
  size: { readonly width: number; readonly height: number },
  scaled: { readonly height: number },
): boolean {
  return size.height > size.width * 100 && scaled.height < size.height;
}

function resampleHorizontal(image: ByteImage, coefficients: Coefficients): ByteImage {
  const { channels } = image;
  const { outSize } = coefficients;
  const lineBytes = outSize * channels;
  const bytes = new Uint8ClampedArray(lineBytes * image.height);
  for (let y = 0; y < image.height; y++) {
    const line = y * image.width * channels;
    for (let i = 0; i < lineBytes; i++) {
      const channel = i % channels;
      const column = (i - channel) / channels;
      bytes[y * lineBytes + i] = weigh(coefficients, column, image.bytes, line + channel, channels);
    }
  }
  return { bytes, channels, width: outSize, height: image.height };
}

function resampleVertical(image: ByteImage, coefficients: Coefficients): ByteImage {
  const { channels } = image;
  const { outSize } = coefficients;
  const lineBytes = image.width * channels;
  const bytes = new Uint8ClampedArray(outSize * lineBytes);
  for (let i = 0; i < outSize; i++) {
    for (let at = 0; at < lineBytes; at++) {
      bytes[i * lineBytes + at] = weigh(coefficients, i, image.bytes, at, lineBytes);
    }
  }
  return { bytes, channels, width: image.width, height: outSize };
}

const HALF = 2 ** (PRECISION_BITS - 1);

/** One output of an axis, of the samples from `at` on, which lie `stride` bytes apart. */
function weigh(
  { first, count, taps, weights }: Coefficients,
  output: number,
  samples: ByteImage['bytes'],
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
