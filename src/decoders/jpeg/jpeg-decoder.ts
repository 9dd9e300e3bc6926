import { draftScale, draftSize } from '../../core/recipe/draft.ts';
import type { Failure } from '../../core/verdict.ts';
import { judgeEnd, judgeJpegEnding } from '../../formats/jpeg/ending.ts';
import { readJpegHead } from '../../formats/jpeg/header.ts';
import type { JpegRow } from '../../kernel/jpeg-row.ts';
import type { Decoder } from '../decoder.ts';

/**
 * Decodes JPEGs in their own size, or at the scale of Pillow's `draft`, to Pillow's pixels and with
 * Pillow's verdict on any bytes. The kernel does it while it makes the row.
 */
export function createJpegDecoder(): Decoder {
  return {
    name: 'pixelpool-jpeg',
    accepts({ format }, recipe) {
      return format === 'jpeg' && recipe.decode !== 'canvas' ? 'exact' : 'no';
    },
    async decode(bytes, header, recipe) {
      const stored = { width: header.width ?? 0, height: header.height ?? 0 };
      const scale = draftScale(recipe, stored.width, stored.height);
      const output = recipe.decode === 'turbo' && recipe.mode === 'L' ? 'luma' : 'colours';
      return {
        kind: 'deferred',
        layout: 'rgbx',
        ...draftSize(stored.width, stored.height, scale),
        scale,
        isDamaged: false, // Pillow's pixels of any file that Pillow accepts
        bytes,
        makeRow(kernel, job, row) {
          const made = kernel.makeJpegRow(bytes, scale, job, row, output);
          const failure = failureOf(made, bytes);
          return made.kind === 'made' ? { ...made, failure } : { ...NO_TIMES, failure };
        },
      };
    },
  };
}

const NO_TIMES = { decodeMs: 0, resampleMs: 0 } as const;

const MALFORMED: Failure = {
  code: 'corrupt',
  detail: 'The JPEG is malformed, so that Pillow refuses it.',
};

const UNSUPPORTED: Failure = {
  code: 'unsupported',
  detail:
    'Pillow does not decode lossless JPEGs in YCbCr or YCCK, and under turbo no lossless JPEG that it would draft.',
};

/** ImageFile.load gives libjpeg a file piece by piece; jdarith.c cannot wait for the next one. */
const IN_PIECES: Failure = {
  code: 'unsupported',
  detail: 'Pillow reads arithmetic-coded JPEGs only if they have less than about 65,536 bytes.',
};

/** The failure of a file that is refused, or that ends improperly and is refused for it. */
function failureOf(made: JpegRow, bytes: Uint8Array<ArrayBuffer>): Failure | null {
  if (made.kind === 'made') {
    if (made.oddEnd === null) return null;
    const head = readJpegHead(bytes);
    return 'code' in head ? head : judgeEnd(bytes, made.oddEnd, head);
  }
  if (made.refusal === 'not-taken') return UNSUPPORTED;
  if (made.refusal === 'in-pieces') return IN_PIECES;
  return judgeJpegEnding(bytes) ?? MALFORMED;
}
