import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { seededRandom } from '../parity/damage/seeded-random.ts';
import { bmpOf, pngOf, type Colour } from './write-image.ts';

const FILES_A_FOLDER = 500;
const FILES_A_BAD_ONE = 100;
/** One file in this many is an image of test/fixtures, so that every decoder has something to do. */
const FILES_A_FIXTURE = 10;
const FIXTURES = [
  'quadrants.jpg',
  'quadrants.gif',
  'alpha.webp',
  'palette.png',
  'grey.jpg',
  'quadrants-lossy.webp',
  'rotated-6.jpg',
];
const BAD_KINDS = ['truncated', 'empty', 'text', 'zeroed'] as const;

/** The written files, to compare the results with. */
export interface SoakFolder {
  readonly path: string;
  readonly listed: number;
  readonly bad: number;
  readonly ignored: number;
  /** Of the files that are of one colour: their rows are of that very colour. */
  readonly colours: ReadonlyMap<string, Colour>;
}

interface MadeFile {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly isBad: boolean;
  readonly colour: Colour | null;
}

/**
 * Writes files, the same ones for the same seed: small pictures, nearly all of a colour of their own,
 * so that a row in a wrong slot is noticed; one in a hundred is damaged.
 */
export async function makeFolder(path: string, files: number, seed: string): Promise<SoakFolder> {
  const fixtures = await Promise.all(FIXTURES.map(readFixture));
  const colours = new Map<string, Colour>();
  let bad = 0;
  let ignored = 0;
  for (let start = 0; start < files; start += FILES_A_FOLDER) {
    const folder = `class-${String(start / FILES_A_FOLDER).padStart(3, '0')}`;
    await mkdir(join(path, folder), { recursive: true });
    const count = Math.min(FILES_A_FOLDER, files - start);
    const made = Array.from({ length: count }, (_, i) => makeFile(start + i, seed, fixtures));
    for (const { name, colour, isBad } of made) {
      if (isBad) bad += 1;
      else if (colour !== null) colours.set(`${folder}/${name}`, colour);
    }
    await Promise.all(made.map(({ name, bytes }) => writeFile(join(path, folder, name), bytes)));
    await writeFile(join(path, folder, '.DS_Store'), 'left behind');
    ignored += 1;
  }
  return { path, listed: files + ignored, bad, ignored, colours };
}

interface Fixture {
  readonly ending: string;
  readonly bytes: Buffer;
}

async function readFixture(name: string): Promise<Fixture> {
  const path = fileURLToPath(new URL(`../../test/fixtures/images/${name}`, import.meta.url));
  return { ending: name.slice(name.lastIndexOf('.') + 1), bytes: await readFile(path) };
}

function makeFile(index: number, seed: string, fixtures: readonly Fixture[]): MadeFile {
  const random = seededRandom(`${seed}:${index}`);
  const number = String(index).padStart(6, '0');
  // no two of 65,536 neighbours are of one colour
  const colour: Colour = [index & 255, (index >> 8) & 255, random.between(0, 256)];
  const fixture = fixtures[Math.floor(index / FILES_A_FIXTURE) % fixtures.length];
  const isBmp = random.between(0, 4) === 0;
  const isFixture = index % FILES_A_FIXTURE === 7 && fixture !== undefined;
  const ending = isFixture ? fixture.ending : isBmp ? 'bmp' : 'png';
  const whole = isFixture ? fixture.bytes : isBmp ? bmpOf(colour) : pngOf(colour);
  const name = `${number}.${ending}`;
  const isBad = index % FILES_A_BAD_ONE === FILES_A_BAD_ONE - 1;
  if (!isBad) return { name, bytes: whole, isBad, colour: isFixture ? null : colour };
  const kind = BAD_KINDS[Math.floor(index / FILES_A_BAD_ONE) % BAD_KINDS.length] ?? 'empty';
  return { name, bytes: damage(whole, kind), isBad, colour: null };
}

function damage(whole: Buffer, kind: (typeof BAD_KINDS)[number]): Uint8Array | string {
  switch (kind) {
    case 'truncated':
      return whole.subarray(0, Math.floor(whole.length / 2));
    case 'empty':
      return new Uint8Array();
    case 'text':
      return '<!doctype html><title>404 Not Found</title>\n';
    case 'zeroed':
      return new Uint8Array(whole.length);
  }
}
