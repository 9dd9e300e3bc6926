import { isRotated, pixelsOf, type SurveyedFile } from './survey.ts';

/** How a file differs from the others under the choices of a recipe. */
export type Difference =
  'alpha' | 'rotated' | 'wide' | 'tall' | 'huge' | 'tiny' | 'odd' | 'refused' | 'ordinary';

/** A file that was chosen, and the reason. */
export interface ChosenFile {
  readonly file: SurveyedFile;
  readonly difference: Difference;
}

/** More samples show nothing new, and cost time. */
export const MAX_SAMPLES = 8;

/** An image is wide or tall if one side is this many times longer than the other. */
const LONG_RATIO = 2.2;
/** Pixels of a huge image over those of the median, and of the median over those of a tiny one. */
const HUGE_FACTOR = 6;
const TINY_FACTOR = 16;
/** No image is called huge with fewer pixels than this, or tiny with more. */
const HUGE_PIXELS = 4_000_000;
const TINY_PIXELS = 10_000;

interface Kind {
  readonly difference: Difference;
  readonly matches: (file: SurveyedFile, medianPixels: number) => boolean;
  /** Of the matching files, the one with the highest measure is chosen; else one by its position. */
  readonly measure?: (file: SurveyedFile) => number;
}

/** In order: a file represents the first kind that it matches. */
const KINDS: readonly Kind[] = [
  { difference: 'rotated', matches: isRotated },
  { difference: 'wide', matches: (file) => ratioOf(file) >= LONG_RATIO, measure: ratioOf },
  {
    difference: 'tall',
    matches: (file) => 1 / ratioOf(file) >= LONG_RATIO,
    measure: (file) => 1 / ratioOf(file),
  },
  {
    difference: 'huge',
    matches: (file, median) => pixelsOf(file) >= Math.max(HUGE_PIXELS, HUGE_FACTOR * median),
    measure: pixelsOf,
  },
  { difference: 'alpha', matches: (file) => file.hasAlpha },
  { difference: 'odd', matches: (file) => file.isOdd },
  {
    difference: 'tiny',
    matches: (file, median) =>
      pixelsOf(file) > 0 && pixelsOf(file) <= Math.min(TINY_PIXELS, median / TINY_FACTOR),
    measure: (file) => -pixelsOf(file),
  },
  { difference: 'refused', matches: ({ failure }) => failure !== null },
];

/**
 * At most `MAX_SAMPLES` files that differ under the options of a recipe: one of each kind, and ordinary
 * ones, of as many formats as possible, spread over the list. The result depends only on the files, not
 * on their order. The `previous` ones stay, except for ordinary ones that make room for other kinds.
 */
export function chooseSamples(
  surveyed: readonly SurveyedFile[],
  previous: readonly ChosenFile[] = [],
): readonly ChosenFile[] {
  const files = surveyed.toSorted((a, b) => a.slot - b.slot);
  const median = medianPixels(files);
  let chosen = previous;
  for (const [index, { difference, matches, measure }] of KINDS.entries()) {
    if (chosen.some((other) => other.difference === difference)) continue;
    const by = measure ?? nearTo(slotAt(files, (index + 0.5) / KINDS.length));
    const file = best(files, by, (other) => !isAmong(chosen, other) && matches(other, median));
    if (file !== undefined) chosen = withKind(chosen, { file, difference });
  }
  const images = files.filter(({ failure }) => failure === null);
  const ordinary = images.filter((file) => !KINDS.some(({ matches }) => matches(file, median)));
  // if all images are of a kind, that kind is ordinary
  return filledUp(filledUp(chosen, ordinary, files), images, files);
}

/** Adds a file of another kind; if the list is full, instead of an ordinary one. One of those stays. */
function withKind(chosen: readonly ChosenFile[], added: ChosenFile): readonly ChosenFile[] {
  const isOrdinary = ({ difference }: ChosenFile): boolean => difference === 'ordinary';
  const special = chosen.filter((other) => !isOrdinary(other)).length;
  if (special >= MAX_SAMPLES - 1) return chosen;
  if (chosen.length < MAX_SAMPLES) return [...chosen, added];
  return [...chosen.toSpliced(chosen.findLastIndex(isOrdinary), 1), added];
}

/** Fills up with ordinary files: of the rarest format, and far from the others. */
function filledUp(
  already: readonly ChosenFile[],
  candidates: readonly SurveyedFile[],
  files: readonly SurveyedFile[],
): readonly ChosenFile[] {
  const chosen = [...already];
  while (chosen.length < MAX_SAMPLES) {
    const counts = new Map<string | null, number>();
    for (const { file } of chosen) counts.set(file.format, (counts.get(file.format) ?? 0) + 1);
    const left = candidates.filter((file) => !isAmong(chosen, file));
    const countOf = ({ format }: SurveyedFile): number => counts.get(format) ?? 0;
    const rarest = Math.min(...left.map(countOf));
    const near = nearTo(slotAt(files, farthestFrom(files, chosen)));
    const file = best(left, near, (other) => countOf(other) === rarest);
    if (file === undefined) break;
    chosen.push({ file, difference: 'ordinary' });
  }
  return chosen;
}

/** The first matching file with the highest measure. */
function best(
  files: readonly SurveyedFile[],
  measure: (file: SurveyedFile) => number,
  matches: (file: SurveyedFile) => boolean,
): SurveyedFile | undefined {
  return files.filter(matches).toSorted((a, b) => measure(b) - measure(a))[0];
}

function isAmong(chosen: readonly ChosenFile[], { slot }: SurveyedFile): boolean {
  return chosen.some(({ file }) => file.slot === slot);
}

/** Width over height as stored; 1 if it is not known. */
function ratioOf({ width, height }: SurveyedFile): number {
  return width === null || height === null ? 1 : width / height;
}

function medianPixels(files: readonly SurveyedFile[]): number {
  const sizes = files
    .map(pixelsOf)
    .filter((pixels) => pixels > 0)
    .toSorted((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 0;
}

/** The slot at this fraction of the list. */
function slotAt(files: readonly SurveyedFile[], fraction: number): number {
  return files[Math.min(files.length - 1, Math.floor(fraction * files.length))]?.slot ?? 0;
}

/** A measure that grows as a file gets closer to the slot. */
function nearTo(slot: number): (file: SurveyedFile) => number {
  return (file) => -Math.abs(file.slot - slot);
}

/** The middle of the longest part of the list in which nothing was chosen, as a fraction of the list. */
function farthestFrom(files: readonly SurveyedFile[], chosen: readonly ChosenFile[]): number {
  const at = files.flatMap((file, index) => (isAmong(chosen, file) ? [index] : []));
  if (at.length === 0) return 0;
  let [start, length] = [0, -1];
  for (const [i, index] of [...at, files.length].entries()) {
    const from = i === 0 ? 0 : (at[i - 1] ?? 0) + 1;
    if (index - from > length) [start, length] = [from, index - from];
  }
  return (start + length / 2) / files.length;
}
