/** 64 bits in two numbers of 32. */
export interface Hash64 {
  high: number;
  low: number;
}

/**
 * Returns a function that hashes rows of this length, to find rows that are equal: two of MurmurHash3's 32-bit hashes
 * (Appleby, 2011) with different seeds. Among a million different rows two have the same hash with a probability
 * of 3 · 10⁻⁸.
 */
export function createRowHash(rowBytes: number): (row: Uint8Array, into: Hash64) => void {
  // copied, because words have to be aligned; the last one is filled with zeros
  const words = new Uint32Array(Math.ceil(rowBytes / 4));
  const bytes = new Uint8Array(words.buffer);
  return (row, into) => {
    bytes.set(row);
    let a = 0x9747b28c;
    let b = 0x3c6ef372;
    for (let i = 0; i < words.length; i++) {
      const word = words[i] ?? 0;
      a = mix(a, word);
      b = mix(b, word ^ 0x5bd1e995);
    }
    into.high = finish(a ^ rowBytes);
    into.low = finish(b ^ rowBytes);
  };
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
