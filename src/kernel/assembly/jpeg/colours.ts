// Whether three components are luma and chroma, or red, green and blue (jdapimin.c of libjpeg).
import { componentAt } from './frame';

let hasJfif: bool = false;
let hasAdobe: bool = false;
/** Adobe's: 0 says that colours are not transformed. */
let adobeTransform: u8 = 0;

export function resetColours(): void {
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

/** Whether the three components of a frame are red, green and blue. */
export function areRgb(): bool {
  if (hasJfif) return false;
  if (hasAdobe) return adobeTransform == 0;
  const isNamed = componentAt(0).id == 0x52 && componentAt(1).id == 0x47;
  return isNamed && componentAt(2).id == 0x42;
}
