import type { ByteReader } from '../byte-reader.ts';
import { IMAGE_SIGNATURES, OTHER_SIGNATURES, SIGNATURE_BYTES } from './file-signatures.ts';
import { isJpegLs } from './jpeg-ls.ts';
import { textKind, type TextKind } from './text-kind.ts';

/** The kind of a file that is of none of the decoded formats. */
export interface FileKind {
  /** For a sentence: "a PDF document". */
  readonly name: string;
  /** The manifest's `format`, for image formats; null for everything else. */
  readonly format: string | null;
  readonly isImage: boolean;
}

const TEXT_NAMES: Record<Exclude<TextKind, 'svg'>, string> = {
  html: 'a web page (HTML)',
  plist: 'a property list of macOS (plist)',
  xmp: 'metadata of an image (XMP)',
  xml: 'an XML document',
  json: 'a JSON document',
  settings: 'settings (INI or TOML)',
  yaml: 'a YAML document',
  table: 'a table (CSV)',
  script: 'a script',
  text: 'text',
};

/** Names a file by its magic number, else by the look of its first bytes. */
export function otherFileKind(read: ByteReader, bytes: Uint8Array): FileKind {
  if (isJpegLs(read)) return { name: 'a JPEG-LS image', format: 'jpeg-ls', isImage: true };
  for (const [format, name, at, magic] of IMAGE_SIGNATURES) {
    if (magic.test(read.ascii(at, SIGNATURE_BYTES))) return { name, format, isImage: true };
  }
  for (const [name, at, magic] of OTHER_SIGNATURES) {
    if (magic.test(read.ascii(at, SIGNATURE_BYTES))) return noImage(name);
  }
  const kind = textKind(bytes);
  if (kind === 'svg') return { name: 'an SVG drawing', format: 'svg', isImage: true };
  if (kind !== null) return noImage(TEXT_NAMES[kind]);
  if (bytes.every((byte) => byte === 0)) return noImage('nothing but zeros');
  return noImage(`no known kind of file (they begin with ${hexOf(bytes.subarray(0, 4))})`);
}

function noImage(name: string): FileKind {
  return { name, format: null, isImage: false };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
