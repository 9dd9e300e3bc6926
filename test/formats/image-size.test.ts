import { describe, expect, test } from 'vitest';
import { sniff } from '../../src/formats/sniff.ts';
import {
  avifHeader,
  bytesOf,
  isoBox,
  pngHeader,
  u16le,
  u24le,
  u32be,
  u32le,
  webpOf,
} from './write-headers.ts';

/** Format and size in short, or the failure's code. */
function told(bytes: Uint8Array): string {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) return sniffed.failure.code;
  const { format, width, height } = sniffed.header;
  return `${format} ${width} × ${height}`;
}

const SIGNATURE = '\x89PNG\r\n\x1a\n';

/** With a checksum that nobody looks at. */
function chunk(type: string, ...parts: readonly Uint8Array[]) {
  const body = bytesOf(...parts);
  return bytesOf(u32be(body.length), type, body, u32be(0));
}

describe('PNG', () => {
  test('S1 reads sizes of 32 bits', () => {
    expect(told(pngHeader(20000, 70000))).toBe('png 20000 × 70000');
    expect(told(pngHeader(0x7fffffff, 1))).toBe('png 2147483647 × 1');
  });

  test('S2 is corrupt without a size, or with another chunk instead of IHDR', () => {
    expect(told(pngHeader(0, 5))).toBe('corrupt');
    expect(told(pngHeader(5, 0))).toBe('corrupt');
    const other = pngHeader(5, 5);
    other.set(bytesOf('C BI'), 12);
    expect(told(other)).toBe('corrupt');
    expect(told(bytesOf(SIGNATURE, chunk('IEND')))).toBe('corrupt');
    expect(told(bytesOf(SIGNATURE, chunk('IHDR', u32be(5), u32be(5))))).toBe('corrupt');
  });

  test('S1 uses the last IHDR before the image data, whatever other chunks there are', () => {
    const header = (width: number) => chunk('IHDR', u32be(width), u32be(9), bytesOf(8, 2, 0, 0, 0));
    const idat = chunk('IDAT', bytesOf(1, 2, 3));
    const text = chunk('tEXt', bytesOf('a\0b'));
    expect(told(bytesOf(SIGNATURE, text, header(3), idat))).toBe('png 3 × 9');
    expect(told(bytesOf(SIGNATURE, header(3), text, header(4), idat, header(5)))).toBe('png 4 × 9');
    expect(told(bytesOf(SIGNATURE, idat, header(6), idat, header(7)))).toBe('png 6 × 9');
    expect(told(bytesOf(SIGNATURE, header(8), 'broken'))).toBe('png 8 × 9');
    expect(told(bytesOf(SIGNATURE, text, 'a b c d e f'))).toBe('corrupt');
    expect(told(bytesOf(SIGNATURE, text, header(3).subarray(0, 14)))).toBe('truncated');
  });
});

describe('GIF', () => {
  /** A screen and the descriptor of a picture on it, without palettes, up to the data. */
  function gifOf(screen: readonly number[], picture: readonly number[], signature = 'GIF89a') {
    const head = bytesOf(signature, ...screen.map(u16le), 0, 0, 0);
    return bytesOf(head, 0x2c, ...picture.map(u16le), 0, 8);
  }

  test.each(['GIF87a', 'GIF89a'])('S1 %s is little-endian', (signature) => {
    expect(told(gifOf([1000, 7], [0, 0, 1000, 7], signature))).toBe('gif 1000 × 7');
  });

  test.each([
    { what: 'a small picture', picture: [5, 6, 70, 8], size: '100 × 50' },
    { what: 'a picture that goes over the right side', picture: [60, 6, 41, 8], size: '101 × 50' },
    { what: 'a picture that goes over the bottom', picture: [5, 60, 41, 8], size: '100 × 68' },
    { what: 'a picture without pixels', picture: [200, 0, 0, 0], size: '200 × 50' },
  ])('S1 with $what, the screen is extended as in Pillow', ({ picture, size }) => {
    expect(told(gifOf([100, 50], picture))).toBe(`gif ${size}`);
  });

  test('S1 an empty screen is extended, too', () => {
    expect(told(gifOf([0, 9], [0, 0, 16, 12]))).toBe('gif 16 × 12');
  });

  test('S2 is corrupt without a size or a picture; GIF88a is not a GIF', () => {
    expect(told(gifOf([0, 7], [0, 0, 0, 9]))).toBe('corrupt');
    expect(told(bytesOf(gifOf([9, 9], []).subarray(0, 13), 0x3b))).toBe('corrupt');
    expect(told(gifOf([9, 9], [0, 0, 9, 9], 'GIF88a'))).toBe('not-an-image');
  });

  test('S2 is truncated if it is cut anywhere before its data', () => {
    const whole = gifOf([9, 9], [0, 0, 9, 9]);
    const lengths = Array.from({ length: whole.length - 6 }, (_, i) => 6 + i);
    expect(lengths.map((length) => told(whole.subarray(0, length)))).toEqual(
      lengths.map(() => 'truncated'),
    );
  });
});

describe('BMP', () => {
  const fileHeader = bytesOf('BM', u32le(1000), u32le(0), u32le(54));

  test.each([40, 52, 56, 64, 108, 124])('S1 with a header of %d bytes', (headerBytes) => {
    const sizes = bytesOf(u32le(headerBytes), u32le(70000), u32le(300));
    expect(told(bytesOf(fileHeader, sizes))).toBe('bmp 70000 × 300');
  });

  test('S1 with a core header of 12 bytes, which has sides of 16 bits', () => {
    const core = bytesOf(u32le(12), u16le(640), u16le(480), u16le(1), u16le(24));
    expect(told(bytesOf(fileHeader, core))).toBe('bmp 640 × 480');
  });

  test('S1 top-down, with a negative height', () => {
    const topDown = bytesOf(fileHeader, u32le(40), u32le(640), u32le(-480 >>> 0));
    expect(told(topDown)).toBe('bmp 640 × 480');
  });

  test('S1 heights above 0xff000000 are negative, widths never are, as in Pillow', () => {
    const sized = (width: number, height: number) =>
      told(bytesOf(fileHeader, u32le(40), u32le(width), u32le(height)));
    expect(sized(640, 0xff000000)).toBe('bmp 640 × 16777216');
    expect(sized(640, 0xfeffffff)).toBe('bmp 640 × 4278190079');
    expect(sized(640, 0x80000000)).toBe('bmp 640 × 2147483648');
    expect(sized(0xffffffff, 1)).toBe('bmp 4294967295 × 1');
  });

  test('S1 a header that Pillow does not know makes a BMP without a size', () => {
    for (const headerBytes of [0, 13, 16, 20, 41, 128, 65_535]) {
      expect(told(bytesOf(fileHeader, u32le(headerBytes), u32le(9), u32le(9)))).toBe(
        'bmp null × null',
      );
    }
  });

  test('S2 without a size is corrupt', () => {
    expect(told(bytesOf(fileHeader, u32le(40), u32le(0), u32le(480)))).toBe('corrupt');
    expect(told(bytesOf(fileHeader, u32le(40), u32le(640), u32le(0)))).toBe('corrupt');
  });

  test('S2 cut within its first numbers is truncated', () => {
    for (const length of [2, 5, 6, 14, 17]) {
      expect(told(bytesOf(fileHeader, u32le(40)).subarray(0, length))).toBe('truncated');
    }
  });

  test.each(['BMW, Audi and Mercedes are makes of cars.', 'BM\tname\r\n', 'BMW\xc3\xbcste'])(
    'S3 is not recognised in a text that begins with BM: %j',
    (text) => expect(told(bytesOf(text))).toBe('not-an-image'),
  );
});

describe('WebP', () => {
  const startCode = bytesOf(0, 0, 0, 0x9d, 0x01, 0x2a);
  // 14 bits of each side are the size, 2 bits above them are a scale
  const lossy = bytesOf(startCode, u16le(300 | 0x4000), u16le(200 | 0x8000));
  const lossless = bytesOf(0x2f, u32le((299 | (199 << 14) | (1 << 28)) >>> 0), new Uint8Array(9));
  const canvas = bytesOf(0x08, 0, 0, 0, u24le(70_000 - 1), u24le(200 - 1));

  test.each([
    { what: 'lossy (VP8)', bytes: webpOf('VP8 ', lossy), size: '300 × 200' },
    { what: 'lossless (VP8L)', bytes: webpOf('VP8L', lossless), size: '300 × 200' },
    { what: 'extended (VP8X)', bytes: webpOf('VP8X', canvas), size: '70000 × 200' },
    {
      what: 'lossless and no longer than its header',
      bytes: webpOf('VP8L', lossless.subarray(0, 6)),
      size: '300 × 200',
    },
    {
      what: 'lossless of the largest size',
      bytes: webpOf('VP8L', bytesOf(0x2f, u32le(0x0fffffff), new Uint8Array(9))),
      size: '16384 × 16384',
    },
  ])('S1 $what', ({ bytes, size }) => {
    expect(told(bytes)).toBe(`webp ${size}`);
  });

  test.each([
    { what: 'VP8', bytes: webpOf('VP8 ', lossy) },
    { what: 'VP8X', bytes: webpOf('VP8X', canvas) },
  ])('S2 $what is truncated if it is cut within its header', ({ bytes }) => {
    const lengths = Array.from({ length: 30 - 12 }, (_, i) => 12 + i);
    const codes = lengths.map((length) => told(bytes.subarray(0, length)));
    expect(codes).toEqual(lengths.map(() => 'truncated'));
  });

  test.each([
    { what: 'another chunk at first', bytes: webpOf('ALPH', new Uint8Array(20)) },
    { what: 'no start code', bytes: webpOf('VP8 ', new Uint8Array(20)) },
    { what: 'no signature', bytes: webpOf('VP8L', new Uint8Array(20)) },
    { what: 'a lossy frame without width', bytes: webpOf('VP8 ', bytesOf(startCode, 0, 0, 9, 0)) },
  ])('S2 with $what is corrupt', ({ bytes }) => {
    expect(told(bytes)).toBe('corrupt');
  });
});

describe('AVIF', () => {
  test.each(['avif', 'avis'])('S1 with the brand %s', (brand) => {
    expect(told(avifHeader([brand, 'mif1'], [[300, 200]]))).toBe('avif 300 × 200');
  });

  test('S1 with avif among the compatible brands only', () => {
    expect(told(avifHeader(['mif1', 'avif', 'miaf'], [[300, 200]]))).toBe('avif 300 × 200');
  });

  test('S1 of several sizes, the largest is that of the grid', () => {
    const sizes = [
      [512, 512],
      [2000, 1500],
      [160, 120],
    ] as const;
    expect(told(avifHeader(['avif'], sizes))).toBe('avif 2000 × 1500');
  });

  test('S1 leaves the size to the decoder if its properties are missing', () => {
    const ftyp = isoBox('ftyp', bytesOf('avif', u32be(0)));
    expect(told(ftyp)).toBe('avif null × null');
    expect(told(bytesOf(ftyp, u32be(0), 'mdat'))).toBe('avif null × null');
  });

  test('S2 is corrupt without a side, and truncated if it is cut within its size', () => {
    expect(told(avifHeader(['avif'], [[300, 0]]))).toBe('corrupt');
    expect(told(avifHeader(['avif'], [[300, 200]]).subarray(0, -2))).toBe('truncated');
  });
});

describe('JPEG XL', () => {
  test.each([
    ['a bare codestream', bytesOf(0xff, 0x0a, 1, 2, 3)],
    ['a container', bytesOf('\0\0\0\x0cJXL \r\n\x87\n', 1, 2, 3)],
  ])('S1 as %s leaves its size to the decoder', (_, bytes) => {
    expect(told(bytes)).toBe('jxl null × null');
  });
});
