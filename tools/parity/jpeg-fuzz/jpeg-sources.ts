import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A whole JPEG of the fixtures. */
export interface JpegSource {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** JPEGs of a kind: each kind is mutated as often as any other, however many JPEGs it has. */
export type JpegSources = readonly (readonly JpegSource[])[];

const FIXTURES = new URL('../../../test/fixtures/', import.meta.url);
/** Larger files take long, and are like the others. */
const MAX_BYTES = 8192;

/** A JPEG in a pack. */
interface Extent {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

/** The packs of test/fixtures/pillow, and how to read the text of their listings. */
const PACKS: Readonly<Record<string, (text: string) => readonly Extent[]>> = {
  drafts: ofNamed,
  arithmetic: ofNamed,
  layouts: ofConsecutive,
  smoothing: ofScaled,
  'late-markers': ofScaled,
  lossless: ofCases,
};

/** The JPEGs of the packs, of the folder of rarer kinds, and those that rows are made of. */
export function readJpegSources(): JpegSources {
  const packs = Object.entries(PACKS).map(([name, listed]) => readPack(name, listed));
  return [...packs, readFolder('variants/'), readFolder('pillow/files/')].map((sources) =>
    sources.filter(({ bytes }) => bytes.length <= MAX_BYTES),
  );
}

function readPack(
  pack: string,
  listed: (text: string) => readonly Extent[],
): readonly JpegSource[] {
  const at = (suffix: string): URL => new URL(`pillow/${pack}${suffix}`, FIXTURES);
  const packed = new Uint8Array(gunzipSync(readFileSync(at('.bin.gz'))));
  return listed(readFileSync(at('.json'), 'utf8')).map(({ name, offset, length }) => {
    return { name: `${pack}: ${name}`, bytes: packed.subarray(offset, offset + length) };
  });
}

function ofNamed(text: string): readonly Extent[] {
  return (JSON.parse(text) as { readonly files: readonly Extent[] }).files;
}

function ofConsecutive(text: string): readonly Extent[] {
  type Entry = readonly [name: string, length: number];
  const { files } = JSON.parse(text) as { readonly files: readonly Entry[] };
  let end = 0;
  return files.map(([name, length]) => {
    end += length;
    return { name, offset: end - length, length };
  });
}

function ofScaled(text: string): readonly Extent[] {
  type Entry = readonly [string, string, number, number, number, number];
  const { files } = JSON.parse(text) as { readonly files: readonly Entry[] };
  return files.map(([, name, , , offset, length]) => ({ name, offset, length }));
}

function ofCases(text: string): readonly Extent[] {
  type Entry = readonly [string, number, number];
  const { cases } = JSON.parse(text) as { readonly cases: readonly Entry[] };
  return cases.map(([name, offset, length]) => ({ name, offset, length }));
}

function readFolder(path: string): readonly JpegSource[] {
  const folder = new URL(path, FIXTURES);
  const names = readdirSync(folder).filter((name) => name.endsWith('.jpg'));
  return names.toSorted().map((name) => {
    return { name, bytes: new Uint8Array(readFileSync(new URL(name, folder))) };
  });
}
