import { describe, expect, test } from 'vitest';
import { sniff } from '../../src/core/sniff.ts';
import { bytesOf, isoBox, u32be } from './write-headers.ts';

function brand(name: string): Uint8Array {
  return bytesOf(isoBox('ftyp', bytesOf(name, u32be(0), name)), new Uint8Array(40));
}

describe('images that no decoder is there for', () => {
  test.each([
    ['tiff', 'a TIFF image', bytesOf('II*\0', 8, 0, 0, 0)],
    ['tiff', 'a TIFF image', bytesOf('MM\0*', 0, 0, 0, 8)],
    ['tiff', 'a TIFF image', bytesOf('II+\0', 8, 0, 0, 0)],
    ['heif', 'a HEIF image', brand('heic')],
    ['heif', 'a HEIF image', brand('heix')],
    ['heif', 'a HEIF image', brand('mif1')],
    ['psd', 'a Photoshop image', bytesOf('8BPS', 0, 1)],
    ['ico', 'a Windows icon', bytesOf(0, 0, 1, 0, 2, 0, 16, 16)],
    ['cur', 'a Windows cursor', bytesOf(0, 0, 2, 0, 1, 0, 16, 16)],
    ['jp2', 'a JPEG 2000 image', bytesOf('\0\0\0\x0cjP  \r\n\x87\n')],
    ['jp2', 'a JPEG 2000 image', bytesOf('\xff\x4f\xff\x51\0\x2f')],
    ['pnm', 'a Netpbm image', bytesOf('P6\n640 480\n255\n')],
    ['qoi', 'a QOI image', bytesOf('qoif', u32be(640), u32be(480), 3, 0)],
    ['exr', 'an OpenEXR image', bytesOf('v/1\x01\x02\0\0\0')],
    ['hdr', 'a Radiance HDR image', bytesOf('#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n')],
    ['eps', 'an Encapsulated PostScript', bytesOf('%!PS-Adobe-3.0 EPSF-3.0\n')],
    ['svg', 'an SVG drawing', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['svg', 'an SVG drawing', bytesOf('\xef\xbb\xbf<?xml version="1.0"?>\n<svg width="1"/>')],
    [
      'svg',
      'an SVG drawing',
      bytesOf('<?xml version="1.0"?>\n<!-- drawn by hand -->\n<!DOCTYPE svg PUBLIC "x">\n<svg>'),
    ],
  ])('S3 %s is unsupported, by name', (format, name, bytes) => {
    expect(sniff(bytes)).toEqual({
      failure: { code: 'unsupported', detail: `This is ${name}, which pixelpool does not decode.` },
      format,
    });
  });
});

describe('what is no image', () => {
  const tar = new Uint8Array(512);
  tar.set(bytesOf('photos/cat.jpg'));
  tar.set(bytesOf('ustar'), 257);

  test.each([
    ['a web page (HTML)', bytesOf('<!DOCTYPE html>\n<title>404</title>')],
    ['a web page (HTML)', bytesOf('\r\n  <HTML lang="en">')],
    ['a ZIP archive (or an Office document)', bytesOf('PK\x03\x04\x14\0\0\0')],
    ['a PDF document', bytesOf('%PDF-1.7\n%\xe2\xe3\xcf\xd3')],
    [
      'a Git LFS pointer: run "git lfs pull"',
      bytesOf('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'),
    ],
    ['a video (MP4 or QuickTime)', brand('isom')],
    ['a video (MP4 or QuickTime)', brand('qt  ')],
    ['a video (AVI)', bytesOf('RIFF\x10\0\0\0AVI LIST')],
    ['a sound file', bytesOf('RIFF\x10\0\0\0WAVEfmt ')],
    ['a gzip archive', bytesOf(0x1f, 0x8b, 8, 0)],
    ['a tar archive', tar],
    ['a NumPy array', bytesOf('\x93NUMPY\x01\0')],
    ['an SQLite database', bytesOf('SQLite format 3\0')],
    ['a program', bytesOf('\x7fELF\x02\x01')],
    ['a JSON document', bytesOf('{"images": []}')],
    ['a JSON document', bytesOf('\n [1, 2]')],
    ['an XML document', bytesOf('<?xml version="1.0"?><annotation/>')],
    ['text', bytesOf('path,label\ncats/1.jpg,0\n')],
    ['text', bytesOf('Gr\xc3\xb6\xc3\x9fe')],
    ['nothing but zeros', new Uint8Array(1000)],
    ['no known kind of file (they begin with 01 02 03 fe)', bytesOf(1, 2, 3, 0xfe, 0xff)],
    ['no known kind of file (they begin with 0e)', bytesOf(0x0e)],
  ])('S3 looks like %s', (name, bytes) => {
    expect(sniff(bytes)).toEqual({
      failure: { code: 'not-an-image', detail: `No image format: the bytes look like ${name}.` },
      format: null,
    });
  });
});
