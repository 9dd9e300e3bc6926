import { EOI, part, SOI, type JpegPart } from './jpeg-parts.ts';
import { changed, flipBit, ofBodies, pick, someByte, spliced, type Mutation } from './mutations.ts';

const MARKERS = [
  0xc0, 0xc1, 0xc2, 0xc4, 0xcc, 0xd0, 0xd3, 0xd7, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xe0,
  0xe1, 0xee, 0xef, 0xf7, 0xfe, 0x01, 0x02, 0xbf,
] as const;

const isAny = (): boolean => true;
const hasBody = ({ body }: JpegPart): boolean => body !== null && body.length > 0;

/** The bodies of segments, and what their lengths say. */
const BODIES: readonly Mutation[] = [
  ofBodies('body byte', hasBody, (body, random) => {
    body[random.between(0, body.length)] = someByte(random);
  }),
  ofBodies('body bits', hasBody, (body, random) => flipBit(body, random)),
  ofBodies('body length', hasBody, (body, random) => {
    const at = random.between(0, body.length);
    const isLonger = random.between(0, 2) === 0;
    const count = random.between(1, 20);
    return isLonger ? spliced(body, at, 0, random.bytes(count)) : spliced(body, at, count);
  }),
  {
    name: 'wrong length',
    make: (parts, random) =>
      changed(parts, random, hasBody, (one) => ({
        ...one,
        lengthError: pick(random, [-70, -3, -2, -1, 1, 2, 3, 20, random.between(-200, 3000)]),
      })),
  },
];

/** Segments and their order. */
const ORDER: readonly Mutation[] = [
  {
    name: 'other marker',
    make: (parts, random) =>
      changed(parts, random, isAny, (one) => ({ ...one, marker: pick(random, MARKERS) })),
  },
  {
    name: 'marker alone',
    make: (parts, random) =>
      changed(parts, random, isAny, (one) => [one, part(pick(random, MARKERS), null)]),
  },
  {
    name: 'segment removed',
    make: (parts, random) =>
      changed(
        parts,
        random,
        ({ marker }) => marker !== SOI,
        () => [],
      ),
  },
  {
    name: 'segment twice',
    make: (parts, random) => changed(parts, random, isAny, (one) => [one, one]),
  },
  {
    name: 'segment moved',
    make(parts, random) {
      const from = random.between(1, parts.length);
      const to = random.between(1, parts.length);
      const moved = parts.slice(from, from + 1);
      const left = parts.filter((_, i) => i !== from);
      return [...left.slice(0, to), ...moved, ...left.slice(to)];
    },
  },
  {
    name: "another file's segment",
    make: (parts, random, other) =>
      changed(
        parts,
        random,
        ({ marker }) => marker !== EOI,
        (one) => [one, ...other.slice(random.between(1, other.length)).slice(0, 1)],
      ),
  },
];

/** Segments, their order and their lengths. */
export const SEGMENTS: readonly Mutation[] = [...BODIES, ...ORDER];
