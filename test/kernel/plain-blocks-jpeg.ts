/** Luma and chroma of full range. */
export type Ycc = readonly [y: number, cb: number, cr: number];

/**
 * A baseline JPEG in 4:4:4 whose blocks of 8 × 8 pixels have one colour each, exactly: quantisers of 1,
 * and no coefficients but DC. `colours` are those of `across` × `down` blocks, row after row.
 */
export function plainBlocksJpeg(
  across: number,
  down: number,
  colours: readonly Ycc[],
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    0xff,
    START_OF_IMAGE,
    ...segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    ...segment(0xc0, [8, ...word(down * 8), ...word(across * 8), 3, ...FRAME_COMPONENTS]),
    ...segment(0xc4, [0x00, ...codesOfLength(4, DC_CATEGORIES)]),
    ...segment(0xc4, [0x10, ...codesOfLength(1, [END_OF_BLOCK])]),
    ...segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    ...entropyCoded(colours),
    0xff,
    END_OF_IMAGE,
  ]);
}

const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
/** Identifier, sampling factors, quantisation table. */
const FRAME_COMPONENTS = [1, 2, 3].flatMap((id) => [id, 0x11, 0]);
/** Of 4 bits each, so that the code of a category is its number. */
const DC_CATEGORIES = Array.from({ length: 12 }, (_, category) => category);
const END_OF_BLOCK = 0;

const word = (value: number): readonly number[] => [value >> 8, value & 255];

function segment(marker: number, content: readonly number[]): readonly number[] {
  return [0xff, marker, ...word(content.length + 2), ...content];
}

/** The part of a Huffman table with the number of codes of each length, and their symbols. */
function codesOfLength(length: number, symbols: readonly number[]): readonly number[] {
  const counts = Array.from({ length: 16 }, (_, i) => (i + 1 === length ? symbols.length : 0));
  return [...counts, ...symbols];
}

function entropyCoded(colours: readonly Ycc[]): readonly number[] {
  const bytes: number[] = [];
  let [held, heldBits] = [0, 0];
  const put = (value: number, bits: number): void => {
    held = (held << bits) | (value & ((1 << bits) - 1));
    for (heldBits += bits; heldBits >= 8; heldBits -= 8) {
      const byte = (held >> (heldBits - 8)) & 255;
      bytes.push(byte);
      if (byte === 0xff) bytes.push(0);
    }
    held &= 255;
  };
  const last = [128, 128, 128];
  for (const colour of colours) {
    for (const [index, value] of colour.entries()) {
      const difference = 8 * (value - (last[index] ?? 0));
      last[index] = value;
      const category = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
      put(category, 4);
      // negative values one less, as T.81 has them (F.1.2.1)
      put(difference < 0 ? difference - 1 : difference, category);
      put(0, 1);
    }
  }
  put(0x7f, 7);
  return bytes;
}
