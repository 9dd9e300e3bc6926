import type { Box } from './find-content.ts';

/** The share of pixels that are counted as edges. */
const EDGE_SHARE = 0.02;
/** The Laplacian of 8-bit luma lies between −1020 and 1020. */
const MOST = 4 * 255;
/** How often each occurs; filled again for each row. */
const COUNTS = new Uint32Array(MOST + 1);

/**
 * How sharp the sharpest edges of a picture are: the Laplacian (the difference of a pixel to its four
 * neighbours) that 2 % of the pixels reach, as a share of the contrast,
 * the difference of the darkest and the lightest luma. A picture of any contrast can have
 * sharp edges, and a plain background has no part in it. A hard edge has 1, a blurred one less; NaN without
 * contrast.
 */
export function sharpnessOf(
  luma: Uint8Array,
  width: number,
  { left, top, right, bottom }: Box,
  contrast: number,
): number {
  COUNTS.fill(0);
  const pixels = Math.max(0, bottom - top - 2) * Math.max(0, right - left - 2);
  for (let y = top + 1; y < bottom - 1; y++) {
    const end = y * width + right - 1;
    let before = luma[y * width + left] ?? 0;
    let here = luma[y * width + left + 1] ?? 0;
    for (let i = y * width + left + 1; i < end; i++) {
      const after = luma[i + 1] ?? 0;
      const around = before + after + (luma[i - width] ?? 0) + (luma[i + width] ?? 0);
      const laplacian = Math.abs(4 * here - around);
      COUNTS[laplacian] = (COUNTS[laplacian] ?? 0) + 1;
      before = here;
      here = after;
    }
  }
  if (pixels === 0 || contrast === 0) return NaN;
  let edges = 0;
  for (let laplacian = MOST; laplacian >= 0; laplacian--) {
    edges += COUNTS[laplacian] ?? 0;
    if (edges >= EDGE_SHARE * pixels) return laplacian / contrast;
  }
  return 0;
}
