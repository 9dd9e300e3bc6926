import type { ResampleJob } from './resample-job.ts';

/**
 * Whether colours are multiplied by alpha before they are scaled, and divided after: `Image.resize` of RGBA
 * does, except with `nearest`, or if the size stays.
 */
export function multipliesByAlpha(job: ResampleJob): boolean {
  if (job.mode !== 'RGBA' || job.filter === 'nearest') return false;
  const { source, scaled, orientation } = job;
  const isTurned = orientation >= 5;
  const isSame =
    source.x === 0 &&
    source.y === 0 &&
    source.width === (isTurned ? job.height : job.width) &&
    source.height === (isTurned ? job.width : job.height);
  return !(isSame && scaled.width === source.width && scaled.height === source.height);
}

/** RGBA with colours multiplied by alpha, in place: `convert("RGBa")` (Convert.c, MULDIV255). */
export function multiplyByAlpha(rgba: Uint8Array | Uint8ClampedArray): void {
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 0;
    for (let channel = at; channel < at + 3; channel++) {
      const product = (rgba[channel] ?? 0) * alpha + 128;
      rgba[channel] = ((product >> 8) + product) >> 8;
    }
  }
}

/** The inverse, rounded down: `convert("RGBA")` of RGBa (Convert.c, rgba2rgbA). */
export function divideByAlpha(rgba: Uint8Array | Uint8ClampedArray): void {
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 0;
    if (alpha === 0 || alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel++) {
      rgba[channel] = Math.min(255, Math.trunc((255 * (rgba[channel] ?? 0)) / alpha));
    }
  }
}
