// When a score becomes a finding. The names are those of CleanVision (Cleanlab), the measures and thresholds
// our own. They were found with 600 photos of clothes, of which they name none: of brightness, contrast, information
// and sharpness, the twelve rows nearest to each threshold were looked at. The figures are of rows of 64 × 64.

/** One colour: the most by which pixels of a channel differ. A JPEG of one colour varies by 1 or 2. */
export const MAX_FLAT_RANGE = 8;
/** Too dark: 99 % of the pixels have at most this luma. The darkest of the photos has 104. */
export const MAX_DARK_LUMA = 64;
/** Too light: 95 % of the pixels have at least this luma. The lightest of the photos has 153. */
export const MIN_LIGHT_LUMA = 224;
/** Low information: bits of entropy, of at most 8. The photos have 5.2 at least; line art has about 1. */
export const MIN_ENTROPY = 3;
/**
 * Blurry: see `sharpnessOf`. The photos have 0.14 at least. A Gaussian blur of 1.5 pixels of the row leaves
 * 0.11 or less of 95 % of them.
 */
export const MIN_SHARPNESS = 0.12;
/** Rows with fewer pixels are not scored for information, blur or likeness: they have too little of each. */
export const MIN_PIXELS = 256;
/**
 * Near duplicates: bits in which two perceptual hashes differ. Of the 600 photos, saved again as JPEG of quality
 * 40 or at half their size, all are within 4 bits; cut by 1 % on each side, 89 %. Of the 179,700 pairs of different
 * photos the nearest differs in 8.
 */
export const NEAR_RADIUS = 4;
/** Odd aspect ratio: the long side is more than this many times the short one. */
export const MAX_ASPECT_RATIO = 3;
/** Odd size: the side of a square of the same area is this many times the median's, or a part of it. */
export const MAX_SIZE_FACTOR = 4;
