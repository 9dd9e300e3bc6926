import type { Failure } from '../core/verdict.ts';
import type { ByteReader } from './byte-reader.ts';
import type { MetadataReader } from './exif/image-metadata.ts';
import type { SampleKind } from './sample-kind.ts';

/**
 * The names of a format, and nothing that reads a file: the page's script has these, and none of
 * the readers.
 */
export interface FormatNames<Id extends string = string> {
  /** In manifests, journals and receipts. */
  readonly id: Id;
  /** For sentences and headings. */
  readonly label: string;
  readonly mediaType: string;
  /** For the parameter `formats` of `Image.open`; null if Pillow has no decoder for the format. */
  readonly pillowName: string | null;
  /** Whether everyday files become Pillow's very pixels; rows of other formats are approximate. */
  readonly isExact: boolean;
}

/** A file's header. The size is that stored, before any rotation; null if only a decoder can find it. */
export interface FormatHeader<Variant extends string = string> {
  readonly width: number | null;
  readonly height: number | null;
  /** Null: the everyday kind. */
  readonly variant: Variant | null;
}

/**
 * A format of images that pixelpool decodes: its names, and how a file of it is recognised and read.
 * No function throws, whatever the bytes are, and none changes them.
 */
export interface ImageFormatSpec<
  Id extends string = string,
  Variant extends string = string,
> extends FormatNames<Id> {
  /** Whether a file begins as this format does. */
  matches(read: ByteReader): boolean;
  /** The header as Pillow reads it, or the reason why Pillow refuses the file for it. */
  readHeader(bytes: Uint8Array): FormatHeader<Variant> | Failure;
  /** The kinds of files on which decoders differ; each in words that follow the format's label. */
  readonly variants: Readonly<Partial<Record<Variant, string>>>;
  /** The variants with unusual pixels, of which a preview should show one. */
  readonly oddVariants: readonly Variant[];
  /** Whether this holds for every file of the format. */
  readonly isOdd: boolean;
  /**
   * Whether Pillow sees transparency (`has_transparency_data`: an alpha channel, or a transparent
   * colour), as far as the first bytes say. All pixels may be opaque nevertheless.
   */
  hasAlpha(bytes: Uint8Array): boolean;
  /** Null if Pillow reads no orientation from files of this format. */
  readonly metadata: MetadataReader | null;
  /** Whether the container says that the file continues after its last byte. */
  endsEarly(bytes: Uint8Array): boolean;
  /** The kinds that "About this browser" lists. */
  readonly kinds: readonly SampleKind[];
}
