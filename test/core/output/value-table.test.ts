import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';

import { float16Bits } from '../../../src/core/output/float16.ts';
import { normaliserOf } from '../../../src/core/output/normalisation.ts';
import { DEFAULT_OUTPUT, type Output } from '../../../src/core/output/output.ts';
import { valueTable } from '../../../src/core/output/value-table.ts';
import { readFixtureJson } from '../read-fixture.ts';

interface Goldens {
  /** Digests of what the libraries make of every byte of each channel. */
  readonly values: readonly (Pick<Output, 'scale' | 'normalise'> &
    Readonly<Record<'library' | 'float32' | 'float16', string>>)[];
  /** The bits of a float32 and of NumPy's float16 of it. */
  readonly float16: readonly (readonly [number, number])[];
}

const { values, float16 } = readFixtureJson('npy/outputs.json') as Goldens;

function digestOf(output: Output, channels: number): string {
  const normaliser = normaliserOf(output, channels, null);
  if (normaliser !== null && 'reason' in normaliser) throw new Error(normaliser.reason);
  const { buffer } = valueTable(output, channels, normaliser);
  return createHash('sha256').update(new Uint8Array(buffer)).digest('hex');
}

describe('valueTable', () => {
  test.each(values)(
    'O2 $normalise, $scale, as $library computes it: every float of every byte',
    ({ float32: single, float16: half, scale, normalise }) => {
      const output = { ...DEFAULT_OUTPUT, scale, normalise };
      expect(digestOf({ ...output, dtype: 'float32' }, 3)).toBe(single);
      expect(digestOf({ ...output, dtype: 'float16' }, 3)).toBe(half);
    },
  );

  test('O2 both libraries make the same of every byte', () => {
    const scaled = values.filter(({ scale }) => scale === 'unit');
    const made = (library: string): readonly string[] =>
      scaled.flatMap((each) => (each.library === library ? [each.float32, each.float16] : []));
    expect(made('torchvision')).toHaveLength(8);
    expect(made('transformers')).toEqual(made('torchvision'));
  });

  test('O2 uint8 stays as it is', () => {
    expect(valueTable(DEFAULT_OUTPUT, 3, null).slice(250, 260)).toEqual(
      Uint8Array.of(250, 251, 252, 253, 254, 255, 0, 1, 2, 3),
    );
  });
});

describe('float16Bits', () => {
  test('O2 rounds as NumPy does, at every kind of border', () => {
    expect(float16.length).toBeGreaterThan(800);
    const word = new DataView(new ArrayBuffer(4));
    const differing = float16.filter(([single, half]) => {
      word.setUint32(0, single);
      return float16Bits(word.getFloat32(0)) !== half;
    });
    expect(differing).toEqual([]);
  });

  test('O2 NaN stays one', () => {
    expect(float16Bits(Number.NaN) & 0x7fff).toBeGreaterThan(0x7c00);
  });
});
