import { gunzipSync } from 'node:zlib';

import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';
import { bytesOf } from '../../formats/write-headers.ts';
import { applyEdit, readArithmeticFiles, type Edit } from './arithmetic-goldens.ts';
import { readFilesByScale } from './by-scale-goldens.ts';

/** A damaged JPEG, and whether Pillow makes an image of it. */
export interface DamagedJpeg {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isAccepted: boolean;
}

/** A line of endings.json: the first bytes of a file, and others behind them. */
export interface Ending {
  readonly source: string;
  readonly keep: number;
  readonly then: string;
  readonly rgb: string | null;
}

export function readEndings(): readonly Ending[] {
  return readFixtureJson('goldens/endings.json') as readonly Ending[];
}

export function endingFile({ source, keep, then }: Ending): Uint8Array<ArrayBuffer> {
  return bytesOf(readFixture(`pillow/files/${source}`).subarray(0, keep), bytesFrom(then));
}

/** Hexadecimal digits; "X*N+Y" is N times X, then Y. */
function bytesFrom(digits: string) {
  const [, repeated, times, last] = /^(\w+)\*(\d+)\+(\w+)$/.exec(digits) ?? [];
  const all = repeated === undefined ? digits : repeated.repeat(Number(times)) + (last ?? '');
  return Uint8Array.from(Buffer.from(all, 'hex'));
}

/** An entry of damaged-jpegs.json. */
export interface EditedJpeg {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rgb: string | null;
}

export function readDamagedJpegs(): readonly EditedJpeg[] {
  type Entry = readonly [file: string, edits: readonly Edit[], rgb: string | null];
  const { files } = readFixtureJson('pillow/damaged-jpegs.json') as {
    readonly files: readonly Entry[];
  };
  return files.map(([file, edits, rgb], i) => {
    const whole = new Uint8Array(readFixture(`pillow/files/${file}`));
    return { name: `${i}: ${file}`, bytes: edits.reduce(applyEdit, whole), rgb };
  });
}

/** The JPEGs of lossless.json, with size and digest, or Pillow's words. */
export function readLosslessFiles() {
  type Case = readonly [name: string, offset: number, length: number, made: string];
  const { cases } = readFixtureJson('pillow/lossless.json') as { readonly cases: readonly Case[] };
  const packed = new Uint8Array(gunzipSync(readFixture('pillow/lossless.bin.gz')));
  return cases.map(([name, offset, length, made]) => {
    return { name, bytes: packed.slice(offset, offset + length), made };
  });
}

/** All JPEGs of the fixtures with Pillow's verdict that are damaged, or may be. */
export function readAllDamaged(): readonly DamagedJpeg[] {
  const edited = readDamagedJpegs().map(({ name, bytes, rgb }) => {
    return { name, bytes, isAccepted: rgb !== null };
  });
  const arithmetic = readArithmeticFiles().edited.map(({ name, bytes, rgb }) => {
    return { name, bytes, isAccepted: rgb['1'] !== null };
  });
  const endings = readEndings().map((ending) => ({
    name: `${ending.source}, ${ending.keep} bytes and ${ending.then}`,
    bytes: endingFile(ending),
    isAccepted: ending.rgb !== null,
  }));
  const lossless = readLosslessFiles().map(({ name, bytes, made }) => {
    return { name, bytes, isAccepted: !made.includes(':') };
  });
  const scaled = [...readFilesByScale('smoothing'), ...readFilesByScale('late-markers')].map(
    ({ name, bytes, results: [first] }) => {
      return { name, bytes, isAccepted: first?.includes(':') === false };
    },
  );
  return [...edited, ...arithmetic, ...endings, ...lossless, ...scaled];
}
