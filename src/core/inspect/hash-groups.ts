import { createDisjointSets, type DisjointSets } from './disjoint-sets.ts';

/** Hashes of 64 bits, by index. */
export interface HashColumns {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/**
 * Groups those of `indices` (ascending) that have the same hash. Groups of one are left out; the members of a
 * group are ascending, and groups are ordered by their first member.
 */
export function equalGroups(
  { high, low }: HashColumns,
  indices: Uint32Array,
): readonly (readonly number[])[] {
  const order = indices.toSorted((a, b) => {
    return (high[a] ?? 0) - (high[b] ?? 0) || (low[a] ?? 0) - (low[b] ?? 0) || a - b;
  });
  const groups: number[][] = [];
  for (let from = 0; from < order.length;) {
    const first = order[from] ?? 0;
    let end = from + 1;
    while (
      end < order.length &&
      high[order[end] ?? 0] === high[first] &&
      low[order[end] ?? 0] === low[first]
    ) {
      end += 1;
    }
    if (end - from > 1) groups.push([...order.subarray(from, end)]);
    from = end;
  }
  return groups.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

/**
 * Groups those of `indices` (ascending) whose hashes differ in at most `radius` bits, directly or over others of the
 * group, without comparing all pairs: the 64 bits are cut into radius + 1 bands, and two hashes
 * within the radius agree in one band at least (the pigeonhole principle; multi-index hashing of Norouzi,
 * Punjani and Fleet, 2012). Only hashes that share a band are compared. Groups as in `equalGroups`.
 */
export function nearGroups(
  columns: HashColumns,
  indices: Uint32Array,
  radius: number,
): readonly (readonly number[])[] {
  const sets = createDisjointSets(columns.high.length);
  // of equal hashes one is compared with the others: a million blank pages are one
  const equal = equalGroups(columns, indices);
  const repeated = new Set<number>();
  for (const [first = 0, ...others] of equal) {
    for (const other of others) {
      sets.join(first, other);
      repeated.add(other);
    }
  }
  const distinct = indices.filter((index) => !repeated.has(index));
  for (let band = 0; band <= radius; band++) joinWithinBand(columns, distinct, band, radius, sets);
  return groupsOfSets(sets, indices);
}

function joinWithinBand(
  columns: HashColumns,
  distinct: Uint32Array,
  band: number,
  radius: number,
  sets: DisjointSets,
): void {
  const { high, low } = columns;
  const from = Math.floor((64 * band) / (radius + 1));
  const bits = Math.floor((64 * (band + 1)) / (radius + 1)) - from;
  const keyOf = (index: number): number => bitsOf(high[index] ?? 0, low[index] ?? 0, from, bits);
  const keys = new Map<number, number[]>();
  for (const index of distinct) {
    const key = keyOf(index);
    const others = keys.get(key);
    if (others === undefined) {
      keys.set(key, [index]);
      continue;
    }
    for (const other of others) {
      if (distance(columns, index, other) <= radius) sets.join(index, other);
    }
    others.push(index);
  }
}

/** Some bits of a number of 64, of which `high` has the first ones; at most 32. */
function bitsOf(high: number, low: number, from: number, count: number): number {
  const inHigh = Math.max(0, Math.min(32, from + count) - from);
  const inLow = count - inHigh;
  const first = inHigh === 0 ? 0 : (high >>> (32 - from - inHigh)) % 2 ** inHigh;
  if (inLow === 0) return first;
  const lowFrom = Math.max(0, from - 32);
  return first * 2 ** inLow + ((low >>> (32 - lowFrom - inLow)) % 2 ** inLow);
}

/** The number of bits in which two hashes differ. */
function distance({ high, low }: HashColumns, a: number, b: number): number {
  return bitCount((high[a] ?? 0) ^ (high[b] ?? 0)) + bitCount((low[a] ?? 0) ^ (low[b] ?? 0));
}

/** Bits that are set in a 32-bit number, counted in parallel (Warren, Hacker's Delight, 5-1). */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function groupsOfSets(sets: DisjointSets, indices: Uint32Array): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  for (const index of indices) {
    const root = sets.rootOf(index);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [index]);
    else group.push(index);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
