import { describe, expect, test } from 'vitest';

import { sniff } from '../../../src/formats/sniff.ts';
import { JPEG_END, JPEG_SCAN, JPEG_START, bytesOf, jpegSegment, u16be } from '../write-headers.ts';

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
    { what: '4:4:0', frame: { factors: [0x12, 0x11, 0x11] }, variant: 'chroma-440' },
    { what: '4:4:0 of Cr', frame: { factors: [0x22, 0x11, 0x21] }, variant: 'chroma-440' },
    { what: '4:1:1', frame: { factors: [0x41, 0x11, 0x11] }, variant: 'other-sampling' },
    { what: 'two chroma sizes', frame: { factors: [34, 33, 17] }, variant: 'chroma-440' },
    { what: 'a small luma', frame: { factors: [17, 34, 34] }, variant: 'other-sampling' },
    { what: 'factors of 0', frame: { factors: [0, 0, 0] }, variant: 'other-sampling' },
    { what: 'four components', frame: { factors: [17, 17, 17, 17] }, variant: 'cmyk' },
    { what: 'SOF3', frame: { marker: 0xc3 }, variant: 'lossless' },
    { what: 'SOF9', frame: { marker: 0xc9 }, variant: 'arithmetic' },
    { what: 'SOF10', frame: { marker: 0xca }, variant: 'arithmetic' },
    { what: '12 bits', frame: { precision: 12 }, variant: 'unsupported' },
    {
      what: 'lossless CMYK',
      frame: { marker: 0xc3, factors: [17, 17, 17, 17] },
      variant: 'lossless',
    },
  ])('S1 $what is $variant', ({ frame, variant }) => {
    expect(variantOf(jpegOf(frame))).toBe(variant);
  });

  test('S1 with one component in the first of several scans is several-scans', () => {
    const whole = jpegOf({});
    const scanAt = whole.lastIndexOf(0xda) - 1;
    expect(variantOf(bytesOf(whole.subarray(0, scanAt), JPEG_SCAN))).toBe('several-scans');
  });
});

describe('a progressive JPEG', () => {
  // components, then coefficients from and to, then bits done and bits left (4 bits each)
  const scan = (components: readonly number[], from: number, to: number, bits: number) => {
    const tables = components.map((id) => bytesOf(id, 0));
    const header = bytesOf(components.length, ...tables, from, to, bits);
    return bytesOf(
      jpegSegment(0xda, header),
      'data',
      0xff,
      0,
      'more',
      0xff,
      0xd3,
      0xff,
      0xff,
      0xd4,
    );
  };
  const FRAME_BYTES = 2 + 19;
  const frame = jpegOf({ marker: 0xc2 }).subarray(0, FRAME_BYTES);
  const ALL = [1, 2, 3];
  const WHOLE = [
    scan(ALL, 0, 0, 0x01),
    scan([1], 1, 63, 0x02),
    scan([3], 1, 63, 0),
    scan([2], 1, 63, 0),
    scan([1], 1, 63, 0x21),
    jpegSegment(0xc4, bytesOf('a table', 0xff, 0xda)),
    scan(ALL, 0, 0, 0x10),
    scan([1], 1, 63, 0x10),
  ];

  test('S1 with every bit in its scans is everyday', () => {
    expect(variantOf(bytesOf(frame, ...WHOLE, JPEG_END))).toBe('everyday');
    expect(variantOf(bytesOf(frame, ...WHOLE))).toBe('everyday');
  });

  test.each(WHOLE.flatMap((part, i) => (part[1] === 0xda ? [i] : [])))(
    'S1 that ends before its scan %i is incomplete',
    (end) => {
      if (end === 0) return; // no scan at all
      const bytes = bytesOf(frame, ...WHOLE.slice(0, end), JPEG_END, ...WHOLE.slice(end));
      expect(variantOf(bytes)).toBe('incomplete');
    },
  );

  test('S1 without one coefficient of one component is incomplete', () => {
    const lacking = WHOLE.with(3, scan([2], 1, 62, 0));
    expect(variantOf(bytesOf(frame, ...lacking, JPEG_END))).toBe('incomplete');
  });

  test('S1 of four components without their bits is cmyk', () => {
    const whole = jpegOf({ marker: 0xc2, factors: [17, 17, 17, 17] });
    const start = whole.subarray(0, FRAME_BYTES + 3);
    expect(variantOf(bytesOf(start, scan([1, 2, 3, 4], 0, 0, 1), JPEG_END))).toBe('cmyk');
  });
});
