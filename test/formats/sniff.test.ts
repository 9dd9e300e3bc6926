import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { specOf } from '../../src/formats/specs.ts';
import { formatLabel, type ImageFormat } from '../../src/formats/registry.ts';
import { sniff, type ImageHeader } from '../../src/formats/sniff.ts';
import { FAILURE_CODES } from '../../src/core/verdict.ts';
import { IMAGE_FIXTURES, readFixture, type ImageFixture } from '../core/read-fixture.ts';
import { JPEG_END, JPEG_START, bytesOf, jpegFrame, jpegSegment } from './write-headers.ts';

const IMAGES = IMAGE_FIXTURES.filter((fixture) => fixture.format !== null);

function headerOf({ format, width, height }: ImageFixture) {
  // the variant is image-variant.test.ts's
  return { header: expect.objectContaining({ format, width, height }) as ImageHeader };
}

function codeOf(bytes: Uint8Array): string {
  const sniffed = sniff(bytes);
  return 'failure' in sniffed ? sniffed.failure.code : 'an image';
}

describe('the fixtures', () => {
  test.each(IMAGES)('S1 $file is $format of $width × $height', (fixture) => {
    expect(sniff(readFixture(`images/${fixture.file}`))).toEqual(headerOf(fixture));
  });

  test('S2 a file without bytes is empty', () => {
    expect(sniff(readFixture('images/empty.png'))).toEqual({
      failure: { code: 'empty', detail: 'The file has no bytes.' },
      format: null,
    });
  });

  test('S3 a web page named .jpg is not an image', () => {
    expect(sniff(readFixture('images/not-an-image.jpg'))).toEqual({
      failure: {
        code: 'not-an-image',
        detail: 'No image format: the bytes look like a web page (HTML).',
      },
      format: null,
    });
  });
});

/** So many bytes it takes to know the format; fewer can be anything. */
const SIGNATURE_BYTES: Readonly<Record<string, number>> = {
  bmp: 2,
  gif: 6,
  jpeg: 3,
  png: 8,
  webp: 12,
};

describe('heads of images', () => {
  test.each(IMAGES)('S2 every beginning of $file has its header, or is truncated', (fixture) => {
    const bytes = readFixture(`images/${fixture.file}`);
    const { format, file } = fixture;
    const signatureBytes = SIGNATURE_BYTES[format ?? ''] ?? NaN;
    for (let length = 0; length <= 64; length++) {
      const sniffed = sniff(bytes.subarray(0, length));
      const where = `${file}, ${length} bytes`;
      if ('header' in sniffed) {
        expect(sniffed, where).toEqual(headerOf(fixture));
      } else if (length === 0) {
        expect(sniffed.failure.code, where).toBe('empty');
      } else if (length < signatureBytes) {
        expect(sniffed.failure.code, where).toBe('not-an-image');
      } else {
        expect(sniffed, where).toEqual({
          failure: {
            code: 'truncated',
            detail: `The ${formatLabel(format ?? '')} ends within its header.`,
          },
          format,
        });
      }
    }
  });

  // PNG has its size in the first 24 bytes, BMP in 26, WebP in 30 at most
  test.each(IMAGES.filter(({ format }) => format !== 'jpeg' && format !== 'gif'))(
    'S1 30 bytes of $file are enough',
    (fixture) => {
      const bytes = readFixture(`images/${fixture.file}`);
      expect(sniff(bytes.subarray(0, 30))).toEqual(headerOf(fixture));
    },
  );
});

const SIGNATURES = [
  '',
  '\xff\xd8\xff',
  '\xff\xd8\xff\xe1\0\x08Exif\0\0\xff',
  '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR',
  'GIF89a',
  'RIFF\x40\0\0\0WEBPVP8 ',
  'RIFF\x40\0\0\0WEBPVP8L',
  'RIFF\x40\0\0\0WEBPVP8X',
  'BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0',
  '\0\0\0\x10ftypavif\0\0\0\0\0\0\0\x40meta\0\0\0\0\0\0\0\x30iprp\0\0\0\x28ipco\0\0\0\x14ispe',
  '\0\0\0\x0cJXL \r\n\x87\n',
  '\xff\x0a',
  '<?xml',
  '<svg',
];

describe('random bytes', () => {
  test('S2 have a header or a failure of the closed list, and never throw', () => {
    const bytes = fc.tuple(fc.constantFrom(...SIGNATURES), fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(bytes, ([signature, rest]) => {
        const sniffed = sniff(bytesOf(signature, rest));
        if ('failure' in sniffed) {
          expect(FAILURE_CODES).toContain(sniffed.failure.code);
          expect(sniffed.failure.detail).toMatch(/^[A-Z].*\.$/s);
          return;
        }
        const { width, height } = sniffed.header;
        expect(width === null || width > 0).toBe(true);
        expect(height === null || height > 0).toBe(true);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe('endsEarly', () => {
  const endsEarly = (bytes: Uint8Array, format: ImageFormat) => specOf(format).endsEarly(bytes);

  const WHOLE = ['jpg', 'png', 'gif', 'webp', 'bmp'].map((ending) => ({
    file: `quadrants.${ending}`,
    cut: `truncated.${ending}`,
    format: (ending === 'jpg' ? 'jpeg' : ending) as ImageFormat,
  }));

  test.each(WHOLE)('S2 $file is complete, $cut is not', ({ file, cut, format }) => {
    expect(endsEarly(readFixture(`images/${file}`), format)).toBe(false);
    expect(endsEarly(readFixture(`images/${cut}`), format)).toBe(true);
  });

  // decoders do without PNG's last bytes, a checksum, but not without its last chunk (12 bytes)
  test.each(WHOLE)('S2 $file without its last bytes ends early', ({ file, format }) => {
    const cut = format === 'png' ? 12 : 1;
    expect(endsEarly(readFixture(`images/${file}`).slice(0, -cut), format)).toBe(true);
  });

  test('S2 corrupt.png is complete: it has an end', () => {
    expect(endsEarly(readFixture('images/corrupt.png'), 'png')).toBe(false);
  });

  test.each(['jpeg', 'png'] as const)('S2 a %s with bytes behind its end is complete', (format) => {
    const file = format === 'jpeg' ? 'quadrants.jpg' : 'quadrants.png';
    const bytes = bytesOf(readFixture(`images/${file}`), 'more, as some cameras append it');
    expect(endsEarly(bytes, format)).toBe(false);
  });

  test('S2 a cut JPEG ends early even if the thumbnail in it is complete', () => {
    const thumbnail = bytesOf(JPEG_START, jpegFrame(16, 12), JPEG_END);
    const exif = jpegSegment(0xe1, bytesOf('Exif\0\0', thumbnail));
    const cut = readFixture('images/truncated.jpg');
    expect(endsEarly(bytesOf(JPEG_START, exif, cut.subarray(2)), 'jpeg')).toBe(true);
  });

  test.each<[ImageFormat, Uint8Array]>([
    ['jpeg', JPEG_START],
    ['png', bytesOf('\x89PNG')],
    ['gif', bytesOf('GIF89a')],
    ['webp', bytesOf('RIFF')],
    ['bmp', bytesOf('BM')],
  ])('S2 the beginning of a %s ends early', (format, bytes) => {
    expect(endsEarly(bytes, format)).toBe(true);
    expect(endsEarly(new Uint8Array(0), format)).toBe(true);
  });

  test.each(['avif', 'jxl'] as const)('S2 of %s, only the decoder can find it', (format) => {
    expect(endsEarly(bytesOf('anything'), format)).toBe(false);
  });
});

describe('codes', () => {
  test('S2 a signature without a header is truncated, one with a header of zeros corrupt', () => {
    expect(codeOf(bytesOf('\x89PNG\r\n\x1a\n'))).toBe('truncated');
    expect(codeOf(bytesOf('\x89PNG\r\n\x1a\n', new Uint8Array(30)))).toBe('corrupt');
  });
});
