import { AVIF_SPEC } from './avif/spec.ts';
import { BMP_SPEC } from './bmp/spec.ts';
import type { ImageFormatSpec } from './format.ts';
import { GIF_SPEC } from './gif/spec.ts';
import { JPEG_SPEC } from './jpeg/spec.ts';
import { JXL_SPEC } from './jxl/spec.ts';
import { PNG_SPEC } from './png/spec.ts';
import { FORMATS, type ImageFormat } from './registry.ts';
import { WEBP_SPEC } from './webp/spec.ts';

const SPECS = {
  jpeg: JPEG_SPEC,
  png: PNG_SPEC,
  webp: WEBP_SPEC,
  gif: GIF_SPEC,
  bmp: BMP_SPEC,
  avif: AVIF_SPEC,
  jxl: JXL_SPEC,
} as const satisfies { readonly [Format in ImageFormat]: ImageFormatSpec<Format> };

/** A kind of files of one format on which decoders differ. */
export type ImageVariant = VariantOf<(typeof SPECS)[keyof typeof SPECS]>;

type VariantOf<Spec> = Spec extends ImageFormatSpec<string, infer Variant> ? Variant : never;

export type FormatSpec = ImageFormatSpec<ImageFormat, ImageVariant>;

export function specOf(format: ImageFormat): FormatSpec {
  return SPECS[format];
}

/** Of all formats, in the registry's order. */
export const FORMAT_SPECS: readonly FormatSpec[] = FORMATS.map(({ id }) => specOf(id));
