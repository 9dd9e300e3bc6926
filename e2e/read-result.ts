import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { clickToDownload } from '../tools/drive/drive-page.ts';

/** A parsed `.npy` of uint8, C order. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly bytes: Buffer;
}

export interface ManifestLine {
  readonly path: string;
  readonly slot: number | null;
  readonly row: number | null;
  readonly verdict: 'ok' | 'warned' | 'failed' | 'ignored';
  readonly code?: string;
  readonly detail?: string;
  readonly format: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly decoder: string | null;
  readonly approximate?: boolean;
  readonly label?: string;
}

/** Parses a `.npy` by its specification, not by this project's writer. */
export function parseNpy(file: Buffer): NpyArray {
  if (file.toString('latin1', 0, 6) !== '\x93NUMPY') throw new Error('no .npy file');
  const start = 10 + file.readUInt16LE(8);
  const header = file.toString('latin1', 10, start);
  if (!header.includes("'descr': '|u1'") || !header.includes("'fortran_order': False")) {
    throw new Error(`not C-ordered uint8: ${header}`);
  }
  const shape = /'shape': \(([^)]*)\)/.exec(header)?.[1]?.split(',').map(Number) ?? [];
  const bytes = file.subarray(start);
  if (bytes.length !== shape.reduce((product, side) => product * side, 1)) {
    throw new Error(`${bytes.length} bytes are not of shape ${shape.join(' × ')}`);
  }
  return { shape, bytes };
}

/** The colour of a pixel of a row, as [red, green, blue]. */
export function pixelOf(array: NpyArray, row: number, x: number, y: number): readonly number[] {
  const [, height = 0, width = 0] = array.shape;
  const start = ((row * height + y) * width + x) * 3;
  return [...array.bytes.subarray(start, start + 3)];
}

export async function downloadArray(page: Page): Promise<NpyArray & { readonly name: string }> {
  const download = await clickToDownload(page, 'Download');
  const array = parseNpy(await readFile(await download.path()));
  return { ...array, name: download.suggestedFilename() };
}

export async function downloadManifest(page: Page): Promise<{
  readonly name: string;
  readonly text: string;
  readonly lines: readonly ManifestLine[];
}> {
  const download = await clickToDownload(page, 'Manifest');
  const text = await readFile(await download.path(), 'utf8');
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as ManifestLine);
  return { name: download.suggestedFilename(), text, lines };
}
