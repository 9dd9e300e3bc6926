import type { Recipe } from '../../core/recipe/recipe.ts';
import type { Decoded, DecodedPixels, Decoder } from '../decoder.ts';

/** Rows that are compared at a time. */
const BAND_ROWS = 64;

/**
 * The first decoder, with its pixels compared to those of the second. For valid files these differ by
 * at most `tolerance` levels a channel. If they differ more, or the second decoder refuses the file, it
 * is damaged in a way that the first does not report (for example, it has coefficients that no encoder
 * writes), and every decoder decodes it differently. A draft is judged by the whole picture, since
 * the second decoder may draft differently.
 */
export function withSecondOpinion(first: Decoder, second: Decoder, tolerance: number): Decoder {
  return {
    name: first.name,
    accepts: (header, recipe) => first.accepts(header, recipe),
    async decode(bytes, header, recipe) {
      const decoded = await first.decode(bytes, header, recipe);
      if (decoded.kind !== 'pixels' || decoded.isDamaged) return decoded;
      const inFull: Recipe = { ...recipe, decode: 'exact' };
      const whole = decoded.scale === 1 ? decoded : await first.decode(bytes, header, inFull);
      const other = await second.decode(bytes, header, inFull);
      try {
        return { ...decoded, isDamaged: !(await areAlike(whole, other, tolerance)) };
      } finally {
        if (whole !== decoded) close(whole);
        close(other);
      }
    },
  };
}

function close(decoded: Decoded): void {
  if (decoded.kind === 'pixels') decoded.close();
}

/** Compares RGB of layouts with four bytes a pixel; false for other layouts, and for failures. */
async function areAlike(one: Decoded, other: Decoded, tolerance: number): Promise<boolean> {
  if (one.kind !== 'pixels' || other.kind !== 'pixels') return false;
  const { width, height } = one;
  const [from, to] = [RED_AT[one.layout], RED_AT[other.layout]];
  if (from === undefined || to === undefined) return false;
  if (other.width !== width || other.height !== height) return false;
  const ours = new Uint8Array(width * BAND_ROWS * 4);
  const theirs = new Uint8Array(width * BAND_ROWS * 4);
  for (let row = 0; row < height; row += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - row);
    await Promise.all([one.copyRows(row, rows, ours), other.copyRows(row, rows, theirs)]);
    for (let at = 0; at < width * rows * 4; at += 4) {
      const red = (ours[at + from] ?? 0) - (theirs[at + to] ?? 0);
      const green = (ours[at + 1] ?? 0) - (theirs[at + 1] ?? 0);
      const blue = (ours[at + 2 - from] ?? 0) - (theirs[at + 2 - to] ?? 0);
      if (Math.max(Math.abs(red), Math.abs(green), Math.abs(blue)) > tolerance) return false;
    }
  }
  return true;
}

/** The index of red in a pixel's four bytes; blue is at 2 minus it. */
const RED_AT: Readonly<Partial<Record<DecodedPixels['layout'], 0 | 2>>> = {
  rgba: 0,
  rgbx: 0,
  bgra: 2,
  bgrx: 2,
};
