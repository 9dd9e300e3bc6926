import { describe, expect, it } from 'vitest';

import { surveyFile } from '../../src/formats/survey-file.ts';
import {
  countSurveyed,
  LARGE_PIXELS,
  NOTHING_COUNTED,
  type SurveyedFile,
} from '../../src/formats/survey.ts';
import { readFixture } from '../core/read-fixture.ts';
import {
  avifHeader,
  bytesOf,
  JPEG_SCAN,
  JPEG_START,
  jpegFrame,
  jpegSegment,
  pngHeader,
} from './write-headers.ts';

const fixture = (name: string): Uint8Array => readFixture(`images/${name}`);

describe('surveyFile', () => {
  it('A6 reads size, variant, alpha and orientation from the first bytes', () => {
    expect(surveyFile(3, fixture('alpha.png').subarray(0, 100))).toEqual({
      file: {
        slot: 3,
        format: 'png',
        failure: null,
        width: 64,
        height: 64,
        variant: null,
        hasAlpha: true,
        isOdd: false,
        orientation: 1,
      },
      needsMoreBytes: false,
    });
    expect(surveyFile(0, fixture('rotated-6.jpg')).file.orientation).toBe(6);
    expect(surveyFile(0, readFixture('variants/cmyk.jpg')).file.variant).toBe('cmyk');
  });

  it('A5 AVIF, JPEG XL, and a few variants of other formats are odd', () => {
    const isOdd = (bytes: Uint8Array) => surveyFile(0, bytes).file.isOdd;
    expect(isOdd(readFixture('variants/cmyk.jpg'))).toBe(true);
    expect(isOdd(avifHeader(['avif'], [[4, 4]]))).toBe(true);
    expect(isOdd(bytesOf(0xff, 0x0a))).toBe(true);
    expect(isOdd(fixture('rotated-6.jpg'))).toBe(false);
    expect(isOdd(fixture('quadrants-lossy.webp'))).toBe(false);
    expect(isOdd(bytesOf('%PDF-1.7'))).toBe(false);
  });

  it('A6 asks for more bytes if the header continues behind the first ones', () => {
    const profile = jpegSegment(0xe2, new Uint8Array(300));
    const long = bytesOf(JPEG_START, profile, jpegFrame(40, 30), JPEG_SCAN);
    expect(surveyFile(0, long.subarray(0, 200)).needsMoreBytes).toBe(true);
    const whole = surveyFile(0, long);
    expect([whole.needsMoreBytes, whole.file.width, whole.file.height]).toEqual([false, 40, 30]);
  });

  it('A6 asks for more bytes of a WebP, which has its orientation behind its pixels', () => {
    const rotated = fixture('rotated-3.webp');
    expect(surveyFile(0, rotated.subarray(0, 64)).needsMoreBytes).toBe(true);
    const { file, needsMoreBytes } = surveyFile(0, rotated);
    expect([file.orientation, needsMoreBytes]).toEqual([3, false]);
    expect(surveyFile(0, fixture('quadrants-lossy.webp').subarray(0, 64)).needsMoreBytes).toBe(
      false,
    );
  });

  it('S3 refuses a file with the sentence that a run uses', () => {
    const { file, needsMoreBytes } = surveyFile(0, bytesOf('%PDF-1.7'));
    expect(file.failure?.code).toBe('not-an-image');
    expect(file.failure?.detail).toContain('a PDF document');
    expect([file.format, needsMoreBytes]).toEqual([null, false]);
  });
});

describe('countSurveyed', () => {
  it('A6 counts files of each kind, and also surveyed files that could not be opened', () => {
    const surveyed: readonly SurveyedFile[] = [
      surveyFile(0, fixture('alpha.png')).file,
      surveyFile(1, fixture('rotated-8.png')).file,
      surveyFile(2, fixture('red.png')).file,
      surveyFile(3, bytesOf('hello')).file,
      surveyFile(4, pngHeader(LARGE_PIXELS + 1, 1)).file,
      surveyFile(5, pngHeader(LARGE_PIXELS, 1)).file,
    ];
    const counts = countSurveyed(NOTHING_COUNTED, 7, surveyed);
    expect(counts).toEqual({ surveyed: 7, alpha: 1, rotated: 1, large: 1, refused: 1 });
    const twice = countSurveyed(counts, 7, surveyed);
    expect(twice).toEqual({ surveyed: 14, alpha: 2, rotated: 2, large: 2, refused: 2 });
  });
});
