/** A segment of a JPEG, and the entropy-coded data behind it. */
export interface JpegPart {
  readonly marker: number;
  /** Without marker and length; null if the marker stands alone. */
  readonly body: Uint8Array | null;
  readonly data: Uint8Array;
  /** Added to the length that the segment tells of itself; 0 if that is right. */
  readonly lengthError: number;
}

export const SOF0 = 0xc0;
export const DHT = 0xc4;
export const SOI = 0xd8;
export const EOI = 0xd9;
export const SOS = 0xda;
export const DQT = 0xdb;
export const DRI = 0xdd;

const NO_BYTES = new Uint8Array();

export function isFrame(marker: number): boolean {
  return marker >= SOF0 && marker <= 0xcf && ![DHT, 0xc8, 0xcc].includes(marker);
}

export function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

function standsAlone(marker: number): boolean {
  return marker === SOI || marker === EOI || marker === 0x01 || isRestart(marker);
}

/** Splits a JPEG into its segments, of which `joinParts` makes the same bytes. */
export function splitParts(jpeg: Uint8Array): readonly JpegPart[] {
  const parts: JpegPart[] = [];
  let at = 0;
  while (jpeg[at] === 0xff && at + 1 < jpeg.length) {
    const marker = jpeg[at + 1] ?? 0;
    const length = ((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0);
    const isAlone = standsAlone(marker) || length < 2 || at + 2 + length > jpeg.length;
    const bodyEnd = at + 2 + (isAlone ? 0 : length);
    const end = marker === EOI ? jpeg.length : nextMarker(jpeg, bodyEnd);
    const body = isAlone ? null : jpeg.slice(at + 4, bodyEnd);
    parts.push({ marker, body, data: jpeg.slice(bodyEnd, end), lengthError: 0 });
    at = end;
  }
  return parts;
}

/** The place of the next marker that is not part of entropy-coded data. */
function nextMarker(jpeg: Uint8Array, from: number): number {
  for (let at = from; at + 1 < jpeg.length; at++) {
    const code = jpeg[at + 1] ?? 0;
    if (jpeg[at] === 0xff && code !== 0 && code !== 0xff && !isRestart(code)) return at;
  }
  return jpeg.length;
}

export function joinParts(parts: readonly JpegPart[]): Uint8Array<ArrayBuffer> {
  const pieces = parts.flatMap(({ marker, body, data, lengthError }) => {
    if (body === null) return [Uint8Array.of(0xff, marker), data];
    const length = Math.max(0, body.length + 2 + lengthError);
    return [Uint8Array.of(0xff, marker, (length >> 8) & 255, length & 255), body, data];
  });
  return joined(pieces);
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

export function part(marker: number, body: Uint8Array | null, data = NO_BYTES): JpegPart {
  return { marker, body, data, lengthError: 0 };
}
