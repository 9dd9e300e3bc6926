import { sniff } from '../../src/formats/sniff.ts';

/** Variants of which the name alone does not say what they are. */
const WORDS: Readonly<Record<string, string>> = {
  cmyk: 'CMYK',
  'chroma-440': '4:4:0',
  'other-sampling': 'of rare sampling',
  '12-bit': 'of other than 8 bits',
  grey16: '16-bit grey',
  'odd-transparency': 'with odd transparency',
  'short-palette': 'with a short palette',
  'odd-alpha': 'with odd alpha',
  'no-palette': 'without a palette',
  partial: 'whose first picture is smaller',
  transparent: 'with a transparent colour',
  '16-bit': 'of 16 bits or odd masks',
  rle: 'with run lengths',
  'odd-offset': 'with odd pixel offset',
  'alpha-mask': 'with a mask for alpha',
};

const FIVE = new Set(['jpeg', 'png', 'gif', 'bmp', 'webp']);

/** What kind of file the bytes are, in words: format and, where decoders differ on it, variant. */
export function kindOfBytes(bytes: Uint8Array): {
  readonly kind: string;
  readonly isOfFive: boolean;
} {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) {
    const { format } = sniffed;
    if (format !== null && FIVE.has(format)) {
      return { kind: `${nameOf(format)} without a header`, isOfFive: true };
    }
    const kind = format === null ? 'no image' : `other: ${nameOf(format)}`;
    return { kind, isOfFive: false };
  }
  const { format, variant } = sniffed.header;
  const kind = variant === null ? nameOf(format) : `${nameOf(format)} ${WORDS[variant] ?? variant}`;
  return { kind, isOfFive: FIVE.has(format) };
}

function nameOf(format: string): string {
  return format === 'webp' ? 'WebP' : format.toUpperCase();
}
