import type { ByteReader } from './byte-reader.ts';

/** What bytes look like that are none of the formats a decoder is there for. */
export interface FileKind {
  /** For a sentence: "a PDF document". */
  readonly name: string;
  /** The manifest's `format`, for image formats; null for everything else. */
  readonly format: string | null;
  readonly isImage: boolean;
}

interface Signature {
  readonly at: number;
  readonly text: RegExp;
  readonly name: string;
  readonly format?: string;
}

/** Magic numbers by the formats' own specifications; images first. One character is one byte. */
const SIGNATURES: readonly Signature[] = [
  { at: 0, text: /^(II[*+]\0|MM\0[*+])/, name: 'a TIFF image', format: 'tiff' },
  { at: 4, text: /^ftyp(hei[cxms]|hev[cxms]|mif1|msf1)/, name: 'a HEIF image', format: 'heif' },
  { at: 0, text: /^8BPS/, name: 'a Photoshop image', format: 'psd' },
  { at: 0, text: /^\0\0\x01\0[^\0]\0/, name: 'a Windows icon', format: 'ico' },
  { at: 0, text: /^\0\0\x02\0[^\0]\0/, name: 'a Windows cursor', format: 'cur' },
  { at: 0, text: /^(\0\0\0\x0cjP {2}|\xff\x4f\xff\x51)/, name: 'a JPEG 2000 image', format: 'jp2' },
  { at: 0, text: /^P[1-7fF][\s#]/, name: 'a Netpbm image', format: 'pnm' },
  { at: 0, text: /^icns/, name: 'an Apple icon', format: 'icns' },
  { at: 0, text: /^DDS /, name: 'a DirectDraw Surface', format: 'dds' },
  { at: 0, text: /^qoif/, name: 'a QOI image', format: 'qoi' },
  { at: 0, text: /^v\/1\x01/, name: 'an OpenEXR image', format: 'exr' },
  { at: 0, text: /^#\?(RADIANCE|RGBE)/, name: 'a Radiance HDR image', format: 'hdr' },
  { at: 0, text: /^SIMPLE {2}=/, name: 'a FITS image', format: 'fits' },
  { at: 0, text: /^BLP[12]/, name: 'a Blizzard texture', format: 'blp' },
  { at: 0, text: /^\x01\xda[\0\x01][\x01\x02]\0/, name: 'an SGI image', format: 'sgi' },
  {
    at: 0,
    text: /^\x0a[\0\x02\x03\x05]\x01[\x01\x02\x04\x08]/,
    name: 'a PCX image',
    format: 'pcx',
  },
  { at: 0, text: /^\x59\xa6\x6a\x95/, name: 'a Sun raster image', format: 'sun' },
  { at: 0, text: /^(%!PS|\xc5\xd0\xd3\xc6)/, name: 'an Encapsulated PostScript', format: 'eps' },
  { at: 0, text: /^\/\* XPM \*\//, name: 'an XPM image', format: 'xpm' },
  { at: 0, text: /^%PDF-/, name: 'a PDF document' },
  { at: 0, text: /^PK(\x03\x04|\x05\x06)/, name: 'a ZIP archive (or an Office document)' },
  { at: 0, text: /^\x1f\x8b/, name: 'a gzip archive' },
  { at: 0, text: /^7z\xbc\xaf/, name: 'a 7-Zip archive' },
  { at: 0, text: /^Rar!/, name: 'a RAR archive' },
  { at: 257, text: /^ustar/, name: 'a tar archive' },
  { at: 4, text: /^ftyp/, name: 'a video (MP4 or QuickTime)' },
  { at: 0, text: /^\x1a\x45\xdf\xa3/, name: 'a video (Matroska or WebM)' },
  { at: 0, text: /^RIFF[^]{4}AVI /, name: 'a video (AVI)' },
  { at: 0, text: /^(RIFF[^]{4}WAVE|ID3|OggS|fLaC)/, name: 'a sound file' },
  { at: 0, text: /^\x93NUMPY/, name: 'a NumPy array' },
  { at: 0, text: /^\x7fELF|^MZ/, name: 'a program' },
  { at: 0, text: /^SQLite format 3/, name: 'an SQLite database' },
  { at: 0, text: /^version https:\/\/git-lfs/, name: 'a Git LFS pointer: run "git lfs pull"' },
];

const LONGEST_SIGNATURE = 48;
const TEXT_PROBE_BYTES = 512;

/** Names a file by its magic number, else by what its first 512 bytes look like. */
export function otherFileKind(read: ByteReader, bytes: Uint8Array): FileKind {
  for (const { at, text, name, format } of SIGNATURES) {
    if (text.test(read.ascii(at, LONGEST_SIGNATURE))) {
      return { name, format: format ?? null, isImage: format !== undefined };
    }
  }
  const start = read.ascii(0, TEXT_PROBE_BYTES);
  const trimmed = start
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (/^(<\?xml[^]*?)?(<!--[^]*?-->\s*)?(<!doctype svg[^]*?>\s*)?<svg[\s>]/.test(trimmed)) {
    return { name: 'an SVG drawing', format: 'svg', isImage: true };
  }
  return { name: textKind(trimmed, bytes), format: null, isImage: false };
}

function textKind(trimmed: string, bytes: Uint8Array): string {
  const probe = bytes.subarray(0, TEXT_PROBE_BYTES);
  if (probe.every((byte) => byte === 0)) return 'nothing but zeros';
  const isText = probe.every((byte) => byte >= 0x20 || (byte >= 0x08 && byte <= 0x0d));
  if (!isText) return `no known kind of file (they begin with ${hexOf(probe.subarray(0, 4))})`;
  if (/^(<!doctype html|<html|<head|<body)/.test(trimmed)) return 'a web page (HTML)';
  if (trimmed.startsWith('<?xml')) return 'an XML document';
  if (/^[[{]/.test(trimmed)) return 'a JSON document';
  return 'text';
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
