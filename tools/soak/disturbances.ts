import { seededRandom, type SeededRandom } from '../parity/damage/seeded-random.ts';

/** What is done to the page, and how many images have to be done before. */
export interface Disturbance {
  readonly kind: 'reload' | 'crash';
  readonly afterImages: number;
}

/** Neither at the very beginning, nor where the run may end before it comes. */
const FIRST_SHARE = 0.1;
const LAST_SHARE = 0.8;

/**
 * So many reloads and crashes in an order and at points that the seed says, one in each of as many
 * equal stretches of the run, so that there is something to go on with between them.
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
  const stretch = ((LAST_SHARE - FIRST_SHARE) * files) / Math.max(1, kinds.length);
  return kinds.map((kind, i) => {
    const from = FIRST_SHARE * files + i * stretch;
    return { kind, afterImages: random.between(Math.ceil(from), Math.ceil(from + stretch / 2)) };
  });
}

function shuffled<T>(items: readonly T[], random: SeededRandom): readonly T[] {
  const keyed = items.map((item) => ({ item, key: random.between(0, 2 ** 30) }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}
