import { draftScale } from '../../core/recipe/draft.ts';
import type { ImageVariant } from '../../formats/specs.ts';
import { mendJpeg } from '../../formats/jpeg/ending.ts';
import type { Failure } from '../../core/verdict.ts';
import type { JpegPicture, JpegReader, JpegRefusal } from '../../kernel/jpeg-reader.ts';
import { KernelMemoryError } from '../../kernel/kernel.ts';
import type { Decoder } from '../decoder.ts';
import type { ReaderPool } from '../reader-pool.ts';

/** The kinds of JPEG that the reader decodes; null is the everyday one. */
const KINDS: ReadonlySet<ImageVariant | null> = new Set<ImageVariant | null>([
  null,
  'several-scans',
  'chroma-440',
  'other-sampling',
]);

/**
 * Decodes JPEGs at 1/2, 1/4 and 1/8 to the pixels of Pillow's `draft`, with Pillow's verdict on any
 * bytes. `readers` have their own instances of the kernel's module.
 */
export function createJpegDraftDecoder(readers: ReaderPool<JpegReader>): Decoder {
  return {
    name: 'pixelpool-jpeg',
    accepts({ format, variant, width, height }, recipe) {
      if (format !== 'jpeg' || !KINDS.has(variant)) return 'no';
      return draftScale(recipe, width ?? 0, height ?? 0) > 1 ? 'exact' : 'no';
    },
    async decode(bytes, header, recipe) {
      const scale = draftScale(recipe, header.width ?? 0, header.height ?? 0);
      const startedAt = performance.now();
      const reader = readers.acquire();
      let picture: JpegPicture | JpegRefusal;
      try {
        picture = reader.decode(bytes, scale);
      } catch (error) {
        if (!(error instanceof KernelMemoryError)) throw error;
        return { kind: 'failed', failure: { code: 'out-of-memory', detail: error.message } };
      }
      const failure = failureOf(picture, bytes);
      if (typeof picture === 'string' || failure !== null) {
        readers.release(reader);
        return { kind: 'failed', failure: failure ?? MALFORMED };
      }
      const { layout, width, height } = picture;
      return {
        kind: 'pixels',
        layout,
        width,
        height,
        scale,
        decodeMs: performance.now() - startedAt,
        isDamaged: false, // Pillow's pixels of any file that Pillow accepts
        warning: null,
        async copyRows(firstRow, rows, target) {
          readers.use(reader, () => reader.copyRows(firstRow, rows, target));
        },
        close: () => readers.release(reader),
      };
    },
  };
}

const MALFORMED: Failure = {
  code: 'corrupt',
  detail: 'The JPEG is malformed, so that Pillow refuses it.',
};

/** The failure of a file without a picture, or with an improper end. */
function failureOf(
  picture: JpegPicture | JpegRefusal,
  bytes: Uint8Array<ArrayBuffer>,
): Failure | null {
  if (typeof picture !== 'string' && !picture.endsOddly) return null;
  const mended = mendJpeg(bytes);
  return 'code' in mended ? mended : null;
}
