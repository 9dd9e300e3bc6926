import type { PngMode } from '../../formats/png/chunk.ts';

/** Left, top, right, bottom. */
export type Box = readonly [number, number, number, number];

/** A value that a text of the same name has replaced: Pillow keeps both in one dictionary. */
export type TextInstead = 'text';

/**
 * What the chunks of a PNG have said so far, in Pillow's terms: later ones overrule earlier ones,
 * and IHDR is a chunk as any other.
 */
export interface PngInfo {
  width: number;
  height: number;
  /** Null: no IHDR has said anything that Pillow knows. */
  mode: PngMode | null;
  /** Bits of a sample, by the IHDR that gave the mode. */
  depth: number;
  colourType: number;
  isInterlaced: boolean;
  palette: Uint8Array | null;
  /** Of a palette: alpha of its first colours, or the one colour that has none; else a colour. */
  transparency: Uint8Array | number | readonly [number, number, number] | TextInstead | null;
  /** Frames that an animation says it has; null: it is none. */
  frames: number | null;
  /** The last sequence number of an animation's chunks. */
  sequence: number | null;
  /** Where the frame goes that is next. */
  frame: Box | TextInstead | null;
  /** Whether the first picture is not the first frame of the animation. */
  hasDefaultImage: boolean;
  /** Characters of texts, of which Pillow keeps so many at most. */
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
