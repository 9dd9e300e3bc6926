import { seededRandom, type SeededRandom } from '../parity/damage/seeded-random.ts';

/** A disturbance of the page, and the images that have to be done before. */
export interface Disturbance {
  readonly kind: 'reload' | 'crash';
  readonly afterImages: number;
}

/** Neither at the very beginning, nor so late that the run may end before. */
const FIRST_SHARE = 0.1;
const LAST_SHARE = 0.8;

/**
 * Reloads and crashes in an order and at points that depend on the seed: one in each of as many equal
 * segments of the run, so that the run makes progress between them.
 */
export function planDisturbances(
  files: number,
  reloads: number,
  crashes: number,
  seed: string,
): readonly Disturbance[] {
  const random = seededRandom(`${seed}:disturbances`);
  const kinds = shuffled(
    [
      ...Array.from({ length: reloads }, () => 'reload' as const),
      ...Array.from({ length: crashes }, () => 'crash' as const),
    ],
    random,
  );
  const segment = ((LAST_SHARE - FIRST_SHARE) * files) / Math.max(1, kinds.length);
  return kinds.map((kind, i) => {
    const from = FIRST_SHARE * files + i * segment;
    return { kind, afterImages: random.between(Math.ceil(from), Math.ceil(from + segment / 2)) };
  });
}

function shuffled<T>(items: readonly T[], random: SeededRandom): readonly T[] {
  const keyed = items.map((item) => ({ item, key: random.between(0, 2 ** 30) }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}
