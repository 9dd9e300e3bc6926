/** A kind of file, and the first bytes of one: enough for `sniff` to tell it by. */
export interface SampleKind {
  readonly format: string;
  readonly kind: string;
  readonly header: Uint8Array;
}

const PNG = '89504e470d0a1a0a 0000000d 49484452 00000040 00000040';
const JPEG = 'ffd8 ffe0 0010 4a46494600010100000100010000';
const YCC_420 = '0011 08 0040 0040 03 012200 021101 031101';
const SCAN = 'ffda 000c 03 010002110311 003f00';
const FIRST_SCAN = 'ffda 000c 03 010002110311 000001';
const GREY_SCAN = 'ffda 0008 01 0100 003f00';
const CMYK_SCAN = 'ffda 000e 04 0100020003000400 003f00';
const VP8 = '56503820 0a000000 300100 9d012a 4000 4000';
const VP8L = '5650384c 0a000000 2f 3fc00f00 00000000 00';
const VP8X = '56503858 0a000000';
const ANIM = '414e494d 06000000 00000000 0000';
const ANMF = '414e4d46 22000000 000000 000000 3f0000 3f0000 640000 00';
const GIF = '474946383961 4000 4000';
const GIF_PALETTE = '000000ffffff';
const GIF_PICTURE = '2c 0000 0000 4000 4000 00 02';
const BMP = '424d 00300000 00000000';

/** The kinds that are shown, by format: title, kind, and the bytes of a header in hexadecimal. */
const KINDS: readonly (readonly [format: string, kind: string, hex: string])[] = [
  ['JPEG', 'from cameras and the web', `${JPEG} ffc0 ${YCC_420} ${SCAN}`],
  ['JPEG', 'progressive', `${JPEG} ffc2 ${YCC_420} ${SCAN}`],
  ['JPEG', 'grey', `${JPEG} ffc0 000b 08 0040 0040 01 011100 ${GREY_SCAN}`],
  [
    'JPEG',
    'colours halved down only (4:4:0)',
    `${JPEG} ffc0 0011 08 0040 0040 03 011200 021101 031101 ${SCAN}`,
  ],
  [
    'JPEG',
    'CMYK, for print',
    `${JPEG} ffc0 0014 08 0040 0040 04 011100 021100 031100 041100 ${CMYK_SCAN}`,
  ],
  ['JPEG', 'progressive, with scans left out', `${JPEG} ffc2 ${YCC_420} ${FIRST_SCAN}`],
  ['JPEG', 'arithmetic coding, or lossless', `${JPEG} ffc9 ${YCC_420} ${SCAN}`],
  ['PNG', 'RGB and RGBA', `${PNG} 08 06 000000 00000000 00000000 49444154`],
  [
    'PNG',
    'palette',
    `${PNG} 01 03 000000 00000000 00000006 504c5445 ${GIF_PALETTE} 00000000 00000000 49444154`,
  ],
  ['PNG', '16 bits of grey', `${PNG} 10 00 000000 00000000 00000000 49444154`],
  [
    'PNG',
    'animated',
    `${PNG} 08 02 000000 00000000 00000008 6163544c 0000000200000000 00000000 00000000 49444154`,
  ],
  ['WebP', 'lossy', `52494646 16000000 57454250 ${VP8}`],
  ['WebP', 'lossless', `52494646 16000000 57454250 ${VP8L}`],
  [
    'WebP',
    'animated',
    `52494646 4e000000 57454250 ${VP8X} 02000000 3f0000 3f0000 ${ANIM} ${ANMF} ${VP8}`,
  ],
  ['GIF', 'opaque', `${GIF} 80 00 00 ${GIF_PALETTE} ${GIF_PICTURE}`],
  [
    'GIF',
    'with transparency',
    `${GIF} 80 00 00 ${GIF_PALETTE} 21f9 04 01 0000 00 00 ${GIF_PICTURE}`,
  ],
  [
    'GIF',
    'first picture smaller than the whole',
    `${GIF} 80 00 00 ${GIF_PALETTE} 2c 0000 0000 2000 2000 00 02`,
  ],
  ['BMP', '24 bits, or a palette', `${BMP} 36000000 28000000 40000000 40000000 0100 1800 00000000`],
  ['BMP', '16 bits', `${BMP} 36000000 28000000 40000000 40000000 0100 1000 00000000`],
  ['BMP', 'run lengths', `${BMP} 36040000 28000000 40000000 40000000 0100 0800 01000000`],
  ['AVIF', 'all', '00000018 66747970 61766966 00000000 61766966 6d696631'],
  ['JPEG XL', 'all', 'ff0a 000000000000'],
];

/** Every kind of file that "About this browser" tells of. */
export function sampleKinds(): readonly SampleKind[] {
  return KINDS.map(([format, kind, hex]) => ({ format, kind, header: fromHex(hex) }));
}

function fromHex(hex: string): Uint8Array {
  const digits = hex.replaceAll(' ', '').match(/../g) ?? [];
  return Uint8Array.from(digits, (pair) => Number.parseInt(pair, 16));
}
