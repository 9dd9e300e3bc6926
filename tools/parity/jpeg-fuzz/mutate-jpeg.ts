import { seededRandom } from '../damage/seeded-random.ts';
import { joinParts, splitParts } from './jpeg-parts.ts';
import type { JpegSources } from './jpeg-sources.ts';
import { CONTENT } from './mutate-data.ts';
import { HEADERS } from './mutate-headers.ts';
import { SEGMENTS } from './mutate-segments.ts';
import { pick } from './mutations.ts';

export interface MutatedJpeg {
  /** Its place in the seed's sequence. */
  readonly number: number;
  readonly source: string;
  /** The names of its mutations, in their order. */
  readonly mutations: readonly string[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const MUTATIONS = [...SEGMENTS, ...HEADERS, ...CONTENT] as const;

/** The file of this number and seed: one of the sources with one to three mutations. */
export function mutatedJpeg(seed: number, number: number, sources: JpegSources): MutatedJpeg {
  const random = seededRandom(`jpeg ${seed} ${number}`);
  const source = pick(random, pick(random, sources) ?? []);
  const other = pick(random, pick(random, sources) ?? []);
  if (source === undefined || other === undefined) throw new Error('There are no JPEGs to mutate.');
  const count = pick(random, [1, 1, 1, 2, 3]);
  const mutations: string[] = [];
  let parts = splitParts(source.bytes);
  const others = splitParts(other.bytes);
  for (let i = 0; i < count; i++) {
    const mutation = pick(random, MUTATIONS);
    if (mutation === undefined || parts.length < 2) break;
    mutations.push(mutation.name);
    parts = mutation.make(parts, random, others);
  }
  return { number, source: source.name, mutations, bytes: joinParts(parts) };
}
