import { shapeText } from './array-shape.ts';

export const NPY_HEADER_BYTES = 128;
const ARRAY_ALIGN = 64;
/** NumPy reserves space for a longer first axis: numpy/lib/format.py, 1.24 and later. */
const GROWTH_AXIS_MAX_DIGITS = 21;

/**
 * The header of a `.npy` file, format version 1.0, of an array in C order: byte-identical to the one that NumPy ≥ 1.24
 * writes. `descr` is NumPy's name of the type: uint8 by default. Source: numpy/lib/format.py.
 */
export function npyHeader(shape: readonly number[], descr = '|u1'): Uint8Array<ArrayBuffer> {
  const growth = ' '.repeat(GROWTH_AXIS_MAX_DIGITS - String(shape[0]).length);
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shapeText(shape)}, }${growth}`;
  // magic, version and the length field take 10 bytes, the closing newline 1
  const unpadded = 10 + text.length + 1;
  const padding = ' '.repeat(ARRAY_ALIGN - (unpadded % ARRAY_ALIGN));
  const dictionary = `${text}${padding}\n`;

  const header = new Uint8Array(10 + dictionary.length);
  header.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(header.buffer).setUint16(8, dictionary.length, true);
  for (let i = 0; i < dictionary.length; i++) header[10 + i] = dictionary.charCodeAt(i);
  return header;
}
