import { FORMATS, formatLabel } from '../../src/formats/registry.ts';
import { sniff } from '../../src/formats/sniff.ts';
import { specOf } from '../../src/formats/specs.ts';

/** What kind of file the bytes are, in words: the format and, if decoders differ on it, the variant. */
export function kindOfBytes(bytes: Uint8Array): {
  readonly kind: string;
  /** Whether pixelpool decodes the format exactly. */
  readonly isExactFormat: boolean;
} {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) {
    const { format } = sniffed;
    if (format === null) return { kind: 'no image', isExactFormat: false };
    const label = formatLabel(format);
    return FORMATS.some(({ id, isExact }) => id === format && isExact)
      ? { kind: `${label} without a header`, isExactFormat: true }
      : { kind: `other: ${label}`, isExactFormat: false };
  }
  const { format, variant } = sniffed.header;
  const { label, variants, isExact } = specOf(format);
  const kind = variant === null ? label : `${label} ${variants[variant] ?? variant}`;
  return { kind, isExactFormat: isExact };
}
