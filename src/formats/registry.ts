import type { PillowFormats } from '../core/output/python-recipe.ts';
import { AVIF } from './avif/names.ts';
import { BMP } from './bmp/names.ts';
import type { FormatNames } from './format.ts';
import { GIF } from './gif/names.ts';
import { JPEG } from './jpeg/names.ts';
import { JXL } from './jxl/names.ts';
import { PNG } from './png/names.ts';
import { WEBP } from './webp/names.ts';

/**
 * The formats that pixelpool decodes, in the order in which a file is tried as each of them. To add
 * one, add a line here: the compiler asks for everything else.
 */
export const FORMATS = [
  JPEG,
  PNG,
  WEBP,
  GIF,
  BMP,
  AVIF,
  JXL,
] as const satisfies readonly FormatNames[];

export type ImageFormat = (typeof FORMATS)[number]['id'];

/** The name for a sentence, of any format that a manifest may name. */
export function formatLabel(format: string): string {
  return FORMATS.find(({ id }) => id === format)?.label ?? format.toUpperCase();
}

/** For the receipt's Python, which has to open the files that have rows here, and no others. */
export const PILLOW_FORMATS: PillowFormats = {
  exact: pillowNames(FORMATS.filter(({ isExact }) => isExact)),
  approximate: pillowNames(FORMATS.filter(({ isExact }) => !isExact)),
};

function pillowNames(formats: readonly FormatNames[]): readonly string[] {
  return formats.flatMap(({ pillowName }) => pillowName ?? []);
}
