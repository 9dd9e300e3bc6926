import { readFileSync } from 'node:fs';

import { patternOf } from './damage/write-damage.ts';

/** A file on which the two disagree, with the result of each. */
export interface Disagreement {
  readonly path: string;
  /** `a row`, or Pillow's words. */
  readonly pillow: string;
  /** `a row`, `another row`, or the code of the failure with a colon behind it, and more. */
  readonly ours: string;
}

/** A line of known-causes.json: patterns, of which those that are there have to fit. */
interface KnownCause {
  readonly path: string;
  readonly pillow?: string;
  readonly ours?: string;
  readonly cause: string;
}

const FILE = new URL('./known-causes.json', import.meta.url);

let known: readonly KnownCause[] | null = null;

/** Why: as it was written down by hand, else as far as the words of the two tell. */
export function causeOf(disagreement: Disagreement): string {
  known ??= JSON.parse(readFileSync(FILE, 'utf8')) as readonly KnownCause[];
  const { path, pillow, ours } = disagreement;
  const fits = (pattern: string | undefined, text: string): boolean =>
    pattern === undefined || patternOf(pattern).test(text);
  const found = known.find(
    (line) => fits(line.path, path) && fits(line.pillow, pillow) && fits(line.ours, ours),
  );
  return found?.cause ?? derivedCause(disagreement);
}

function derivedCause({ pillow, ours }: Disagreement): string {
  if (ours.startsWith('another row')) {
    return ours.endsWith('marked')
      ? 'No decoder at hand is exact for such a file, and the row says so'
      : 'Not known';
  }
  if (pillow !== 'a row') return `Pillow refuses an image that a decoder accepts (${pillow})`;
  if (ours.startsWith('unsupported:')) return 'pixelpool does not read this format';
  if (ours.startsWith('not-an-image:')) return 'pixelpool does not know this format';
  return 'A decoder refuses an image that Pillow accepts';
}
