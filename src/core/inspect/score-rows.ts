import { channelsOf, lumaOf, padPixel, type Recipe } from '../recipe/recipe.ts';
import { findContent, type Box } from './find-content.ts';
import { createPerceptualHash } from './perceptual-hash.ts';
import { createRowHash, type Hash64 } from './row-hash.ts';
import { sharpnessOf } from './sharpness.ts';
import { MAX_FLAT_RANGE } from './thresholds.ts';

/** The scores of a row. The object is filled again for each row. */
export interface RowScores {
  /** Of the row's bytes. */
  readonly hash: Hash64;
  /** Of the picture in it. */
  readonly perceptual: Hash64;
  /** Whether it has one colour. */
  isFlat: boolean;
  /** The luma that 5 % and 99 % of the pixels do not exceed, 0 to 255. */
  dark: number;
  light: number;
  /** Shannon's entropy of the luma, in bits: 0 to 8. */
  entropy: number;
  /** How sharp the sharpest edges are; see `sharpnessOf`. NaN if the picture has no contrast. */
  sharpness: number;
}

/**
 * Returns a function that scores one row after the other. The bars of `contain` are left out of the
 * scores, because they are black or white whatever the picture is.
 */
export function createRowScorer(recipe: Recipe): (row: Uint8Array) => RowScores {
  const { width, height, fit } = recipe;
  const channels = channelsOf(recipe);
  const pad = fit === 'contain' ? padPixel(recipe) : null;
  const whole: Box = { left: 0, top: 0, right: width, bottom: height };
  const luma = new Uint8Array(width * height);
  const counts = new Uint32Array(256);
  const hashRow = createRowHash(width * height * channels);
  const hashPicture = createPerceptualHash(width, height);
  const scores: RowScores = {
    hash: { high: 0, low: 0 },
    perceptual: { high: 0, low: 0 },
    isFlat: false,
    dark: 0,
    light: 0,
    entropy: 0,
    sharpness: NaN,
  };
  return (row) => {
    const box = pad === null ? whole : findContent(row, width, height, pad);
    fillLuma(row, channels, luma);
    countLuma(luma, width, box, counts);
    const pixels = (box.right - box.left) * (box.bottom - box.top);
    hashRow(row, scores.hash);
    hashPicture(luma, scores.perceptual);
    scores.isFlat = isFlat(row, width, channels, box);
    scores.dark = percentile(counts, pixels, 0.05);
    scores.light = percentile(counts, pixels, 0.99);
    scores.entropy = entropyOf(counts, pixels);
    scores.sharpness = sharpnessOf(luma, width, box, contrastOf(counts));
    return scores;
  };
}

/** The luma of each pixel, whatever its alpha. */
function fillLuma(row: Uint8Array, channels: number, luma: Uint8Array): void {
  if (channels === 1) {
    luma.set(row);
    return;
  }
  for (let i = 0, at = 0; i < luma.length; i++, at += channels) {
    luma[i] = lumaOf(row[at] ?? 0, row[at + 1] ?? 0, row[at + 2] ?? 0);
  }
}

function countLuma(luma: Uint8Array, width: number, box: Box, counts: Uint32Array): void {
  counts.fill(0);
  for (let y = box.top; y < box.bottom; y++) {
    for (let i = y * width + box.left; i < y * width + box.right; i++) {
      const value = luma[i] ?? 0;
      counts[value] = (counts[value] ?? 0) + 1;
    }
  }
}

/** Whether all pixels of each channel lie within a few values: a JPEG of one colour is not quite flat. */
function isFlat(row: Uint8Array, width: number, channels: number, box: Box): boolean {
  const first = (box.top * width + box.left) * channels;
  for (let channel = 0; channel < channels; channel++) {
    let least = row[first + channel] ?? 0;
    let most = least;
    for (let y = box.top; y < box.bottom; y++) {
      const end = (y * width + box.right) * channels;
      for (let at = (y * width + box.left) * channels + channel; at < end; at += channels) {
        const value = row[at] ?? 0;
        if (value < least) least = value;
        else if (value > most) most = value;
        else continue;
        if (most - least > MAX_FLAT_RANGE) return false;
      }
    }
  }
  return true;
}

/** The difference of the darkest and the lightest luma. */
function contrastOf(counts: Uint32Array): number {
  return counts.findLastIndex(isUsed) - counts.findIndex(isUsed);
}

function isUsed(count: number): boolean {
  return count > 0;
}

/** The smallest value that this share of the pixels does not exceed. */
function percentile(counts: Uint32Array, pixels: number, share: number): number {
  let passed = 0;
  for (let value = 0; value < 256; value++) {
    passed += counts[value] ?? 0;
    if (passed >= share * pixels) return value;
  }
  return 255;
}

function entropyOf(counts: Uint32Array, pixels: number): number {
  let bits = 0;
  for (const count of counts) {
    if (count > 0) bits -= (count / pixels) * Math.log2(count / pixels);
  }
  return bits;
}
