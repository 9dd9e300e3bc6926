import type { SeededRandom } from '../damage/seeded-random.ts';
import { isRestart, joinParts, joined, splitParts, type JpegPart } from './jpeg-parts.ts';
import { changed, flipBit, pick, someByte, spliced, type Mutation } from './mutations.ts';

const hasData = ({ data }: JpegPart): boolean => data.length > 0;

/** A mutation of the entropy-coded data of one scan. */
function ofData(
  name: string,
  change: (data: Uint8Array, random: SeededRandom, other: Uint8Array) => Uint8Array,
): Mutation {
  return {
    name,
    make(parts, random, other) {
      const foreign = pick(random, other.filter(hasData))?.data ?? new Uint8Array();
      return changed(parts, random, hasData, (one) => ({
        ...one,
        data: change(one.data.slice(), random, foreign),
      }));
    },
  };
}

/** The places of restart markers in a scan's data. */
function restartsIn(data: Uint8Array): readonly number[] {
  return [...data.keys()].filter((at) => data[at] === 0xff && isRestart(data[at + 1] ?? 0));
}

/** Entropy-coded data, as they are between two markers. */
function stuffed(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes].flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])));
}

const DATA: readonly Mutation[] = [
  ofData('data bits', (data, random) => {
    for (let i = random.between(1, 5); i > 0; i--) flipBit(data, random);
    return data;
  }),
  ofData('data byte', (data, random) => {
    data[random.between(0, data.length)] = someByte(random);
    return data;
  }),
  ofData('data cut', (data, random) => data.slice(0, random.between(0, data.length))),
  ofData('data removed', (data, random) =>
    spliced(data, random.between(0, data.length), random.between(1, 9)),
  ),
  ofData('data inserted', (data, random) =>
    spliced(data, random.between(0, data.length), 0, stuffed(random.bytes(random.between(1, 40)))),
  ),
  ofData('data random', (data, random) => {
    const at = random.between(0, data.length);
    return joined([data.subarray(0, at), stuffed(random.bytes(random.between(10, 400)))]);
  }),
  ofData('data of another file', (data, random, other) => {
    const at = pick(random, [0, random.between(0, data.length)]);
    return joined([data.subarray(0, at), other.subarray(random.between(0, other.length + 1))]);
  }),
  ofData('marker in data', (data, random) => {
    const code = pick(random, [0xd0 + random.between(0, 8), 0xff, 0, 1, 0xd9, someByte(random)]);
    return spliced(data, random.between(0, data.length), 0, Uint8Array.of(0xff, code));
  }),
  ofData('restart marker', (data, random) => {
    const at = pick(random, restartsIn(data));
    if (at === undefined) return data;
    const number = Uint8Array.of(0xff, 0xd0 + random.between(0, 8));
    return spliced(data, at, 2, pick(random, [number, new Uint8Array(), joined([number, number])]));
  }),
  ofData('interval twice', (data, random) => {
    const [from, to] = [pick(random, restartsIn(data)), pick(random, restartsIn(data))];
    if (from === undefined || to === undefined) return data;
    return spliced(data, to, 0, data.slice(Math.min(from, to), Math.max(from, to)));
  }),
];

/** A mutation of the file, whatever its bytes mean. */
function ofBytes(
  name: string,
  change: (bytes: Uint8Array, random: SeededRandom, other: Uint8Array) => Uint8Array,
): Mutation {
  return {
    name,
    make: (parts, random, other) => splitParts(change(joinParts(parts), random, joinParts(other))),
  };
}

const BYTES: readonly Mutation[] = [
  ofBytes('bits', (bytes, random) => {
    for (let i = random.between(1, 9); i > 0; i--) flipBit(bytes.subarray(2), random);
    return bytes;
  }),
  ofBytes('bytes', (bytes, random) => {
    for (let i = random.between(1, 5); i > 0; i--) {
      bytes[random.between(2, bytes.length)] = someByte(random);
    }
    return bytes;
  }),
  ofBytes('cut', (bytes, random) => bytes.slice(0, random.between(3, bytes.length))),
  ofBytes('removed', (bytes, random) =>
    spliced(bytes, random.between(3, bytes.length), random.between(1, 33)),
  ),
  ofBytes('inserted', (bytes, random) =>
    spliced(bytes, random.between(3, bytes.length), 0, random.bytes(random.between(1, 33))),
  ),
  ofBytes('repeated', (bytes, random) => {
    const from = random.between(3, bytes.length);
    const piece = bytes.slice(from, from + random.between(1, 200));
    return spliced(bytes, random.between(3, bytes.length), 0, piece);
  }),
  ofBytes('zeros', (bytes, random) => {
    const from = random.between(3, bytes.length);
    return bytes.fill(0, from, from + random.between(1, 100));
  }),
  ofBytes('end of another file', (bytes, random, other) =>
    joined([
      bytes.subarray(0, random.between(3, bytes.length)),
      other.subarray(random.between(0, other.length)),
    ]),
  ),
];

export const CONTENT: readonly Mutation[] = [...DATA, ...BYTES];
