import { usesAlpha, type Recipe } from '../../core/recipe/recipe.ts';
import type { Failure } from '../../core/verdict.ts';
import type { PixelMeaning } from '../../kernel/png-reader.ts';
import type { PngInfo } from './png-info.ts';

const COLOURS = 256;
const OPAQUE = 0xff000000;

/** The meaning of stored pixels for Pillow under a recipe, and whether any may be transparent. */
export interface FoundMeaning {
  readonly meaning: PixelMeaning;
  readonly hasAlpha: boolean;
}

/**
 * The pixels of the recipe's `convert`, in colours also if it is to grey. Fails if
 * it raises.
 */
export function meaningOf(info: PngInfo, recipe: Recipe): FoundMeaning | Failure {
  const { mode } = info;
  const keepsAlpha = usesAlpha(recipe);
  const isCopy = mode === 'L' && recipe.mode === 'L' && !keepsAlpha;
  if (info.palette !== null && mode !== 'P') {
    if (isCopiedWithPalette(info, recipe)) return greyWithout(info, isCopy);
    return withForeignPalette(info, keepsAlpha);
  }
  switch (mode) {
    case 'P':
      return keepsAlpha ? paletteWithAlpha(info) : palette(info, recipe);
    case 'LA':
      return { meaning: { kind: 'grey-alpha' }, hasAlpha: true };
    case 'RGBA':
      // Pillow's mode for grey and alpha of 16 bits is RGBA
      return info.colourType === GREY_ALPHA
        ? { meaning: { kind: 'grey-alpha' }, hasAlpha: true }
        : { meaning: { kind: 'rgba' }, hasAlpha: true };
    case 'RGB':
      if (keepsAlpha) return colourWithAlpha(info);
      return recipe.mode === 'L' && info.transparency === 'text' ? ODD_TRANSPARENCY : colour(null);
    default:
      return keepsAlpha ? greyWithAlpha(info) : greyWithout(info, isCopy);
  }
}

/**
 * Whether Pillow's `convert("L")` copies a grey image with a palette: the copy has mode P, of which Pillow scales the
 * indices, by `nearest`. A copy that is made before, to rotate the image, is converted as colours.
 */
export function isCopiedWithPalette({ mode, palette: colours }: PngInfo, recipe: Recipe): boolean {
  const isCopy = mode === 'L' && recipe.mode === 'L' && !usesAlpha(recipe);
  return isCopy && colours !== null && recipe.orientation === 'ignore';
}

const GREY_ALPHA = 4;

function unsupported(reason: string): Failure {
  return { code: 'unsupported', detail: `Pillow refuses the PNG: ${reason}.` };
}

const ODD_TRANSPARENCY = unsupported('it cannot use its transparency chunk');

function colour(transparent: number | null): FoundMeaning {
  return { meaning: { kind: 'rgb', transparent }, hasAlpha: transparent !== null };
}

/** Pillow compares the low byte of tRNS with samples that it has reduced to 8 bits. */
function colourWithAlpha({ transparency }: PngInfo): FoundMeaning | Failure {
  if (transparency === null) return colour(null);
  if (typeof transparency === 'number') return colour(transparency & 255);
  if (transparency === 'text' || transparency instanceof Uint8Array) return ODD_TRANSPARENCY;
  const [red, green, blue] = transparency;
  return colour((red & 255) | ((green & 255) << 8) | ((blue & 255) << 16));
}

/** Grey as Pillow scales it to 255. Samples of 16 bits have been clipped before. */
function greyTable({ mode, depth }: PngInfo): Uint32Array {
  const scale = mode === 'I;16' ? 1 : 255 / (2 ** depth - 1);
  return Uint32Array.from({ length: COLOURS }, (_, sample) => {
    const grey = Math.min(sample * scale, 255);
    return grey | (grey << 8) | (grey << 16) | OPAQUE;
  });
}

/** `isCopy`: the image has the mode that it is converted to, so that Pillow only copies it. */
function greyWithout(info: PngInfo, isCopy: boolean): FoundMeaning | Failure {
  const { mode, transparency } = info;
  const isUsed = mode === 'L' && !isCopy;
  const isOdd = transparency === 'text' || Array.isArray(transparency);
  if (isUsed && isOdd) return ODD_TRANSPARENCY;
  return { meaning: { kind: 'table', table: greyTable(info) }, hasAlpha: false };
}

function greyWithAlpha(info: PngInfo): FoundMeaning | Failure {
  const table = greyTable(info);
  const { transparency } = info;
  if (transparency === null) return { meaning: { kind: 'table', table }, hasAlpha: false };
  if (transparency === 'text' || transparency instanceof Uint8Array) return ODD_TRANSPARENCY;
  const hidden = (typeof transparency === 'number' ? transparency : transparency[0]) & 255;
  const seen = table.map((pixel) => ((pixel & 255) === hidden ? pixel & ~OPAQUE : pixel));
  return { meaning: { kind: 'table', table: seen }, hasAlpha: true };
}

/** Colours that the palette lacks are black. */
function paletteTable({ palette: colours }: PngInfo): Uint32Array | Failure {
  const table = new Uint32Array(COLOURS).fill(OPAQUE);
  const bytes = colours ?? new Uint8Array(0);
  const count = Math.floor(bytes.length / 3);
  if (count > COLOURS) return unsupported(`its palette has ${count} colours`);
  for (let i = 0; i < count; i++) {
    const [red = 0, green = 0, blue = 0] = bytes.subarray(3 * i);
    table[i] = red | (green << 8) | (blue << 16) | OPAQUE;
  }
  return table;
}

function palette(info: PngInfo, recipe: Recipe): FoundMeaning | Failure {
  const { transparency } = info;
  const table = paletteTable(info);
  if (!(table instanceof Uint32Array)) return table;
  if (transparency === 'text' || Array.isArray(transparency)) return ODD_TRANSPARENCY;
  // it searches the palette for the transparent colour; the copy that a rotation makes has a palette
  const isMissing = info.palette === null && recipe.orientation === 'ignore';
  if (typeof transparency === 'number' && isMissing) return unsupported('it has no palette');
  return { meaning: { kind: 'table', table }, hasAlpha: false };
}

function paletteWithAlpha(info: PngInfo): FoundMeaning | Failure {
  const { transparency } = info;
  const table = paletteTable(info);
  if (!(table instanceof Uint32Array)) return table;
  if (transparency === null) return { meaning: { kind: 'table', table }, hasAlpha: false };
  if (typeof transparency === 'number') {
    if (transparency >= COLOURS) return ODD_TRANSPARENCY;
    table[transparency] = (table[transparency] ?? 0) & ~OPAQUE;
  } else if (transparency instanceof Uint8Array) {
    if (transparency.length > COLOURS) return ODD_TRANSPARENCY;
    for (const [i, alpha] of transparency.entries()) {
      table[i] = ((table[i] ?? 0) & ~OPAQUE) | (alpha << 24);
    }
  } else {
    return ODD_TRANSPARENCY;
  }
  return { meaning: { kind: 'table', table }, hasAlpha: true };
}

/** A palette from before another IHDR: Pillow applies it to grey images, and to no others. */
function withForeignPalette(info: PngInfo, keepsAlpha: boolean): FoundMeaning | Failure {
  const isUsable = info.mode === 'L' && (!keepsAlpha || info.transparency === null);
  if (!isUsable) return unsupported('it has a palette and is of another kind');
  const table = paletteTable(info);
  if (!(table instanceof Uint32Array)) return table;
  const scale = 255 / (2 ** info.depth - 1);
  const scaled = table.map((_, sample) => table[Math.min(sample * scale, 255)] ?? OPAQUE);
  return { meaning: { kind: 'table', table: scaled }, hasAlpha: false };
}
