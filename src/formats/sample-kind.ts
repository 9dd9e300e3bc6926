/** A kind of file, and the header of a small one. */
export interface SampleKind {
  readonly kind: string;
  readonly header: Uint8Array;
}

/** `hex` is the header in hexadecimal; spaces in it have no meaning. */
export function sampleKind(kind: string, hex: string): SampleKind {
  const digits = hex.replaceAll(' ', '').match(/../g) ?? [];
  return { kind, header: Uint8Array.from(digits, (pair) => Number.parseInt(pair, 16)) };
}
