import type { Failure } from '../core/verdict.ts';
import { readBytes, type ByteReader } from './byte-reader.ts';
import { otherFileKind } from './foreign/file-kinds.ts';
import { isJpegLs } from './foreign/jpeg-ls.ts';
import type { FormatHeader } from './format.ts';
import type { ImageFormat } from './registry.ts';
import { FORMAT_SPECS, type ImageVariant } from './specs.ts';

/** The format of an image and its header. */
export interface ImageHeader extends FormatHeader<ImageVariant> {
  readonly format: ImageFormat;
}

/** Why a file is not decoded, and its format if it is recognised. */
export interface Refusal {
  readonly failure: Failure;
  readonly format: string | null;
}

export type Sniffed = { readonly header: ImageHeader } | Refusal;

/**
 * Recognises an image by its bytes, never by its name. Reads only as much as it needs of the whole
 * file's bytes, and never throws.
 */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) {
    return { failure: { code: 'empty', detail: 'The file has no bytes.' }, format: null };
  }
  const read = readBytes(bytes);
  // one that begins as a JPEG does
  const isForeign = isJpegLs(read);
  const spec = isForeign ? undefined : FORMAT_SPECS.find(({ matches }) => matches(read));
  if (spec === undefined) return notAnImage(bytes, read);
  const format = spec.id;
  const header = spec.readHeader(bytes);
  return 'code' in header ? { failure: header, format } : { header: { format, ...header } };
}

function notAnImage(bytes: Uint8Array, read: ByteReader): Refusal {
  const kind = otherFileKind(read, bytes);
  if (kind.isImage) {
    const detail = `This is ${kind.name}, which pixelpool does not decode.`;
    return { failure: { code: 'unsupported', detail }, format: kind.format };
  }
  const detail = `No image format: the bytes look like ${kind.name}.`;
  return { failure: { code: 'not-an-image', detail }, format: null };
}
