import { sniff } from '../../src/formats/sniff.ts';

/** Format and size in short, or the failure's code. */
export function summaryOf(bytes: Uint8Array): string {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) return sniffed.failure.code;
  const { format, width, height } = sniffed.header;
  return `${format} ${width} × ${height}`;
}
