/** Sets of numbers that have no number in common, which can be joined. */
export interface DisjointSets {
  join(a: number, b: number): void;
  /** The smallest number of the set. */
  rootOf(number: number): number;
}

/** The numbers 0 to `count` − 1, each in a set of its own: a union-find with path halving. */
export function createDisjointSets(count: number): DisjointSets {
  const parents = Uint32Array.from({ length: count }, (_, i) => i);
  function rootOf(number: number): number {
    let at = number;
    for (;;) {
      const parent = parents[at] ?? at;
      if (parent === at) return at;
      const next = parents[parent] ?? parent;
      parents[at] = next;
      at = next;
    }
  }
  return {
    rootOf,
    join(a, b) {
      const [first, second] = [rootOf(a), rootOf(b)];
      parents[Math.max(first, second)] = Math.min(first, second);
    },
  };
}
