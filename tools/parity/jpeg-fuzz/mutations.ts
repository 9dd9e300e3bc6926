import type { SeededRandom } from '../damage/seeded-random.ts';
import type { JpegPart } from './jpeg-parts.ts';

/** A random change of a JPEG, in place of which it may return the same. */
export interface Mutation {
  readonly name: string;
  /** `other` is another JPEG, to take something from. */
  readonly make: (
    parts: readonly JpegPart[],
    random: SeededRandom,
    other: readonly JpegPart[],
  ) => readonly JpegPart[];
}

export function pick<T>(random: SeededRandom, list: readonly [T, ...T[]]): T;
export function pick<T>(random: SeededRandom, list: readonly T[]): T | undefined;
export function pick<T>(random: SeededRandom, list: readonly T[]): T | undefined {
  return list[random.between(0, list.length)];
}

/** The parts with one of them changed: a random one of those that fit. */
export function changed(
  parts: readonly JpegPart[],
  random: SeededRandom,
  fits: (part: JpegPart) => boolean,
  change: (part: JpegPart) => JpegPart | readonly JpegPart[],
): readonly JpegPart[] {
  const index = pick(
    random,
    [...parts.keys()].filter((i) => parts.slice(i, i + 1).some(fits)),
  );
  return parts.flatMap((part, i) => (i === index ? change(part) : part));
}

/** The part with another body, which the function changes. */
function withBody(part: JpegPart, change: (body: Uint8Array) => Uint8Array | void): JpegPart {
  if (part.body === null || part.body.length === 0) return part;
  const body = part.body.slice();
  return { ...part, body: change(body) ?? body };
}

/** A mutation of the body of one of the parts that fit: `change` changes it, or returns another. */
export function ofBodies(
  name: string,
  fits: (part: JpegPart) => boolean,
  change: (body: Uint8Array, random: SeededRandom) => Uint8Array | void,
): Mutation {
  return {
    name,
    make: (parts, random) =>
      changed(parts, random, fits, (one) => withBody(one, (body) => change(body, random))),
  };
}

/** Values that decide something more often than others do. */
const TELLING = [
  0, 1, 2, 3, 4, 5, 8, 15, 16, 17, 63, 64, 127, 128, 0xd0, 0xd9, 0xf0, 0xfe, 0xff,
] as const;

/** A byte: half of the time one that decides something. */
export function someByte(random: SeededRandom): number {
  return random.between(0, 2) === 0 ? pick(random, TELLING) : random.between(0, 256);
}

export function flipBit(bytes: Uint8Array, random: SeededRandom): void {
  const at = random.between(0, bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 8));
}

/** The bytes with `inserted` in place of `removed` bytes. */
export function spliced(
  bytes: Uint8Array,
  at: number,
  removed: number,
  inserted: Uint8Array = new Uint8Array(),
): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, at), ...inserted, ...bytes.subarray(at + removed)]);
}
