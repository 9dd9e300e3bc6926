import { pictureOf, type Colour } from '../tools/odd-names/odd-files.ts';

/** The colour of the picture with this number; no two have the same. */
export function colourOfNumber(number: number): Colour {
  return [(number * 37) % 256, number >> 8, 91];
}

export function numberedPath(number: number): string {
  return `${String(number).padStart(5, '0')}.bmp`;
}

/** This many small pictures, each in a colour of its own, so that swapped rows are noticed. */
export function colouredFolder(count: number): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [numberedPath(i), pictureOf(colourOfNumber(i))]),
  );
}
