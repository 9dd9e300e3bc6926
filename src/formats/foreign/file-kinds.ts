import type { ByteReader } from '../byte-reader.ts';
import { IMAGE_SIGNATURES, OTHER_SIGNATURES, SIGNATURE_BYTES } from './file-signatures.ts';
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
  xml: 'an XML document',
  json: 'a JSON document',
  text: 'text',
};

/** Names a file by its magic number, else by the look of its first bytes. */
export function otherFileKind(read: ByteReader, bytes: Uint8Array): FileKind {
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
