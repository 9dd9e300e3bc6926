import { isRotated, pixelsOf, type SurveyedFile } from './survey.ts';

/** How a file differs from the others under the choices of a recipe. */
export type Difference =
  'alpha' | 'rotated' | 'wide' | 'tall' | 'huge' | 'tiny' | 'odd' | 'refused' | 'ordinary';

/** A file that was chosen, and for what. */
export interface ChosenFile {
  readonly file: SurveyedFile;
  readonly difference: Difference;
}

/** More than so many show nothing new, and take their time. */
export const MAX_SAMPLES = 8;

/** An image that is so many times longer on one side is wide or tall. */
const LONG_RATIO = 2.2;
/** So many times the pixels of the one in the middle, or so few of them, and it is huge or tiny. */
const HUGE_FACTOR = 6;
const TINY_FACTOR = 16;
/** Whatever the others are like, below and above these nobody would say so. */
const HUGE_PIXELS = 4_000_000;
const TINY_PIXELS = 10_000;

interface Kind {
  readonly difference: Difference;
  readonly holds: (file: SurveyedFile, middlePixels: number) => boolean;
  /** Of those for which it holds, the one with the most of this is taken; else one by its place. */
  readonly measure?: (file: SurveyedFile) => number;
}

/** In the order in which they are thought of; a file stands for the first that takes it. */
const KINDS: readonly Kind[] = [
  { difference: 'rotated', holds: isRotated },
  { difference: 'wide', holds: (file) => ratioOf(file) >= LONG_RATIO, measure: ratioOf },
  {
    difference: 'tall',
    holds: (file) => 1 / ratioOf(file) >= LONG_RATIO,
    measure: (file) => 1 / ratioOf(file),
  },
  {
    difference: 'huge',
    holds: (file, middle) => pixelsOf(file) >= Math.max(HUGE_PIXELS, HUGE_FACTOR * middle),
    measure: pixelsOf,
  },
  { difference: 'alpha', holds: (file) => file.hasAlpha },
  { difference: 'odd', holds: (file) => file.isOdd },
  {
    difference: 'tiny',
    holds: (file, middle) =>
      pixelsOf(file) > 0 && pixelsOf(file) <= Math.min(TINY_PIXELS, middle / TINY_FACTOR),
    measure: (file) => -pixelsOf(file),
  },
  { difference: 'refused', holds: ({ failure }) => failure !== null },
];

/**
 * At most `MAX_SAMPLES` of the files that differ under the choices: one of each kind, and ordinary
 * ones, of as many formats as there are, spread over the list. Depends on the files alone, and not
 * on their order. Those of `kept` stay, but for ordinary ones that make room for a kind of its own.
 */
export function chooseSamples(
  surveyed: readonly SurveyedFile[],
  kept: readonly ChosenFile[] = [],
): readonly ChosenFile[] {
  const files = surveyed.toSorted((a, b) => a.slot - b.slot);
  const middle = middlePixels(files);
  let chosen = kept;
  for (const [index, { difference, holds, measure }] of KINDS.entries()) {
    if (chosen.some((other) => other.difference === difference)) continue;
    const by = measure ?? nearTo(placeOf(files, (index + 0.5) / KINDS.length));
    const file = best(files, by, (other) => !isAmong(chosen, other) && holds(other, middle));
    if (file !== undefined) chosen = withKind(chosen, { file, difference });
  }
  const images = files.filter(({ failure }) => failure === null);
  const ordinary = images.filter((file) => !KINDS.some(({ holds }) => holds(file, middle)));
  // where all are of a kind, that is ordinary there
  return filledUp(filledUp(chosen, ordinary, files), images, files);
}

/**
 * With a file of a kind of its own, in the place of an ordinary one if there is no other; one
 * stays.
 */
function withKind(chosen: readonly ChosenFile[], added: ChosenFile): readonly ChosenFile[] {
  const isOrdinary = ({ difference }: ChosenFile): boolean => difference === 'ordinary';
  const special = chosen.filter((other) => !isOrdinary(other)).length;
  if (special >= MAX_SAMPLES - 1) return chosen;
  if (chosen.length < MAX_SAMPLES) return [...chosen, added];
  return [...chosen.toSpliced(chosen.findLastIndex(isOrdinary), 1), added];
}

/** With as many ordinary files as there is room for: of the rarest format, far from the others. */
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
    const near = nearTo(placeOf(files, farthestFrom(files, chosen)));
    const file = best(left, near, (other) => countOf(other) === rarest);
    if (file === undefined) break;
    chosen.push({ file, difference: 'ordinary' });
  }
  return chosen;
}

/** Of the files for which `holds`, the first one with the highest measure. */
function best(
  files: readonly SurveyedFile[],
  measure: (file: SurveyedFile) => number,
  holds: (file: SurveyedFile) => boolean,
): SurveyedFile | undefined {
  return files.filter(holds).toSorted((a, b) => measure(b) - measure(a))[0];
}

function isAmong(chosen: readonly ChosenFile[], { slot }: SurveyedFile): boolean {
  return chosen.some(({ file }) => file.slot === slot);
}

/** Width over height as stored; 1 where it is not known. */
function ratioOf({ width, height }: SurveyedFile): number {
  return width === null || height === null ? 1 : width / height;
}

function middlePixels(files: readonly SurveyedFile[]): number {
  const sizes = files
    .map(pixelsOf)
    .filter((pixels) => pixels > 0)
    .toSorted((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 0;
}

/** The slot at this part of the way from the first file to the last. */
function placeOf(files: readonly SurveyedFile[], part: number): number {
  return files[Math.min(files.length - 1, Math.floor(part * files.length))]?.slot ?? 0;
}

/** A measure that is larger the nearer a file is to the slot. */
function nearTo(slot: number): (file: SurveyedFile) => number {
  return (file) => -Math.abs(file.slot - slot);
}

/**
 * The middle of the longest stretch of the list of which nothing was taken, as a part of the way.
 */
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
