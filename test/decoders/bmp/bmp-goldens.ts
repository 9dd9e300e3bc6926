import type { FailureCode } from '../../../src/core/verdict.ts';
import { readFixtureJson } from '../../core/read-fixture.ts';

/** A small BMP and what Pillow makes of it: see test/fixtures/pillow/README.md. */
export interface BmpGolden {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The verdict; null where Pillow decodes it. */
  readonly code: FailureCode | null;
  readonly mode: string | null;
  readonly width: number;
  readonly height: number;
  /** Empty where Pillow refuses it. */
  readonly rgba: Uint8Array;
}

interface Listed {
  readonly name: string;
  readonly code: FailureCode | null;
  readonly file: string;
  readonly mode?: string;
  readonly width?: number;
  readonly height?: number;
  readonly rgba?: string;
}

export function readBmpGoldens(): readonly BmpGolden[] {
  const { bmps } = readFixtureJson('pillow/bmps.json') as { readonly bmps: readonly Listed[] };
  return bmps.map(({ name, code, file, mode, width, height, rgba }) => ({
    name,
    bytes: bytesOfBase64(file),
    code,
    mode: mode ?? null,
    width: width ?? 0,
    height: height ?? 0,
    rgba: bytesOfBase64(rgba ?? ''),
  }));
}

function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
