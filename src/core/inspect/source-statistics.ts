import type { PlannedFile } from '../plan/plan.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { median } from '../statistics.ts';
import type { SlotOutcome } from '../verdict.ts';
import type { RowFinding } from './finding.ts';
import { MAX_ASPECT_RATIO, MAX_SIZE_FACTOR } from './thresholds.ts';

/** The number of images between two limits: `from` is included, `to` is not. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The images behind the rows in numbers. */
export interface SourceStatistics {
  readonly images: number;
  /** Most frequent first; null: files at the top. */
  readonly labels: readonly (readonly [label: string | null, count: number])[];
  readonly formats: readonly (readonly [format: string, count: number])[];
  /** By the shorter side in pixels. */
  readonly sizes: readonly Bin[];
  /** By width / height. */
  readonly ratios: readonly Bin[];
  /** Enlarged, of an odd aspect ratio, of an odd size. */
  readonly findings: readonly RowFinding[];
}

const SIZE_LIMITS = [0, 32, 64, 128, 256, 512, 1024, 2048, 4096, Infinity];
const RATIO_LIMITS = [0, 1 / 3, 1 / 2, 2 / 3, 9 / 10, 10 / 9, 3 / 2, 2, 3, Infinity];
const SLOTS_PER_STEP = 8192;

/** An image with a row. */
interface Measured {
  readonly slot: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Counts labels, formats, sizes and aspect ratios of the images of these slots, as they are stored. Yields every
 * few thousand slots (see sortInSteps).
 */
export function* sourceStatisticsInSteps(
  slots: Uint32Array,
  files: readonly Pick<PlannedFile<unknown>, 'label'>[],
  outcomes: readonly (SlotOutcome | undefined)[],
  recipe: Pick<Recipe, 'width' | 'height' | 'fit'>,
): Generator<void, SourceStatistics, void> {
  const labels = new Map<string | null, number>();
  const formats = new Map<string, number>();
  const measured: Measured[] = [];
  for (const [index, slot] of slots.entries()) {
    if (index % SLOTS_PER_STEP === 0) yield;
    count(labels, files[slot]?.label ?? null);
    const { format = null, width = null, height = null } = outcomes[slot] ?? {};
    if (format !== null) count(formats, format);
    if (width !== null && height !== null) measured.push({ slot, width, height });
  }
  yield;
  return {
    images: slots.length,
    labels: mostFirst(labels),
    formats: mostFirst(formats),
    sizes: binsOf(measured.map(shortSide), SIZE_LIMITS),
    ratios: binsOf(measured.map(ratio), RATIO_LIMITS),
    findings: findingsOf(measured, recipe),
  };
}

function findingsOf(
  measured: readonly Measured[],
  recipe: Pick<Recipe, 'width' | 'height' | 'fit'>,
): readonly RowFinding[] {
  const middle = median(measured.map(meanSide));
  return [
    those('enlarged', measured, (image) => isEnlarged(image, recipe)),
    those('odd-aspect-ratio', measured, (image) => {
      return Math.max(ratio(image), 1 / ratio(image)) > MAX_ASPECT_RATIO;
    }),
    those('odd-size', measured, (image) => {
      const factor = meanSide(image) / middle;
      return Math.max(factor, 1 / factor) > MAX_SIZE_FACTOR;
    }),
  ];
}

/** Whether the row has more pixels along a side than the image. */
export function isEnlarged(
  image: { readonly width: number; readonly height: number },
  { width, height, fit }: Pick<Recipe, 'width' | 'height' | 'fit'>,
): boolean {
  const [across, down] = [width / image.width, height / image.height];
  // contain scales both sides by the smaller factor, cover by the larger one
  return (fit === 'contain' ? Math.min(across, down) : Math.max(across, down)) > 1;
}

function those(
  name: RowFinding['name'],
  measured: readonly Measured[],
  test: (image: Measured) => boolean,
): RowFinding {
  return { name, slots: Uint32Array.from(measured.filter(test), ({ slot }) => slot) };
}

function shortSide({ width, height }: Measured): number {
  return Math.min(width, height);
}

function ratio({ width, height }: Measured): number {
  return width / height;
}

/** The side of a square with as many pixels. */
function meanSide({ width, height }: Measured): number {
  return Math.sqrt(width * height);
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function mostFirst<Key>(counts: ReadonlyMap<Key, number>): readonly (readonly [Key, number])[] {
  return [...counts].toSorted((a, b) => b[1] - a[1]);
}

/** The bins between limits, which ascend, without empty ones at both ends. */
function binsOf(values: readonly number[], limits: readonly number[]): readonly Bin[] {
  const counts = new Uint32Array(limits.length);
  for (const value of values) {
    const bin = limits.findLastIndex((limit) => limit <= value);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const bins = limits.slice(0, -1).map((from, i) => {
    return { from, to: limits[i + 1] ?? Infinity, count: counts[i] ?? 0 };
  });
  const isUsed = (bin: Bin): boolean => bin.count > 0;
  return bins.slice(Math.max(0, bins.findIndex(isUsed)), bins.findLastIndex(isUsed) + 1);
}
