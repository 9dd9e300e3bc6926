/** The same numbers for the same seed, on any machine. */
export interface SeededRandom {
  /** A whole number from `from` up to, but not including, `to`. */
  between(from: number, to: number): number;
  bytes(count: number): Uint8Array;
}

/**
 * Mulberry32 (Tommy Ettinger, public domain), begun by a text: each damaged file has a stream of its
 * own, so that it can be made again without the others.
 */
export function seededRandom(seed: string): SeededRandom {
  let state = hashOf(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from));
  return { between, bytes: (count) => Uint8Array.from({ length: count }, () => between(0, 256)) };
}

/** FNV-1a in 32 bits (Fowler, Noll, Vo). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
