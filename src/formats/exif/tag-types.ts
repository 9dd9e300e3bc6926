// written by test/fixtures/pillow/make_tag_types.py from Pillow 12.3.0 (TiffTags, TiffImagePlugin)

/** The tags of a directory that Pillow's TIFF writer gives this type, whatever it was in the file. */
export interface TagGroup {
  /** TIFF's number of the type. */
  readonly type: number;
  /** Pillow's number of values: 1 keeps the first, 0 is any. */
  readonly length: number;
  readonly tags: readonly number[];
}

/** Of the first directory. */
export const FIRST_DIRECTORY: readonly TagGroup[] = [
  { type: 1, length: 0, tags: [700, 34377] },
  { type: 2, length: 1, tags: [269, 270, 271, 272, 285, 305, 306, 315, 316, 333, 337, 33432] },
  { type: 3, length: 0, tags: [258, 280, 281, 291, 301, 320, 336, 338, 339, 517, 518, 32996] },
  {
    type: 3,
    length: 1,
    tags: [
      255, 259, 262, 263, 264, 265, 266, 274, 277, 284, 290, 296, 317, 332, 334, 512, 515, 531,
      32995, 50741,
    ],
  },
  { type: 3, length: 2, tags: [297, 321, 530] },
  { type: 3, length: 6, tags: [342] },
  { type: 4, length: 0, tags: [273, 279, 324, 325, 330, 519, 520, 521, 50838] },
  {
    type: 4,
    length: 1,
    tags: [
      254, 256, 257, 278, 288, 289, 292, 293, 322, 323, 513, 514, 32997, 32998, 34665, 34853, 40965,
      45057, 45060, 45313, 45569, 45572,
    ],
  },
  { type: 5, length: 1, tags: [282, 283, 286, 287, 45570, 45571, 45574, 50780] },
  { type: 5, length: 2, tags: [318] },
  { type: 5, length: 3, tags: [529] },
  { type: 5, length: 6, tags: [319, 532] },
  { type: 7, length: 0, tags: [45059] },
  {
    type: 7,
    length: 1,
    tags: [347, 33723, 34675, 36864, 37724, 40960, 41730, 45056, 45058, 50839],
  },
  { type: 10, length: 1, tags: [45573, 45575, 45576, 45577, 45578, 45579, 45580, 45581] },
  { type: 12, length: 0, tags: [340, 341] },
];

/** Of the directory that tag 34665 points to. */
export const EXIF_DIRECTORY: readonly TagGroup[] = [
  { type: 4, length: 1, tags: [40965] },
  { type: 7, length: 1, tags: [36864, 40960, 41730] },
];

/** Of the directory that tag 34853 points to. */
export const GPS_DIRECTORY: readonly TagGroup[] = [
  { type: 1, length: 1, tags: [5] },
  { type: 1, length: 4, tags: [0] },
  { type: 2, length: 0, tags: [8, 18] },
  { type: 2, length: 2, tags: [1, 3, 9, 10, 12, 14, 16, 19, 21, 23, 25] },
  { type: 2, length: 11, tags: [29] },
  { type: 3, length: 1, tags: [30] },
  { type: 5, length: 1, tags: [6, 11, 13, 15, 17, 24, 26] },
  { type: 5, length: 3, tags: [2, 4, 7, 20, 22] },
  { type: 7, length: 0, tags: [27, 28] },
];

/** Of the directory that tag 40965 points to. */
export const INTEROP_DIRECTORY: readonly TagGroup[] = [
  { type: 2, length: 1, tags: [1] },
  { type: 7, length: 1, tags: [2] },
];

/** Bytes of a value, by its type; Pillow skips entries of other types. */
export const TYPE_SIZES: Readonly<Partial<Record<number, number>>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
};

/** By tag of the first directory: texts that Pillow replaces by numbers. */
export const TEXT_VALUES: Readonly<
  Partial<Record<number, Readonly<Partial<Record<string, number>>>>>
> = {
  259: {
    Uncompressed: 1,
    'CCITT 1d': 2,
    'Group 3 Fax': 3,
    'Group 4 Fax': 4,
    LZW: 5,
    JPEG: 6,
    PackBits: 32773,
  },
  262: {
    WhiteIsZero: 0,
    BlackIsZero: 1,
    RGB: 2,
    'RGB Palette': 3,
    'Transparency Mask': 4,
    CMYK: 5,
    YCbCr: 6,
    CieLAB: 8,
    CFA: 32803,
    LinearRaw: 32892,
  },
  284: { Contiguous: 1, Separate: 2 },
  296: { none: 1, inch: 2, cm: 3 },
  317: { none: 1, 'Horizontal Differencing': 2 },
  50741: { Unsafe: 0, Safe: 1 },
};

/** The first four bytes of a TIFF structure that Pillow reads. */
export const PREFIXES: readonly (readonly number[])[] = [
  [77, 77, 0, 42],
  [73, 73, 42, 0],
  [77, 77, 42, 0],
  [73, 73, 0, 42],
  [77, 77, 0, 43],
  [73, 73, 43, 0],
];
