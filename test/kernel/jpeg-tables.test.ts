import { expect, test } from 'vitest';

import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import { makeJpegRow, type JpegExports } from '../../src/kernel/jpeg-row.ts';
import { planResample } from '../../src/kernel/resample/resample-job.ts';
import { readFixture } from '../core/read-fixture.ts';
import { loadKernelModule } from './load-kernel.ts';

const SIZE = { width: 37, height: 29 };
const JPEG = readFixture('pillow/files/jpeg-grey-37x29.jpg');
const DHT = 0xc4;
/** A definition: counts and symbols. */
const DEFINITION_BYTES = 16 + 256;
/** Of a table that is ready for look-ups, the bytes before its definition (assembly/jpeg/huffman-tables.ts). */
const LOOK_UP_BYTES = 55_440;

type Exports = JpegExports & Record<string, unknown>;

function startKernel(): Exports {
  return new WebAssembly.Instance<Exports>(loadKernelModule()).exports;
}

function rowOf(exports: Exports): Uint8Array {
  const { width, height } = SIZE;
  const job = planResample({ ...DEFAULT_RECIPE, ...SIZE }, { layout: 'rgbx', ...SIZE }, 1);
  expect(makeJpegRow(exports, JPEG, 1, job).kind).toBe('made');
  const address = exports.resultAddress();
  return new Uint8Array(exports.memory.buffer, address, width * height * 3).slice();
}

/** The definition of a table of AC coefficients in the JPEG, with zeros for unused symbols. */
function definitionOf(jpeg: Uint8Array): Buffer {
  const at = jpeg.findIndex(
    (byte, i) => byte === 0xff && jpeg[i + 1] === DHT && (jpeg[i + 4] ?? 0) >= 0x10,
  );
  const counts = jpeg.subarray(at + 5, at + 21);
  const symbols = counts.reduce((sum, count) => sum + count, 0);
  const definition = Buffer.alloc(DEFINITION_BYTES);
  definition.set(jpeg.subarray(at + 5, at + 21 + symbols));
  return definition;
}

test('R7 a table is not taken for ready because of what an earlier image left in memory', () => {
  const first = startKernel();
  const row = rowOf(first);
  const left = Buffer.from(new Uint8Array(first.memory.buffer));
  const at = left.lastIndexOf(definitionOf(JPEG));
  expect(at).toBeGreaterThan(LOOK_UP_BYTES);
  left.fill(0xff, at - LOOK_UP_BYTES, at);

  const second = startKernel();
  second.memory.grow((left.length - second.memory.buffer.byteLength) / 65_536);
  new Uint8Array(second.memory.buffer).set(left);
  expect(Buffer.compare(rowOf(second), row)).toBe(0);
});
