import { describe, expect, test } from 'vitest';
import { sniff } from '../../../src/formats/sniff.ts';
import { bytesOf, isoBox, u32be } from '../write-headers.ts';

const TIFF = 'a TIFF image, or a raw one of a camera';
const DIB = 'a DIB (a BMP without its file header)';

function brand(name: string, ...compatible: readonly string[]): Uint8Array {
  return bytesOf(isoBox('ftyp', bytesOf(name, u32be(0), ...compatible, name)), new Uint8Array(40));
}

/** 64 × 48 pixels, of which the first row stored is the top one. */
function targa(hasColourMap: 0 | 1, kind: number, bits: number): Uint8Array {
  const colourMap = hasColourMap === 1 ? [0, 0, 16, 0, 24] : [0, 0, 0, 0, 0];
  return bytesOf(0, hasColourMap, kind, ...colourMap, 0, 0, 0, 0, 64, 0, 48, 0, bits, 0x20);
}

describe('images of formats that are not decoded', () => {
  test.each([
    ['tiff', TIFF, bytesOf('II*\0', 8, 0, 0, 0)],
    ['tiff', TIFF, bytesOf('MM\0*', 0, 0, 0, 8)],
    ['tiff', TIFF, bytesOf('II+\0', 8, 0, 0, 0)],
    ['raw', 'a raw image of a camera', bytesOf('II*\0', 16, 0, 0, 0, 'CR', 2, 0)],
    ['raw', 'a raw image of a camera', brand('crx ')],
    ['raw', 'a raw image of a camera', bytesOf('IIRO', 8, 0, 0, 0)],
    ['raw', 'a raw image of a camera', bytesOf('FUJIFILMCCD-RAW 0201')],
    ['heif', 'a HEIF image', brand('heic')],
    ['heif', 'a HEIF image', brand('heix')],
    ['heif', 'a HEIF image', brand('mif1')],
    ['heif', 'a HEIF image', brand('MiHE', 'MiPr', 'miaf', 'heic')],
    ['psd', 'a Photoshop image', bytesOf('8BPS', 0, 1)],
    ['xcf', 'a GIMP image', bytesOf('gimp xcf v011\0')],
    ['gbr', 'a GIMP brush', bytesOf(u32be(28), u32be(2), u32be(8), u32be(8), u32be(4), 'GIMP')],
    ['ico', 'a Windows icon', bytesOf(0, 0, 1, 0, 2, 0, 16, 16)],
    ['cur', 'a Windows cursor', bytesOf(0, 0, 2, 0, 1, 0, 16, 16)],
    ['jp2', 'a JPEG 2000 image', bytesOf('\0\0\0\x0cjP  \r\n\x87\n')],
    ['cur', 'a Windows cursor', bytesOf('RIFF', 0, 1, 0, 0, 'ACONLIST')],
    ['icns', 'an Apple icon', bytesOf('icns', 0, 0, 9, 9)],
    ['wmf', 'a Windows metafile', bytesOf('\xd7\xcd\xc6\x9a\0\0')],
    ['emf', 'a Windows metafile', bytesOf(1, new Uint8Array(39), ' EMF')],
    ['dib', DIB, bytesOf(40, new Uint8Array(11), 1, 0, 24, 0)],
    ['dib', DIB, bytesOf(12, 0, 0, 0, 9, 0, 9, 0, 1, 0, 8, 0)],
    ['jp2', 'a JPEG 2000 image', bytesOf('\xff\x4f\xff\x51\0\x2f')],
    ['jxr', 'a JPEG XR image', bytesOf('II\xbc\x01 \0\0\0')],
    ['pnm', 'a Netpbm image', bytesOf('P6\n640 480\n255\n')],
    ['pnm', 'a Netpbm image', bytesOf('P5\n# by hand\n640 480\n255\n')],
    ['pnm', 'a Netpbm image', bytesOf('P7\nWIDTH 640\n')],
    ['qoi', 'a QOI image', bytesOf('qoif', u32be(640), u32be(480), 3, 0)],
    ['exr', 'an OpenEXR image', bytesOf('v/1\x01\x02\0\0\0')],
    ['hdr', 'a Radiance HDR image', bytesOf('#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n')],
    ['fits', 'a FITS image', bytesOf('SIMPLE  =                    T')],
    ['dicom', 'a DICOM image', bytesOf(new Uint8Array(128), 'DICM')],
    ['dicom', 'a DICOM image', bytesOf(8, 0, 5, 0, 'CS', 10, 0, 'ISO_IR 100')],
    [
      'nifti',
      'a NIfTI image',
      bytesOf(92, 1, 0, 0, new Uint8Array(34), 'r', new Uint8Array(305), 'n+1\0'),
    ],
    ['nifti', 'a NIfTI image', bytesOf(0, 0, 2, 28, 'ni2\0\r\n\x1a\n')],
    [
      'analyze',
      'an Analyze 7.5 image',
      bytesOf(0, 0, 1, 92, new Uint8Array(34), 'r', new Uint8Array(309)),
    ],
    ['nrrd', 'an NRRD image', bytesOf('NRRD0005\ntype: uint8\n')],
    ['mrc', 'an MRC image', bytesOf(64, new Uint8Array(207), 'MAP ', 0x44, 0x44)],
    ['czi', 'an image of a Zeiss microscope', bytesOf('ZISRAWFILE\0\0')],
    ['nd2', 'an image of a Nikon microscope', bytesOf(0xda, 0xce, 0xbe, 0x0a, 0x10)],
    ['wsq', 'a WSQ image', bytesOf(0xff, 0xa0, 0xff, 0xa8, 0, 2)],
    ['jxs', 'a JPEG XS image', bytesOf('\0\0\0\x0cJXS \r\n\x87\n')],
    ['jxs', 'a JPEG XS image', bytesOf(0xff, 0x10, 0xff, 0x50, 0, 4)],
    ['jbig2', 'a JBIG2 image', bytesOf('\x97JB2\r\n\x1a\n')],
    ['ilbm', 'an Amiga image (IFF)', bytesOf('FORM\0\0\x01\0ILBMBMHD')],
    ['pdn', 'a Paint.NET image', bytesOf('PDN3\x10\x02\0')],
    ['clip', 'a Clip Studio image', bytesOf('CSFCHUNK\0')],
    ['astc', 'an ASTC texture', bytesOf(0x13, 0xab, 0xa1, 0x5c, 4, 4, 1)],
    ['pvr', 'a PowerVR texture', bytesOf('PVR\x03')],
    ['vtf', 'a Valve texture', bytesOf('VTF\0\x07')],
    ['dds', 'a DirectDraw Surface', bytesOf('DDS ', 124, 0, 0, 0)],
    ['ktx', 'a KTX texture', bytesOf('\xabKTX 20\xbb\r\n\x1a\n')],
    ['blp', 'a Blizzard texture', bytesOf('BLP2', 1, 0, 0, 0)],
    ['ftex', 'an Independence War texture', bytesOf('FTEX', 0, 0, 1, 0)],
    ['sgi', 'an SGI image', bytesOf(1, 0xda, 1, 1, 0, 3)],
    ['pcx', 'a PCX image', bytesOf(10, 5, 1, 8, 0, 0)],
    ['dcx', 'a DCX image', bytesOf(0xb1, 0x68, 0xde, 0x3a)],
    ['sun', 'a Sun raster image', bytesOf(0x59, 0xa6, 0x6a, 0x95)],
    ['pixar', 'a PIXAR image', bytesOf(0x80, 0xe8, 0, 0)],
    ['pcd', 'a Photo CD image', bytesOf(new Uint8Array(2048).fill(255), 'PCD_IPI')],
    ['msp', 'a Windows Paint image', bytesOf('DanM', 64, 0, 48, 0)],
    ['im', 'an IM image', bytesOf('Image type: RGB image\r\n')],
    ['fli', 'a FLIC animation', bytesOf(u32be(9), 0x12, 0xaf, new Uint8Array(8), 3, 0)],
    ['flif', 'a FLIF image', bytesOf('FLIF1\0')],
    ['bpg', 'a BPG image', bytesOf('BPG\xfb \0')],
    ['mng', 'an MNG animation', bytesOf('\x8aMNG\r\n\x1a\n')],
    ['eps', 'a PostScript drawing', bytesOf('%!PS-Adobe-3.0 EPSF-3.0\n')],
    ['xpm', 'an XPM image', bytesOf('/* XPM */\nstatic char *')],
    ['xbm', 'an XBM image', bytesOf('#define cat_width 64\n#define cat_height 48\n')],
    ['tga', 'a Targa image', targa(0, 2, 24)],
    ['tga', 'a Targa image', targa(0, 10, 32)],
    ['tga', 'a Targa image', targa(0, 3, 8)],
    ['tga', 'a Targa image', targa(1, 9, 8)],
    ['svg', 'an SVG drawing', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['svg', 'an SVG drawing', bytesOf('\xef\xbb\xbf<?xml version="1.0"?>\n<svg width="1"/>')],
    [
      'svg',
      'an SVG drawing',
      bytesOf('<?xml version="1.0"?>\n<!-- drawn by hand -->\n<!DOCTYPE svg PUBLIC "x">\n<svg>'),
    ],
  ])('S3 %s is unsupported, and its format is named', (format, name, bytes) => {
    expect(sniff(bytes)).toEqual({
      failure: { code: 'unsupported', detail: `This is ${name}, which pixelpool does not decode.` },
      format,
    });
  });
});

describe('files that are no images', () => {
  const tar = new Uint8Array(512);
  tar.set(bytesOf('photos/cat.jpg'));
  tar.set(bytesOf('ustar'), 257);

  test.each([
    ['a web page (HTML)', bytesOf('<!DOCTYPE html>\n<title>404</title>')],
    ['a web page (HTML)', bytesOf('\r\n  <HTML lang="en">')],
    ['a ZIP archive (as Office documents, .npz and .pt are)', bytesOf('PK\x03\x04\x14\0\0\0')],
    ['a PDF document', bytesOf('%PDF-1.7\n%\xe2\xe3\xcf\xd3')],
    ['a DjVu document', bytesOf('AT&TFORM\0\0\x01\0DJVU')],
    ['an RTF document', bytesOf('{\\rtf1\\ansi Cats}')],
    ['an old Office document (or Thumbs.db)', bytesOf('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
    ['a bzip2 archive', bytesOf('BZh91AY&SY\xab')],
    ['an xz archive', bytesOf('\xfd7zXZ\0')],
    ['a Zstandard archive', bytesOf(0x28, 0xb5, 0x2f, 0xfd)],
    ['a 7-Zip archive', bytesOf('7z\xbc\xaf\x27\x1c')],
    ['a RAR archive', bytesOf('Rar!\x1a\x07')],
    ['a git-annex pointer: run "git annex get"', bytesOf('/annex/objects/SHA256E-s1.jpg\n')],
    [
      'a Git LFS pointer: run "git lfs pull"',
      bytesOf('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'),
    ],
    ['a video (MP4 or QuickTime)', brand('isom')],
    ['a video (MP4 or QuickTime)', brand('qt  ')],
    ['a video (MP4 or QuickTime)', bytesOf(u32be(300), 'moov', u32be(108), 'mvhd')],
    ['a video (Matroska or WebM)', bytesOf('\x1a\x45\xdf\xa3\x9f')],
    ['a video (MPEG)', bytesOf(0, 0, 1, 0xba)],
    ['a video (Windows Media or Flash)', bytesOf('FLV\x01\x05')],
    ['a sound file', brand('M4A ')],
    ['a sound file', bytesOf('ID3\x03\0')],
    ['a sound file', bytesOf(0xff, 0xfb, 0x90, 0x64)],
    ['a sound file', bytesOf('FORM\0\0\x01\0AIFFCOMM')],
    ['a video (AVI)', bytesOf('RIFF\x10\0\0\0AVI LIST')],
    ['a sound file', bytesOf('RIFF\x10\0\0\0WAVEfmt ')],
    ['a property list of macOS (plist)', bytesOf('bplist00\xd1\x01\x02')],
    ['a property list of macOS (plist)', bytesOf('<?xml version="1.0"?>\n<plist version="1.0"/>')],
    ['metadata of an image (XMP)', bytesOf('<x:xmpmeta xmlns:x="adobe:ns:meta/">')],
    ['a drawing of CorelDRAW', bytesOf('RIFF\x10\0\0\0CDR9vrsn')],
    ['an InDesign document', bytesOf('\x06\x06\xed\xf5\xd8\x1d\x46\xe5\xbd\x31')],
    ['a preview of Lightroom', bytesOf('AgHg\0\x01')],
    ['an LZ4 archive', bytesOf(0x04, 0x22, 0x4d, 0x18, 0x64)],
    ['a cabinet of Windows', bytesOf('MSCF\0\0\0\0')],
    ['a disc image', bytesOf(new Uint8Array(32_768), 1, 'CD001\x01')],
    ['a sound file', bytesOf('#!AMR\n<\x91')],
    ['an HDF4 file', bytesOf(0x0e, 0x03, 0x13, 0x01)],
    ['a NetCDF file', bytesOf('CDF\x01\0\0')],
    ['an LMDB database', bytesOf(new Uint8Array(16), 0xde, 0xc0, 0xef, 0xbe, 1)],
    ['a DuckDB database', bytesOf(new Uint8Array(8).fill(7), 'DUCK\x40\0\0\0')],
    ['an Access database', bytesOf(0, 1, 0, 0, 'Standard Jet DB\0')],
    ['a journal of an SQLite database', bytesOf(0x37, 0x7f, 6, 0x82)],
    ['an Avro table', bytesOf('Obj\x01\x04')],
    ['an ORC table', bytesOf('ORC\x11')],
    ['an R data file', bytesOf('RDX3\nX\n')],
    ['a 3D model', bytesOf('ply\nformat ascii 1.0\n')],
    ['a point cloud', bytesOf('LASF', new Uint8Array(20), 1, 2)],
    ['a MATLAB file', bytesOf('MATLAB 7.3 MAT-file, Platform: GLNXA64')],
    ['settings (INI or TOML)', bytesOf('[0.jpg]\nrotate=rotate(1)\n')],
    ['a YAML document', bytesOf('---\nnames: []\n')],
    ['a script', bytesOf('#!/usr/bin/env python3\n')],
    ['a gzip archive', bytesOf(0x1f, 0x8b, 8, 0)],
    ['a tar archive', tar],
    ['a NumPy array', bytesOf('\x93NUMPY\x01\0')],
    ['a Python pickle', bytesOf(0x80, 4, 0x95)],
    ['an HDF5 file', bytesOf('\x89HDF\r\n\x1a\n')],
    ['a Parquet table', bytesOf('PAR1\x15')],
    ['an Arrow table', bytesOf('ARROW1\0\0')],
    ['an IDX array (MNIST)', bytesOf(0, 0, 8, 3, u32be(60_000))],
    ['a model (safetensors)', bytesOf(54, 0, 0, 0, 0, 0, 0, 0, '{"weights":{}}')],
    ['a model (GGUF)', bytesOf('GGUF', 3, 0, 0, 0)],
    ['a MATLAB file', bytesOf('MATLAB 5.0 MAT-file, Platform: GLNXA64')],
    ['an SQLite database', bytesOf('SQLite format 3\0')],
    ['a program', bytesOf('\x7fELF\x02\x01')],
    ['a program', bytesOf('MZ\x90\0')],
    ['a program', bytesOf(0xcf, 0xfa, 0xed, 0xfe)],
    ['a program', bytesOf('\0asm', 1, 0, 0, 0)],
    ['a font', bytesOf(0, 1, 0, 0, 0, 17, 1, 0)],
    ['a font', bytesOf('wOF2', 0, 1, 0, 0)],
    ['a Windows shortcut', bytesOf(0x4c, 0, 0, 0, 1, 0x14, 2, 0)],
    ['metadata of macOS', bytesOf(0, 5, 0x16, 7, 0, 2, 0, 0)],
    ['a JSON document', bytesOf('{"images": []}')],
    ['a JSON document', bytesOf('\n [1, 2]')],
    ['an XML document', bytesOf('<?xml version="1.0"?><annotation/>')],
    ['a table (CSV)', bytesOf('path,label\ncats/1.jpg,0\n')],
    ['text', bytesOf('Gr\xc3\xb6\xc3\x9fe')],
    ['nothing but zeros', new Uint8Array(1000)],
    ['no known kind of file (they begin with 00 00 00 00)', bytesOf(new Uint8Array(5000), 1)],
    ['no known kind of file (they begin with 01 02 03 fe)', bytesOf(1, 2, 3, 0xfe, 0xff)],
    ['no known kind of file (they begin with 0e)', bytesOf(0x0e)],
  ])('S3 looks like %s', (name, bytes) => {
    expect(sniff(bytes)).toEqual({
      failure: { code: 'not-an-image', detail: `No image format: the bytes look like ${name}.` },
      format: null,
    });
  });

  test('S3 a text that begins like a format is no image', () => {
    const texts = ['MZ built motorcycles.', 'P5 players', 'P1, the first', 'GIF is a format'];
    texts.push('DDS of Zurich', 'icns are icons', 'Rare books', 'see ftyp', '#define CATS 1\n');
    for (const text of texts) {
      const sniffed = sniff(bytesOf(text));
      expect('failure' in sniffed && sniffed.failure.detail, text).toContain('look like text.');
    }
  });
});
