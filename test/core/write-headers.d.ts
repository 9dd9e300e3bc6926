/** Bytes from texts (one character is one byte) and numbers (one byte each), one after the other. */
export declare function bytesOf(
  ...parts: readonly (string | number | Uint8Array)[]
): Uint8Array<ArrayBuffer>;
export declare const u16be: (value: number) => Uint8Array<ArrayBuffer>;
export declare const u32be: (value: number) => Uint8Array<ArrayBuffer>;
export declare const u16le: (value: number) => Uint8Array<ArrayBuffer>;
export declare const u24le: (value: number) => Uint8Array<ArrayBuffer>;
export declare const u32le: (value: number) => Uint8Array<ArrayBuffer>;
export declare function pngHeader(width: number, height: number): Uint8Array<ArrayBuffer>;
export declare function jpegSegment(marker: number, body: Uint8Array): Uint8Array<ArrayBuffer>;
/** A start-of-frame segment of 3 components. */
export declare function jpegFrame(
  width: number,
  height: number,
  marker?: number,
): Uint8Array<ArrayBuffer>;
export declare const JPEG_START: Uint8Array<ArrayBuffer>;
export declare const JPEG_END: Uint8Array<ArrayBuffer>;
/** A RIFF container of one chunk; the chunk's body is padded to an even length. */
export declare function webpOf(type: string, body: Uint8Array): Uint8Array<ArrayBuffer>;
/** A box of the ISO base media file format. */
export declare function isoBox(
  type: string,
  ...body: readonly Uint8Array[]
): Uint8Array<ArrayBuffer>;
/** ftyp and meta of an AVIF with one `ispe` for each size. */
export declare function avifHeader(
  brands: readonly [major: string, ...compatible: string[]],
  sizes: readonly (readonly [width: number, height: number])[],
): Uint8Array<ArrayBuffer>;
