import type { PngMode } from '../../formats/png/chunk.ts';

/** Left, top, right, bottom. */
export type Box = readonly [number, number, number, number];

/** A value that a text of the same name has replaced: Pillow stores both in one dictionary. */
export type TextInstead = 'text';

/**
 * The content of a PNG's chunks so far, in Pillow's terms: later chunks overrule earlier ones, and IHDR
 * is a chunk like any other.
 */
export interface PngInfo {
  width: number;
  height: number;
  /** Null if no IHDR had a mode that Pillow knows. */
  mode: PngMode | null;
  /** Bits of a sample, from the same IHDR as the mode. */
  depth: number;
  colourType: number;
  isInterlaced: boolean;
  palette: Uint8Array | null;
  /** With a palette: alpha of its first colours, or the one transparent index; else a colour. */
  transparency: Uint8Array | number | readonly [number, number, number] | TextInstead | null;
  /** The announced frames of an animation; null if it is none. */
  frames: number | null;
  /** The last sequence number of an animation's chunks. */
  sequence: number | null;
  /** The box of the next frame. */
  frame: Box | TextInstead | null;
  /** Whether the first picture is not the first frame of the animation. */
  hasDefaultImage: boolean;
  /** The total of characters in texts, which Pillow limits. */
  textLength: number;
}

export function emptyPngInfo(): PngInfo {
  return {
    width: 0,
    height: 0,
    mode: null,
    depth: 0,
    colourType: 0,
    isInterlaced: false,
    palette: null,
    transparency: null,
    frames: null,
    sequence: null,
    frame: null,
    hasDefaultImage: false,
    textLength: 0,
  };
}
