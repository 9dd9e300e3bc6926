/**
 * Amdahl's law: the speed-up of n workers if a fraction p (0 to 1) of the work can be shared among
 * them. For p = 0 it is 1: work that cannot be
 * shared is not slowed down either.
 */
export function amdahlSpeedup(p: number, n: number): number {
  return 1 / (1 - p + p / n);
}

/**
 * The serial fraction that a measured speed-up with n workers implies (Karp and Flatt, 1990): 1 − p of
 * Amdahl's law, for one point alone. If it grows with n, workers get into each
 * other's way. Not clamped. Null for less than two workers, which share nothing.
 */
export function karpFlatt(speedup: number, n: number): number | null {
  return n < 2 ? null : (1 / speedup - 1 / n) / (1 - 1 / n);
}
