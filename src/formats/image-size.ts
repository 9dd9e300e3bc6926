import type { Failure } from '../core/verdict.ts';

/** Width and height in pixels as stored, before any rotation. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Why a header has no size: its bytes end before it, or one of its sides cannot be. */
export type NoSize = 'ends-early' | 'malformed';

/** A size of which a side may be missing, or 0. */
export function sized(width: number | undefined, height: number | undefined): ImageSize | NoSize {
  if (width === undefined || height === undefined) return 'ends-early';
  return width > 0 && height > 0 ? { width, height } : 'malformed';
}

/** `label` is the format's. */
export function noSizeFailure(label: string, reason: NoSize): Failure {
  return reason === 'ends-early'
    ? { code: 'truncated', detail: `The ${label} ends within its header.` }
    : { code: 'corrupt', detail: `The header of the ${label} does not contain a valid size.` };
}
