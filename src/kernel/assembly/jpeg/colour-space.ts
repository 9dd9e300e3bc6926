// The meaning of an image's components (ITU-T T.81, B.2.4.6; default_decompress_parms in jdapimin.c).
import { componentAt, frame } from './frame';

let hasJfif: bool = false;
let hasAdobe: bool = false;
/** Adobe's: 0 says that colours are not transformed. */
let adobeTransform: u8 = 0;

export function resetColours(luma: bool): void {
  wantsLuma = luma;
  hasJfif = false;
  hasAdobe = false;
}

/** A segment of APP0: JFIF's begins with its name, and has 14 bytes. */
export function parseJfif(from: usize, bytes: i32): void {
  // "JFIF\0"
  if (bytes >= 14 && load<u32>(from) == 0x4649464a && load<u8>(from, 4) == 0) hasJfif = true;
}

/** A segment of APP14: Adobe's begins with its name, and has 12 bytes. */
export function parseAdobe(from: usize, bytes: i32): void {
  // "Adobe"
  if (bytes < 12 || load<u32>(from) != 0x626f6441 || load<u8>(from, 4) != 0x65) return;
  hasAdobe = true;
  adobeTransform = load<u8>(from, 11);
}

/** The components of a frame. */
export const GREY: i32 = 0;
export const YCC: i32 = 1;
export const RGB: i32 = 2;
export const CMYK: i32 = 3;
export const YCCK: i32 = 4;

let space: i32 = GREY;
/** Whether only luma is wanted, as after `draft("L")`. */
let wantsLuma: bool = false;

/**
 * Decides on the meaning of the components, at the header of the first scan: segments behind that have no say in
 * it, as libjpeg ends jpeg_read_header there.
 */
export function decideColours(): void {
  space = spaceOfHeader();
}

/** The meaning of the components of the frame. */
export function colourSpace(): i32 {
  return space;
}

function spaceOfHeader(): i32 {
  if (frame.componentCount == 1) return GREY;
  if (frame.componentCount == 4) return hasAdobe && adobeTransform != 0 ? YCCK : CMYK;
  if (hasJfif) return YCC;
  if (hasAdobe) return adobeTransform == 0 ? RGB : YCC;
  // libjpeg-turbo takes lossless ones for RGB
  if (frame.isLossless) return RGB;
  const isNamed = componentAt(0).id == 0x52 && componentAt(1).id == 0x47;
  return isNamed && componentAt(2).id == 0x42 ? RGB : YCC;
}

/** Whether the first component alone is decoded to pixels: libjpeg needs no other for grey. */
export function isLumaOnly(): bool {
  return wantsLuma && space == YCC;
}

/** Whether the components of a lossless frame are pixels as they are. */
export function isLosslessColour(): bool {
  return space != YCC && space != YCCK && !(wantsLuma && space == RGB);
}
