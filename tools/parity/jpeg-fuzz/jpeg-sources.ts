import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A whole JPEG of the fixtures. */
export interface JpegSource {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const FIXTURES = new URL('../../../test/fixtures/', import.meta.url);
/** Larger files take long, and are like the others. */
const MAX_BYTES = 8192;

function readPack(name: string): { readonly listing: string; readonly packed: Uint8Array } {
  const at = (suffix: string): URL => new URL(`pillow/${name}${suffix}`, FIXTURES);
  const packed = new Uint8Array(gunzipSync(readFileSync(at('.bin.gz'))));
  return { listing: readFileSync(at('.json'), 'utf8'), packed };
}

/** The JPEGs of drafts.json, layouts.json and the folder of variants. */
export function readJpegSources(): readonly JpegSource[] {
  const all = [...readDrafts(), ...readLayouts(), ...readVariants()];
  return all.filter(({ bytes }) => bytes.length <= MAX_BYTES);
}

function readDrafts(): readonly JpegSource[] {
  type Entry = { readonly name: string; readonly offset: number; readonly length: number };
  const { listing, packed } = readPack('drafts');
  const { files } = JSON.parse(listing) as { readonly files: readonly Entry[] };
  return files.map(({ name, offset, length }) => {
    return { name, bytes: packed.subarray(offset, offset + length) };
  });
}

function readLayouts(): readonly JpegSource[] {
  type Entry = readonly [name: string, length: number];
  const { listing, packed } = readPack('layouts');
  const { files } = JSON.parse(listing) as { readonly files: readonly Entry[] };
  let at = 0;
  return files.map(([name, length]) => {
    at += length;
    return { name, bytes: packed.subarray(at - length, at) };
  });
}

function readVariants(): readonly JpegSource[] {
  const folder = new URL('variants/', FIXTURES);
  const names = readdirSync(folder).filter((name) => name.endsWith('.jpg'));
  return names.toSorted().map((name) => {
    return { name, bytes: new Uint8Array(readFileSync(new URL(name, folder))) };
  });
}
