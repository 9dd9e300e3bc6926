/** Metadata that Pillow refuses when it reads them, or that are not read here. */
export type Unreadable = 'refused' | 'unread';

/** A file's metadata as Pillow finds it; undefined if there is none. */
export interface ImageMetadata {
  readonly exif: Uint8Array | Unreadable | undefined;
  readonly xmp: Uint8Array | Unreadable | undefined;
  /** Whether Pillow has met, and ignored, errors of the EXIF's structure when it opened the file. */
  readonly ignoresBrokenExif: boolean;
}

/** A block of EXIF, which shares the memory of the file's bytes. */
export interface ExifBlock {
  readonly body: Uint8Array;
  /** Makes the file valid again after the body was changed. */
  readonly updateChecksum?: () => void;
}

/** Inflates a stream of zlib. Null: it is not to be inflated; the text does not share its memory with anything. */
export type InflateMetadata = (compressed: Uint8Array) => Uint8Array | 'broken' | null;

/** How a format stores EXIF and XMP. */
export interface MetadataReader {
  /**
   * The EXIF and XMP that Pillow uses; each format has its own choice if there are several. Compressed ones are
   * unread unless there is a function that inflates them.
   */
  read(bytes: Uint8Array, inflate?: InflateMetadata): ImageMetadata;
  /** Every block of EXIF that some reader may read, whether Pillow does or not. */
  exifBlocks(bytes: Uint8Array): readonly ExifBlock[];
  /** Whether the header says that there is metadata behind these first bytes of a file. */
  needsMoreBytes(head: Uint8Array): boolean;
}

/** JPEG begins EXIF with it; some writers put it into other formats too, or write it twice. */
export const EXIF_PREAMBLE = 'Exif\0\0';

export function withoutPreambles(exif: Uint8Array): Uint8Array {
  let remaining = exif;
  while (beginsWith(remaining, EXIF_PREAMBLE)) remaining = remaining.subarray(EXIF_PREAMBLE.length);
  return remaining;
}

/** One character a byte, for texts of any length. */
export function latin1(bytes: Uint8Array): string {
  const step = 8192;
  let text = '';
  for (let at = 0; at < bytes.length; at += step) {
    text += String.fromCharCode(...bytes.subarray(at, at + step));
  }
  return text;
}

export function beginsWith(bytes: Uint8Array, text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (bytes[at] !== text.charCodeAt(at)) return false;
  }
  return true;
}
