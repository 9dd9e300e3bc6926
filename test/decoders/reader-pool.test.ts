import { describe, expect, test } from 'vitest';

import { createReaderPool } from '../../src/decoders/reader-pool.ts';

const MIB = 2 ** 20;

function poolOfReaders() {
  let made = 0;
  const pool = createReaderPool(() => {
    made += 1;
    let bytes = MIB;
    return { name: made, grow: (to: number) => void (bytes = to), memoryBytes: () => bytes };
  });
  return { pool, made: () => made };
}

describe('readers', () => {
  test('K4 are reused for picture after picture; two at most are idle', () => {
    const { pool, made } = poolOfReaders();
    const three = [pool.acquire(), pool.acquire(), pool.acquire()];
    for (const reader of three) pool.release(reader);
    const again = [pool.acquire(), pool.acquire(), pool.acquire()];
    expect(made()).toBe(4);
    expect(new Set(again).size).toBe(3);
  });

  test('K4 are not reused after they have thrown', () => {
    const { pool } = poolOfReaders();
    const reader = pool.acquire();
    const trap = (): never => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
    expect(() => pool.use(reader, trap)).toThrow('unreachable');
    pool.release(reader);
    expect(pool.acquire()).not.toBe(reader);
  });

  test('K4 are dropped after they have grown past 64 MiB', () => {
    const { pool } = poolOfReaders();
    const reader = pool.acquire();
    reader.grow(64 * MIB);
    pool.release(reader);
    expect(pool.acquire()).toBe(reader);
    reader.grow(64 * MIB + 65536);
    pool.release(reader);
    expect(pool.acquire()).not.toBe(reader);
  });

  test('K4 are acquired for one picture at a time even if they are released twice', () => {
    const { pool } = poolOfReaders();
    const reader = pool.acquire();
    pool.release(reader);
    pool.release(reader);
    expect(pool.acquire()).toBe(reader);
    expect(pool.acquire()).not.toBe(reader);
  });
});
