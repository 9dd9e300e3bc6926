import { describe, expect, it } from 'vitest';

import { sampleKinds } from '../../src/formats/sample-kinds.ts';
import { sniff } from '../../src/formats/sniff.ts';

describe('sampleKinds', () => {
  it('A8 each is told by its header as the format that it is shown under', () => {
    const formats: Readonly<Record<string, string>> = { 'JPEG XL': 'jxl' };
    for (const { format, kind, header } of sampleKinds()) {
      const sniffed = sniff(header);
      const told = 'header' in sniffed ? sniffed.header.format : sniffed.failure.detail;
      expect([kind, told]).toEqual([kind, formats[format] ?? format.toLowerCase()]);
    }
  });

  it('A8 kinds that decoders may tell apart are told apart', () => {
    const variantOf = (title: string, name: string) => {
      const found = sampleKinds().find(({ format, kind }) => format === title && kind === name);
      const sniffed = sniff(found?.header ?? new Uint8Array(0));
      return 'header' in sniffed ? sniffed.header.variant : sniffed.failure.code;
    };
    expect(variantOf('JPEG', 'from cameras and the web')).toBeNull();
    expect(variantOf('JPEG', 'CMYK, for print')).toBe('cmyk');
    expect(variantOf('PNG', 'RGB and RGBA')).toBeNull();
    expect(variantOf('WebP', 'lossy')).toBe('lossy');
    expect(variantOf('WebP', 'lossless')).toBeNull();
    expect(variantOf('WebP', 'animated')).toBe('animated');
  });
});
