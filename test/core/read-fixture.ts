import { readFileSync } from 'node:fs';

const FOLDER = new URL('../fixtures/', import.meta.url);

/** A file of test/fixtures as bytes of their own, which a test may change. */
export function readFixture(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(path, FOLDER)));
}

export function readFixtureJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8'));
}

/** The entry of fixtures.json about a file in test/fixtures/images. */
export interface ImageFixture {
  readonly file: string;
  readonly format: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

export const IMAGE_FIXTURES = readFixtureJson('images/fixtures.json') as readonly ImageFixture[];
