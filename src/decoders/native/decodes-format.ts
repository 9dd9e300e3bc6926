import type { ImageFormat } from '../../formats/registry.ts';
import { specOf } from '../../formats/specs.ts';

/**
 * A picture of one pixel, in Base64, of each format that not every browser decodes (by Pillow 12.3.0 and
 * by libjxl); null for formats that all browsers decode.
 */
const SAMPLES: { readonly [Format in ImageFormat]: string | null } = {
  jpeg: null,
  png: null,
  webp: null,
  gif: null,
  bmp: null,
  avif:
    'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAA' +
    'AAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAKAAAAChpaW5mAAAA' +
    'AAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAAQAAAAEA' +
    'AAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEAAQQB' +
    'AoMEAAAAMG1kYXQSAAoIGAAGiAhoNCAyGhlHh4Yhh5555oAAAJBAyRxhRI6hY92Rkq5g',
  jxl: '/woAELASCAgQADAASxiLFcJJQR5AJGR/',
};

/** Whether this browser decodes any file of the format. It has no list to ask, so it is tried. */
export async function decodesFormat(format: ImageFormat): Promise<boolean> {
  const sample = SAMPLES[format];
  if (sample === null) return true;
  const bytes = Uint8Array.from(atob(sample), (letter) => letter.charCodeAt(0));
  try {
    const bitmap = await createImageBitmap(new Blob([bytes], { type: specOf(format).mediaType }));
    bitmap.close();
    return true;
  } catch {
    return false;
  }
}
