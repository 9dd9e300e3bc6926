import { describe, expect, test } from 'vitest';

import { orientationOf } from '../../src/formats/exif/orientation.ts';
import { planResample, type ResampleJob } from '../../src/kernel/resample/resample-job.ts';
import { resampleImage } from '../../src/kernel/resample/resample.ts';
import { sniff } from '../../src/formats/sniff.ts';
import { readFixture } from '../core/read-fixture.ts';
import { loadKernel, resampleByKernel } from './load-kernel.ts';
import { readGoldenCases, readGoldenSources, type GoldenCase } from './pillow-goldens.ts';
import { writeMismatch } from './write-mismatch.ts';

const cases = readGoldenCases();
const sources = readGoldenSources();
const kernel = loadKernel();

/** Orientations that are in compressed texts, which only Pillow reads: their rows are flagged. */
const UNREAD: Readonly<Record<string, number>> = { 'png-raw-profile-exif-6.png': 6 };

interface Planned {
  readonly pixels: Uint8Array;
  /** The file, if the kernel decodes it. */
  readonly jpeg: Uint8Array | null;
  /** Null: refused. */
  readonly job: ResampleJob | null;
}

function plan({ file, recipe }: GoldenCase): Planned {
  const source = sources.get(file);
  if (source === undefined) throw new Error(`no pixels of ${file}`);
  const bytes = readFixture(`pillow/files/${file}`);
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) throw new Error(`${file} is refused: ${sniffed.failure.detail}`);
  const { format } = sniffed.header;
  const orientation = recipe.orientation === 'apply' ? orientationOf(bytes, format) : 1;
  return {
    pixels: source.pixels,
    jpeg: format === 'jpeg' ? bytes : null,
    job: planResample(recipe, source, orientation ?? UNREAD[file] ?? 0),
  };
}

function nameOf({ group, file, recipe }: GoldenCase): string {
  const { width, height, resample, fit, alpha, orientation, pad } = recipe;
  return [group, file, `${width}x${height}`, resample, fit, alpha, orientation, pad].join(' ');
}

/** On a mismatch the images are written to disk, and the message has their path. */
function expectRow(maker: string, golden: GoldenCase, got: Uint8Array, row: Uint8Array): void {
  const differing = got.findIndex((byte, i) => byte !== row[i]);
  if (got.length === row.length && differing < 0) return;
  const path = writeMismatch(`${nameOf(golden)} ${maker}`, got, row, golden.recipe);
  expect.fail(`${maker}: byte ${differing} differs; got, expected, difference: ${path}`);
}

const groups = [...new Set(cases.map(({ group }) => group))];

describe.each(groups)('%s', (group) => {
  test.each(cases.filter((golden) => golden.group === group).map((c) => [nameOf(c), c] as const))(
    "K2 kernel and twin give Pillow's row: %s",
    async (_name, golden) => {
      const { pixels, jpeg, job } = plan(golden);
      if (golden.row === null) {
        expect(job).toBeNull();
        return;
      }
      if (job === null) throw new Error('refused as degenerate');
      expectRow('kernel', golden, await resampleByKernel(kernel, pixels, job), golden.row);
      expectRow('twin', golden, resampleImage(pixels, job), golden.row);
      if (jpeg === null) return;
      const row = new Uint8Array(golden.row.length);
      expect(kernel.makeJpegRow(jpeg, 1, job, row).kind).toBe('made');
      expectRow('kernel of the file', golden, row, golden.row);
    },
  );
});

test('K2 the goldens are many, and rows of noise are not plain', () => {
  expect(cases.length).toBeGreaterThan(1000);
  const rows = cases.filter(({ group }) => group === 'every_file').map(({ row }) => row);
  const plain = rows.filter((row) => row?.every((byte, i) => byte === row[i % 3]) !== false);
  expect(plain.length).toBeLessThan(rows.length / 10);
});
