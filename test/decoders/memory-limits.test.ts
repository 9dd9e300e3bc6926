import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { CODEC_NAMES, readCodec } from './load-codec.ts';

const MEMORY_SECTION = 5;
const PAGES_PER_MIB = 16;

/** An unsigned LEB128 number, and where it ends. */
function readNumber(bytes: Uint8Array, start: number): readonly [number, number] {
  let value = 0;
  for (let at = start, unit = 1; ; at++, unit *= 128) {
    const byte = bytes[at] ?? 0;
    value += (byte & 127) * unit;
    if (byte < 128) return [value, at + 1];
  }
}

/** The most MiB to which a module says that its memory may grow; null: it does not say. */
function maximumMib(module: Uint8Array): number | null {
  for (let at = 8; at < module.length;) {
    const [size, content] = readNumber(module, at + 1);
    if (module[at] === MEMORY_SECTION) {
      const [, flagsAt] = readNumber(module, content);
      const hasMaximum = ((module[flagsAt] ?? 0) & 1) === 1;
      const [, maximumAt] = readNumber(module, flagsAt + 1);
      return hasMaximum ? readNumber(module, maximumAt)[0] / PAGES_PER_MIB : null;
    }
    at = content + size;
  }
  throw new Error('a module without a memory of its own');
}

test('K6 every module declares the maximum of its memory', async () => {
  const kernel = readFileSync(new URL('../../src/kernel/build/kernel.wasm', import.meta.url));
  const limits = await Promise.all(
    CODEC_NAMES.map(async (name) => [name, maximumMib(await readCodec(name))] as const),
  );
  expect(Object.fromEntries([['kernel', maximumMib(kernel)], ...limits])).toEqual({
    kernel: 1024,
    'squoosh-webp': 2048,
  });
});
