import type { Failure } from '../../core/verdict.ts';
import { fieldValue } from '../exif/field-value.ts';
import { withoutPreambles } from '../exif/image-metadata.ts';
import { readDirectory, readTiff } from '../exif/tiff-directory.ts';
import { metadataOf } from './metadata.ts';
import { isIndexCut } from './multi-picture.ts';
import type { JpegSegment } from './segments.ts';

/**
 * The reason why Pillow 12.3.0 refuses a JPEG for its metadata when it opens it; null if it does not. Of the segments
 * before the first scan.
 */
export function judgeMetadata(segments: readonly JpegSegment[]): Failure | null {
  if (isResolutionCut(segments)) return BAD_RESOLUTION;
  return isIndexCut(segments) ? BAD_INDEX : null;
}

const BAD_RESOLUTION: Failure = {
  code: 'corrupt',
  detail:
    'Pillow refuses the JPEG, because the resolution in its EXIF is malformed. ' +
    'Save it with another program, or remove its EXIF.',
};

const BAD_INDEX: Failure = {
  code: 'corrupt',
  detail:
    'Pillow refuses the JPEG, because its index names more pictures than it has entries. ' +
    'Save it with another program.',
};

const X_RESOLUTION = 0x011a;
const RESOLUTION_UNIT = 0x0128;

/**
 * Whether Pillow fails to read a resolution of EXIF: it takes the first two items of the value for a fraction,
 * and is prepared for all errors but that there is no such item.
 */
function isResolutionCut(segments: readonly JpegSegment[]): boolean {
  const { exif, ignoresBrokenExif: readsResolution } = metadataOf(segments);
  if (!readsResolution || !(exif instanceof Uint8Array)) return false;
  const tiff = readTiff(withoutPreambles(exif));
  if (tiff === null) return false;
  const directory = readDirectory(tiff, tiff.directoryAt);
  const field = directory.get(X_RESOLUTION);
  if (field === undefined || !directory.has(RESOLUTION_UNIT)) return false;
  const value = fieldValue(field, 'first');
  switch (value.kind) {
    case 'bytes':
      return value.bytes.length === 1;
    case 'text':
      return value.bytes.length === 0 || (value.bytes.length === 1 && isDigit(value.bytes[0]));
    default:
      return false;
  }
}

function isDigit(byte = 0): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
