/** Luma and chroma of full range. */
export type Ycc = readonly [y: number, cb: number, cr: number];

/** The coefficients of a block but the first one: zeros (0, 1, 6 or 16 more), and a value from -3 to 3. */
export type Coefficients = readonly (readonly [zeros: number, value: number])[];

/**
 * A baseline JPEG in 4:4:4 whose blocks of 8 × 8 pixels have one colour each, exactly: quantisers of 1,
 * and no coefficients but DC. `colours` are those of `across` × `down` blocks, row after row. With `coefficients`,
 * which are asked for at each block, colours are means: pixels at 1/8.
 */
export function plainBlocksJpeg(
  across: number,
  down: number,
  colours: readonly Ycc[],
  coefficients: () => Coefficients = () => [],
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    0xff,
    START_OF_IMAGE,
    ...segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    ...segment(0xc0, [8, ...word(down * 8), ...word(across * 8), 3, ...FRAME_COMPONENTS]),
    ...segment(0xc4, [0x00, ...DC_LENGTHS, ...LUMA.dc]),
    ...segment(0xc4, [0x10, ...AC_LENGTHS, ...LUMA.ac]),
    ...segment(0xc4, [0x01, ...DC_LENGTHS, ...CHROMA.dc]),
    ...segment(0xc4, [0x11, ...AC_LENGTHS, ...CHROMA.ac]),
    ...segment(0xda, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]),
    ...entropyCoded(colours, coefficients),
    0xff,
    END_OF_IMAGE,
  ]);
}

const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
/** Identifier, sampling factors, quantisation table. */
const FRAME_COMPONENTS = [1, 2, 3].flatMap((id) => [id, 0x11, 0]);
const END_OF_BLOCK = 0;
const ZEROS = 0xf0;
/** How many codes there are of each length, from 1 to 16; some are longer than what is looked up at once. */
const DC_LENGTHS = [0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const AC_LENGTHS = [1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1];
/** Symbols in the order of their codes. Luma and chroma differ, so that one cannot be taken for the other. */
const LUMA = {
  dc: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  ac: [END_OF_BLOCK, 0x01, 0x02, 0x11, 0x12, 0x61, ZEROS, 0x62],
};
const CHROMA = {
  dc: [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
  ac: [0x01, END_OF_BLOCK, 0x11, 0x02, 0x62, 0x12, 0x61, ZEROS],
};

const word = (value: number): readonly number[] => [value >> 8, value & 255];

function segment(marker: number, content: readonly number[]): readonly number[] {
  return [0xff, marker, ...word(content.length + 2), ...content];
}

/** The codes of a table, by symbol (T.81, annex C). */
function codesOf(
  lengths: readonly number[],
  symbols: readonly number[],
): ReadonlyMap<number, readonly [code: number, length: number]> {
  const codes = new Map<number, readonly [number, number]>();
  let code = 0;
  for (const [i, count] of lengths.entries()) {
    for (const symbol of symbols.slice(codes.size, codes.size + count)) {
      codes.set(symbol, [code++, i + 1]);
    }
    code *= 2;
  }
  return codes;
}

function entropyCoded(
  colours: readonly Ycc[],
  coefficients: () => Coefficients,
): readonly number[] {
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
  const putValue = (value: number, category: number): void => {
    // negative values one less, as T.81 has them (F.1.2.1)
    put(value < 0 ? value - 1 : value, category);
  };
  const [luma, chroma] = [LUMA, CHROMA].map(({ dc, ac }) => ({
    dc: codesOf(DC_LENGTHS, dc),
    ac: codesOf(AC_LENGTHS, ac),
  }));
  const last = [128, 128, 128];
  for (const colour of colours) {
    for (const [index, value] of colour.entries()) {
      const difference = 8 * (value - (last[index] ?? 0));
      last[index] = value;
      const category = categoryOf(difference);
      const codes = index === 0 ? luma : chroma;
      const putAc = (symbol: number): void => put(...(codes?.ac.get(symbol) ?? [0, 0]));
      put(...(codes?.dc.get(category) ?? [0, 0]));
      putValue(difference, category);
      let done = 0;
      for (const [zeros, coefficient] of coefficients()) {
        if (zeros >= 16) putAc(ZEROS);
        putAc(((zeros % 16) << 4) | categoryOf(coefficient));
        putValue(coefficient, categoryOf(coefficient));
        done += zeros + 1;
      }
      if (done < 63) putAc(END_OF_BLOCK);
    }
  }
  put(0x7f, 7);
  return bytes;
}

/** How many bits a value has. */
function categoryOf(value: number): number {
  return value === 0 ? 0 : 32 - Math.clz32(Math.abs(value));
}
