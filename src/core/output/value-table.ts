import { float16Bits } from './float16.ts';
import type { Normaliser } from './normalisation.ts';
import type { Output, Scale } from './output.ts';

/** Values of a byte. */
export const BYTE_VALUES = 256;

/**
 * What becomes of each byte of each channel, as bits that are written little-endian: entry channel × 256 + byte. A row is
 * uint8, so a table has every float that can come out, and the loop over pixels has no arithmetic.
 */
export function valueTable(
  output: Output,
  channels: number,
  normaliser: Normaliser | null,
): Uint8Array | Uint16Array | Uint32Array {
  const entries = channels * BYTE_VALUES;
  if (output.dtype === 'uint8') return Uint8Array.from({ length: entries }, (_, entry) => entry);
  const floats = Float32Array.from({ length: entries }, (_, entry) => {
    const value = scaled(entry % BYTE_VALUES, output.scale);
    return normaliser === null ? value : normalised(value, normaliser, entry / BYTE_VALUES);
  });
  return output.dtype === 'float32'
    ? new Uint32Array(floats.buffer)
    : Uint16Array.from(floats, float16Bits);
}

/**
 * torchvision's ToTensor divides float32s, the image processors of transformers multiply float64s by 1 / 255 and round:
 * for each of the 256 bytes the result is the same.
 */
function scaled(value: number, scale: Scale): number {
  return scale === 'unit' ? Math.fround(value / 255) : value;
}

/** As in both libraries, each step is rounded to float32. A float64 has bits enough that rounding its result twice changes nothing. */
function normalised(value: number, { mean, std }: Normaliser, channel: number): number {
  const index = Math.floor(channel);
  const centred = Math.fround(value - Math.fround(mean[index] ?? 0));
  return Math.fround(centred / Math.fround(std[index] ?? 1));
}
