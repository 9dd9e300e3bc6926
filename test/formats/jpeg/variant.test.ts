import { describe, expect, test } from 'vitest';

import { sniff } from '../../../src/formats/sniff.ts';
import { JPEG_START, bytesOf, jpegSegment, u16be } from '../write-headers.ts';

/** The variant, or "everyday"; the failure's code where there is none. */
function variantOf(bytes: Uint8Array): string {
  const sniffed = sniff(bytes);
  return 'failure' in sniffed ? sniffed.failure.code : (sniffed.header.variant ?? 'everyday');
}

interface Frame {
  readonly marker?: number;
  readonly precision?: number;
  /** H and V of each component: 0x21 is 2 horizontally and 1 vertically. */
  readonly factors?: readonly number[];
}

function jpegOf({ marker = 0xc0, precision = 8, factors = [0x22, 0x11, 0x11] }: Frame) {
  const components = factors.map((factor, i) => bytesOf(i + 1, factor, 0));
  const body = bytesOf(precision, u16be(12), u16be(16), factors.length, ...components);
  const scan = factors.flatMap((_, i) => [i + 1, 0]);
  const scanHeader = bytesOf(factors.length, ...scan, 0, 63, 0);
  return bytesOf(JPEG_START, jpegSegment(marker, body), jpegSegment(0xda, scanHeader));
}

describe('JPEG', () => {
  test.each<{ what: string; frame: Frame; variant: string }>([
    { what: '4:2:0', frame: {}, variant: 'everyday' },
    { what: '4:2:2', frame: { factors: [0x21, 0x11, 0x11] }, variant: 'everyday' },
    { what: '4:4:4', frame: { factors: [0x11, 0x11, 0x11] }, variant: 'everyday' },
    { what: '4:4:4 in other factors', frame: { factors: [34, 34, 34] }, variant: 'everyday' },
    { what: '4:2:0 in larger factors', frame: { factors: [68, 34, 34] }, variant: 'everyday' },
    { what: 'grey', frame: { factors: [0x22] }, variant: 'everyday' },
    { what: 'progressive', frame: { marker: 0xc2 }, variant: 'everyday' },
    { what: 'extended sequential', frame: { marker: 0xc1 }, variant: 'everyday' },
    { what: '4:4:0', frame: { factors: [0x12, 0x11, 0x11] }, variant: 'everyday' },
    { what: '4:4:0 of Cr', frame: { factors: [0x22, 0x11, 0x21] }, variant: 'everyday' },
    { what: '4:1:1', frame: { factors: [0x41, 0x11, 0x11] }, variant: 'everyday' },
    { what: 'two chroma sizes', frame: { factors: [34, 33, 17] }, variant: 'everyday' },
    { what: 'a small luma', frame: { factors: [17, 34, 34] }, variant: 'everyday' },
    { what: 'factors of 0', frame: { factors: [0, 0, 0] }, variant: 'everyday' },
    { what: 'four components', frame: { factors: [17, 17, 17, 17] }, variant: 'cmyk' },
    { what: 'SOF3', frame: { marker: 0xc3 }, variant: 'lossless' },
    { what: 'SOF9', frame: { marker: 0xc9 }, variant: 'arithmetic' },
    { what: 'SOF10', frame: { marker: 0xca }, variant: 'arithmetic' },
    { what: '12 bits', frame: { precision: 12 }, variant: 'unsupported' },
    {
      what: 'lossless CMYK',
      frame: { marker: 0xc3, factors: [17, 17, 17, 17] },
      variant: 'cmyk',
    },
  ])('S1 $what is $variant', ({ frame, variant }) => {
    expect(variantOf(jpegOf(frame))).toBe(variant);
  });
});
