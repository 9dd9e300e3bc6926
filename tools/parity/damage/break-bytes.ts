import type { FileParts } from './file-parts.ts';
import type { SeededRandom } from './seeded-random.ts';

/** One way to break a file: its name, and its effect on the bytes. */
export interface Damage {
  readonly name: string;
  readonly make: (bytes: Uint8Array, random: SeededRandom) => Uint8Array;
}

const CUT_TAILS = [1, 2, 4, 8, 12];

/** Up to `count` cuts: in the last few bytes, at the starts of parts, and evenly over the file. */
export function truncations(bytes: Uint8Array, parts: FileParts, count: number): Damage[] {
  const tails = CUT_TAILS.map((missing) => bytes.length - missing);
  const ends = evenly(parts.starts, Math.floor((count - tails.length) / 2));
  const remaining = count - tails.length - ends.length;
  const spread = Array.from({ length: remaining }, (_, i) =>
    Math.round(((i + 1) / (remaining + 1)) * bytes.length),
  );
  const all = new Set([...tails, ...ends, ...spread].filter((at) => at > 0 && at < bytes.length));
  return [...all]
    .toSorted((a, b) => a - b)
    .map((at) => ({ name: `cut-at-${at}`, make: (whole) => whole.slice(0, at) }));
}

/** Single flipped bits in the header and in the data, and several at once. */
export function bitFlips(parts: FileParts, each: number): Damage[] {
  const regions = [
    { name: 'header', bits: 1, from: 0, to: parts.dataStart },
    { name: 'data', bits: 1, from: parts.dataStart, to: Infinity },
    { name: 'many', bits: 8, from: parts.dataStart, to: Infinity },
  ];
  return regions.flatMap(({ name, bits, from, to }) =>
    Array.from({ length: each }, (_, i) => ({
      name: `flip-${name}-${i + 1}`,
      make: (whole: Uint8Array, random: SeededRandom) => {
        const broken = whole.slice();
        for (let bit = 0; bit < bits; bit++) {
          const at = random.between(Math.min(from, whole.length - 1), Math.min(to, whole.length));
          broken[at] = (broken[at] ?? 0) ^ (1 << random.between(0, 8));
        }
        return broken;
      },
    })),
  );
}

/** A file system's block would be 4,096 bytes, more than most of the sources have. */
const BLOCK_BYTES = 64;

/** Blocks of zeros: aligned, not aligned, and up to the end, as of a broken download. */
export function zeroedBlocks(each: number): Damage[] {
  const zeroed = (name: string, extent: (size: number, random: SeededRandom) => [number, number]) =>
    Array.from({ length: each }, (_, i) => ({
      name: `zeros-${name}-${i + 1}`,
      make: (whole: Uint8Array, random: SeededRandom) => {
        const [from, to] = extent(whole.length, random);
        return whole.slice().fill(0, from, to);
      },
    }));
  return [
    ...zeroed('aligned', (size, random) => {
      const from = BLOCK_BYTES * random.between(0, Math.ceil(size / BLOCK_BYTES));
      return [from, from + BLOCK_BYTES];
    }),
    ...zeroed('anywhere', (size, random) => {
      const from = random.between(0, size);
      return [from, from + random.between(1, 200)];
    }),
    ...zeroed('to-the-end', (size, random) => [random.between(Math.floor(size / 4), size), size]),
  ];
}

/** More bytes behind the last one. */
export function trailingBytes(second: Uint8Array, isShort: boolean): Damage[] {
  const appended = (name: string, tail: (random: SeededRandom) => Uint8Array): Damage => ({
    name: `then-${name}`,
    make: (whole, random) => joined(whole, tail(random)),
  });
  const all = [
    appended('zeros', () => new Uint8Array(512)),
    appended('an-image', () => second),
    appended('junk', (random) => random.bytes(300)),
    appended('itself-cut', () => second.slice(0, second.length >> 1)),
  ];
  return isShort ? all.slice(0, 2) : all;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** Up to `count` of the list, evenly spread, its first and last among them. */
function evenly<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  return Array.from({ length: count }, (_, i) =>
    list.slice(Math.round((i * (list.length - 1)) / Math.max(1, count - 1))),
  ).flatMap((tail) => tail.slice(0, 1));
}
