import type { GifHeader } from './header.ts';

/** `transparent`: a colour of the first picture is. */
export const GIF_VARIANTS = { transparent: 'with a transparent colour' } as const;

export type GifVariant = keyof typeof GIF_VARIANTS;

/** Null is the everyday kind. */
export function gifVariant({ transparentIndex }: GifHeader): GifVariant | null {
  return transparentIndex === null ? null : 'transparent';
}
