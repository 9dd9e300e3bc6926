import type { DraftScale } from '../core/recipe/draft.ts';
import { KernelMemoryError } from './kernel.ts';
import type { PixelLayout } from './resample/pixel-layout.ts';

/** The results of decoding a file, in the order of assembly/jpeg/endings.ts. */
const DECODE_STATUSES = [
  'decoded',
  'ended-oddly',
  'cut',
  'malformed',
  'not-taken',
  'no-memory',
] as const;

/** Size of a decoded image, and the layout of its rows. */
export interface JpegPicture {
  readonly width: number;
  readonly height: number;
  readonly layout: PixelLayout;
  /** All pixels are there, but the data did not end as those of a whole file do: Pillow may refuse. */
  readonly endsOddly: boolean;
}

/** Why there is no picture; `not-taken` is a JPEG of a kind that this reader does not decode. */
export type JpegRefusal = 'cut' | 'malformed' | 'not-taken';

/** One instance of the WebAssembly module; it holds one JPEG at a time. */
export interface JpegReader {
  /**
   * Decodes a file at 1/scale, as libjpeg-turbo 3.1 does, and frees the one before. Throws
   * KernelMemoryError if the image is too large.
   */
  decode(bytes: Uint8Array, scale: DraftScale): JpegPicture | JpegRefusal;
  /** Whole rows of the picture, one plane after the other, into the front of `target`. */
  copyRows(firstRow: number, rows: number, target: Uint8Array): void;
  memoryBytes(): number;
}

/** The exports of assembly/index.ts; see there. */
interface JpegExports {
  readonly memory: WebAssembly.Memory;
  jpegInput(bytes: number): number;
  decodeJpeg(bytes: number, scale: number): number;
  jpegWidth(): number;
  jpegHeight(): number;
  isJpegRgb(): number;
  jpegBandRows(): number;
  makeJpegBand(firstRow: number, rows: number): number;
}

export function createJpegReader(module: WebAssembly.Module): JpegReader {
  const { exports } = new WebAssembly.Instance<JpegExports & Record<string, unknown>>(module);
  let width = 0;
  let bytesPerPixel = 3;

  return {
    decode(bytes, scale) {
      const input = exports.jpegInput(bytes.length);
      if (input === 0) throw new KernelMemoryError('There is no memory left for the JPEG.');
      new Uint8Array(exports.memory.buffer, input, bytes.length).set(bytes);
      const status = DECODE_STATUSES[exports.decodeJpeg(bytes.length, scale)];
      if (status === undefined || status === 'no-memory') {
        throw new KernelMemoryError('The JPEG has more pixels than this tab has memory for.');
      }
      if (status !== 'decoded' && status !== 'ended-oddly') return status;
      const isRgb = exports.isJpegRgb() !== 0;
      width = exports.jpegWidth();
      bytesPerPixel = isRgb ? 4 : 3;
      return {
        width,
        height: exports.jpegHeight(),
        layout: isRgb ? 'rgbx' : 'i444',
        endsOddly: status === 'ended-oddly',
      };
    },
    copyRows(firstRow, rows, target) {
      const most = exports.jpegBandRows();
      const planes = bytesPerPixel === 4 ? 1 : 3;
      const rowBytes = (width * bytesPerPixel) / planes;
      for (let done = 0; done < rows; done += most) {
        const count = Math.min(most, rows - done);
        const at = exports.makeJpegBand(firstRow + done, count);
        const band = new Uint8Array(exports.memory.buffer, at, count * width * bytesPerPixel);
        for (let plane = 0; plane < planes; plane++) {
          const bytes = count * rowBytes;
          const from = band.subarray(plane * bytes, (plane + 1) * bytes);
          target.set(from, (plane * rows + done) * rowBytes);
        }
      }
    },
    memoryBytes: () => exports.memory.buffer.byteLength,
  };
}
