import type { Failure } from '../../core/verdict.ts';

/** More than any image within the pixel limit needs. No tab should hold more at a time. */
export const MAX_FILE_BYTES = 2 ** 30;

export const TOO_LARGE: Failure = {
  code: 'out-of-memory',
  detail: `The file has more bytes than the limit of ${MAX_FILE_BYTES}.`,
};
