import { DHT, DQT, DRI, isFrame, part, SOS, type JpegPart } from './jpeg-parts.ts';
import { changed, ofBodies, pick, someByte, type Mutation } from './mutations.ts';

const isFramePart = ({ marker }: JpegPart): boolean => isFrame(marker);
const isScan = ({ marker }: JpegPart): boolean => marker === SOS;
const hasCodes = ({ marker }: JpegPart): boolean => marker === DHT;
const hasQuantisers = ({ marker }: JpegPart): boolean => marker === DQT;

/** The frame's header. */
const FRAME: readonly Mutation[] = [
  ofBodies('sampling factors', isFramePart, (body, random) => {
    const isAll = random.between(0, 2) === 0;
    const count = Math.floor((body.length - 6) / 3);
    const only = random.between(0, Math.max(1, count));
    for (let i = 0; i < count; i++) {
      if (!isAll && i !== only) continue;
      body[7 + 3 * i] = (random.between(1, 5) << 4) | random.between(1, 5);
    }
  }),
  ofBodies('size', isFramePart, (body, random) => {
    const at = pick(random, [1, 3]);
    const side = pick(random, [
      random.between(1, 90),
      random.between(1, 700),
      ((body[at + 1] ?? 0) + random.between(-8, 9)) & 255,
    ]);
    if (body.length > at + 1) body.set([side >> 8, side & 255], at);
  }),
  ofBodies('component', isFramePart, (body, random) => {
    const at = 6 + random.between(0, Math.max(1, body.length - 6));
    if (at < body.length) body[at] = pick(random, [0, 1, 2, 3, 4, 0x11, 0x22, someByte(random)]);
  }),
  {
    name: 'kind of frame',
    make: (parts, random) =>
      changed(parts, random, isFramePart, (one) => ({
        ...one,
        marker: pick(random, [0xc0, 0xc1, 0xc2, 0xc3, 0xc9, 0xca]),
      })),
  },
  ofBodies('number of components', isFramePart, (body, random) => {
    const count = pick(random, [1, 3, 4, random.between(0, 6)]);
    const components = [...body.subarray(6), 4, 0x11, 0, 5, 0x11, 1].slice(0, 3 * count);
    return Uint8Array.from([...body.subarray(0, 5), count, ...components]);
  }),
];

/** The headers of scans. */
const SCANS: readonly Mutation[] = [
  ofBodies('range of a scan', isScan, (body, random) => {
    const at = body.length - 3 + random.between(0, 3);
    const bits = (random.between(0, 15) << 4) | random.between(0, 15);
    if (at >= 0) body[at] = pick(random, [0, 1, 5, 63, 64, bits, someByte(random)]);
  }),
  ofBodies('components of a scan', isScan, (body, random) => {
    const count = random.between(1, 5);
    const chosen = Array.from({ length: count }, (_, i) => [
      pick(random, [i + 1, random.between(0, 5), body[1] ?? 1]),
      pick(random, [0, 0x11, 0x01, 0x10, someByte(random)]),
    ]);
    return Uint8Array.from([count, ...chosen.flat(), ...body.subarray(-3)]);
  }),
  {
    name: 'scan without its header',
    make: (parts, random) => changed(parts, random, isScan, (one) => ({ ...one, body: null })),
  },
];

/** Tables and restart intervals. */
const TABLES: readonly Mutation[] = [
  ofBodies('lengths of codes', hasCodes, (body, random) => {
    const [from, to] = [random.between(1, 17), random.between(1, 17)];
    const count = Math.min(body[from] ?? 0, random.between(1, 9));
    body[from] = (body[from] ?? 0) - count;
    body[to] = (body[to] ?? 0) + count;
  }),
  ofBodies('symbols', hasCodes, (body, random) => {
    for (let i = random.between(1, 12); i > 0; i--) {
      const at = random.between(17, Math.max(18, body.length));
      if (at < body.length) body[at] = someByte(random);
    }
  }),
  ofBodies('quantisers', hasQuantisers, (body, random) => {
    const most = pick(random, [4, 256, 65_536]);
    const isFirstOnly = random.between(0, 2) === 0;
    const old = [...body.subarray(1, 65)];
    const values = old.map((value, i) => (isFirstOnly && i > 0 ? value : random.between(0, most)));
    const wide = values.flatMap((value) => [value >> 8, value & 255]);
    return Uint8Array.from([0x10 | (body[0] ?? 0), ...wide]);
  }),
  {
    name: 'restart interval',
    make: (parts, random) =>
      changed(parts, random, isScan, (one) => {
        const interval = pick(random, [0, 1, 2, 3, random.between(0, 20), 65_535]);
        return [part(DRI, Uint8Array.of(interval >> 8, interval & 255)), one];
      }),
  },
];

/** The contents of segments that decide about all others. */
export const HEADERS: readonly Mutation[] = [...FRAME, ...SCANS, ...TABLES];
