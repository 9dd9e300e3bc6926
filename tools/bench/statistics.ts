/** The middle value, or the mean of the two middle ones; 0 if there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/**
 * The median of the ratios of each round: both values of a pair were measured one soon after the other, so
 * that a machine that slows down between rounds does not change it. Null if there is no pair.
 */
export function medianRatio(values: readonly number[], others: readonly number[]): number | null {
  const rounds = Math.min(values.length, others.length);
  if (rounds === 0) return null;
  return median(values.slice(0, rounds).map((value, round) => value / (others[round] ?? NaN)));
}
