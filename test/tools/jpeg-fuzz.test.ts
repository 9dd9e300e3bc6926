import { beforeAll, describe, expect, test } from 'vitest';

import type { JpegExports } from '../../src/kernel/jpeg-row.ts';
import type { Kernel } from '../../src/kernel/kernel.ts';
import {
  buildCheckedKernel,
  createCheckedKernel,
  type CheckedKernelModule,
} from '../../tools/parity/jpeg-fuzz/checked-kernel.ts';
import {
  decodeWhole,
  sizeOf,
  wholeImageRequests,
} from '../../tools/parity/jpeg-fuzz/decode-jpeg.ts';
import { checkJpeg } from '../../tools/parity/jpeg-fuzz/check-jpeg.ts';
import { joinParts, splitParts } from '../../tools/parity/jpeg-fuzz/jpeg-parts.ts';
import { readJpegSources } from '../../tools/parity/jpeg-fuzz/jpeg-sources.ts';
import { createMemoryGuard, MemoryFault } from '../../tools/parity/jpeg-fuzz/memory-guard.ts';
import { mutatedJpeg } from '../../tools/parity/jpeg-fuzz/mutate-jpeg.ts';
import { loadKernel } from '../kernel/load-kernel.ts';

const SOURCES = readJpegSources();

describe('mutated JPEGs', () => {
  test('parts are joined to the same file', () => {
    for (const { name, bytes } of SOURCES.flat()) {
      expect(Buffer.compare(joinParts(splitParts(bytes)), bytes), name).toBe(0);
    }
  });

  test('a number and a seed always make the same file, and others make others', () => {
    const files = (seed: number) =>
      Array.from({ length: 100 }, (_, number) => mutatedJpeg(seed, number, SOURCES));
    expect(files(1)).toEqual(files(1));
    const all = [...files(1), ...files(2)].map(({ bytes }) =>
      Buffer.from(bytes).toString('latin1'),
    );
    expect(new Set(all).size).toBe(200);
  });

  test('nearly all of them differ from their sources', () => {
    const bytesOf = new Map(SOURCES.flat().map(({ name, bytes }) => [name, bytes]));
    const same = Array.from({ length: 500 }, (_, number) => mutatedJpeg(1, number, SOURCES)).filter(
      ({ source, bytes }) => Buffer.compare(bytes, bytesOf.get(source) ?? bytes) === 0,
    );
    expect(same.length).toBeLessThan(75);
  });
});

describe('the kernel that checks its memory', () => {
  let checked: CheckedKernelModule;
  beforeAll(async () => {
    checked = await buildCheckedKernel();
  }, 60_000);

  test('makes the same of whole and mutated JPEGs, whatever was in memory before', async () => {
    const { kernel, guard } = createCheckedKernel(checked);
    const plain = loadKernel();
    for (let number = 0; number < 80; number++) {
      const source = SOURCES.flat()[number * 61];
      const { bytes } =
        number % 2 === 0 && source !== undefined
          ? { bytes: source.bytes.slice() }
          : mutatedJpeg(3, number, SOURCES);
      const { width, height } = sizeOf(bytes) ?? { width: 0, height: 0 };
      if (width * height > 100_000) continue;
      guard.setFilling(number % 4 < 2 ? 0 : 0xa5);
      for (const request of wholeImageRequests(width, height)) {
        const made = await decodeWhole(bytes.slice(), request, kernel);
        expect(made).toBe(await decodeWhole(bytes.slice(), request, plain));
      }
    }
  });

  test('is what files are checked with: each scale and a row, or the fault', async () => {
    const { kernel } = createCheckedKernel(checked);
    const source = SOURCES.flat().find(({ name }) => name.startsWith('drafts: 420 baseline'));
    if (source === undefined) throw new Error('there is no such source');
    const file = { number: 0, source: '', mutations: [], bytes: source.bytes.slice() };
    const kernels = { current: () => kernel, checked: () => kernel, replace: () => {} };
    const sound = await checkJpeg(file, kernels);
    expect(sound).toEqual({ judgements: Array.from({ length: 5 }, () => 'made'), remarks: [] });
    const broken: Kernel = {
      ...kernel,
      makeJpegRow(bytes, scale, job, row) {
        if (scale === 4) throw new MemoryFault('reads 1 bytes at 0');
        return kernel.makeJpegRow(bytes, scale, job, row);
      },
    };
    let replaced = 0;
    const { judgements, remarks } = await checkJpeg(file, {
      ...kernels,
      checked: () => broken,
      replace: () => replaced++,
    });
    expect(judgements.slice(0, 4)).toEqual(['made', 'made', 'fault', 'made']);
    expect(remarks[0]).toBe('1/4: reads 1 bytes at 0');
    expect(replaced).toBe(remarks.length);
  });

  test('throws if it reads past the end of a block', () => {
    const guard = createMemoryGuard(checked.statics);
    const { exports } = new WebAssembly.Instance<JpegExports & Record<string, unknown>>(
      checked.module,
      guard.imports,
    );
    const address = exports.jpegInput(100);
    new Uint8Array(exports.memory.buffer, address, 100).fill(7);
    expect(() => exports.openJpeg(100, 1, false)).not.toThrow();
    expect(() => exports.openJpeg(1000, 1, false)).toThrow(
      new MemoryFault('reads 1 bytes at byte 163 of a block of 100'),
    );
  });

  test('has room around each of its static blocks', () => {
    expect(checked.statics.length).toBeGreaterThan(30);
    for (const [i, { address, bytes }] of checked.statics.entries()) {
      expect(bytes).toBeGreaterThan(0);
      const next = checked.statics[i + 1];
      if (next !== undefined) expect(next.address - address - bytes).toBeGreaterThanOrEqual(64);
    }
  });
});
