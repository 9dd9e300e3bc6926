/**
 * At most `count` of the items, spread evenly over their order, the first one included. Class
 * folders follow each other in a sorted plan, so every class is met in proportion.
 */
export function sampleEvenly<T>(items: readonly T[], count: number): readonly T[] {
  if (count >= items.length) return items;
  return Array.from({ length: count }, (_, i) => Math.floor((i * items.length) / count)).flatMap(
    (index) => items.slice(index, index + 1),
  );
}
