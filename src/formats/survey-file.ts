import { orientationOf } from './exif/orientation.ts';
import { sniff } from './sniff.ts';
import { specOf } from './specs.ts';
import type { SurveyedFile } from './survey.ts';

interface Survey {
  readonly file: SurveyedFile;
  /** Whether the header continues behind the bytes, or metadata is stored behind the pixels. */
  readonly needsMoreBytes: boolean;
}

/**
 * Reads a file's first bytes as a run does. The orientation of a PNG may be stored behind its pixels
 * unannounced: then the survey says 1, although the row will be right.
 */
export function surveyFile(slot: number, head: Uint8Array): Survey {
  const sniffed = sniff(head);
  if ('failure' in sniffed) {
    const { failure } = sniffed;
    const file: SurveyedFile = { ...NOTHING_KNOWN, slot, failure };
    return { file, needsMoreBytes: failure.code === 'truncated' };
  }
  const { format, width, height, variant } = sniffed.header;
  const spec = specOf(format);
  const file: SurveyedFile = {
    slot,
    format,
    failure: null,
    width,
    height,
    variant,
    hasAlpha: spec.hasAlpha(head),
    isOdd: spec.isOdd || (variant !== null && spec.oddVariants.includes(variant)),
    orientation: orientationOf(head, format),
  };
  return { file, needsMoreBytes: spec.metadata?.needsMoreBytes(head) ?? false };
}

const NOTHING_KNOWN = {
  format: null,
  width: null,
  height: null,
  variant: null,
  hasAlpha: false,
  isOdd: false,
  orientation: 1,
} as const;
