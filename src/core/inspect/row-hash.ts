/** 64 bits in two numbers of 32. */
export interface Hash64 {
  high: number;
  low: number;
}

/**
 * A hash of the bytes of a row, to find rows that are equal: two of MurmurHash3's 32-bit hashes (Appleby, 2011) with
 * different seeds. Among a million different rows two have the same hash with a probability of 3 · 10⁻⁸.
 */
export function hashRow(row: Uint8Array, into: Hash64): void {
  let a = 0x9747b28c;
  let b = 0x3c6ef372;
  const whole = row.length & ~3;
  for (let at = 0; at < whole; at += 4) {
    const word =
      (row[at] ?? 0) |
      ((row[at + 1] ?? 0) << 8) |
      ((row[at + 2] ?? 0) << 16) |
      ((row[at + 3] ?? 0) << 24);
    a = mix(a, word);
    b = mix(b, word ^ 0x5bd1e995);
  }
  for (let at = whole; at < row.length; at++) {
    a = mix(a, row[at] ?? 0);
    b = mix(b, (row[at] ?? 0) ^ 0x5bd1e995);
  }
  into.high = finish(a ^ row.length);
  into.low = finish(b ^ row.length);
}

function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = hash ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
