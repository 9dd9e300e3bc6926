import { describe, expect, test } from 'vitest';
import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import type { ImageHeader } from '../../src/formats/sniff.ts';
import { chooseDecoder } from '../../src/decoders/choose-decoder.ts';
import type { Acceptance, Decoder } from '../../src/decoders/decoder.ts';

const HEADER: ImageHeader = { format: 'png', width: 1, height: 1, variant: null };

function decoderOf(name: string, acceptance: Acceptance): Decoder {
  return {
    name,
    accepts: (header, recipe) =>
      header === HEADER && recipe === DEFAULT_RECIPE ? acceptance : 'no',
    decode: () => Promise.reject(new Error('choosing decodes nothing')),
  };
}

/** Of decoders a, b, c …: the one chosen, with "~" where it is approximate. */
function chosen(...acceptances: readonly Acceptance[]): string | null {
  const decoders = acceptances.map((acceptance, i) => decoderOf('abc'.charAt(i), acceptance));
  const choice = chooseDecoder(decoders, HEADER, DEFAULT_RECIPE);
  return choice && (choice.isApproximate ? '~' : '') + choice.decoder.name;
}

describe('chooseDecoder', () => {
  test('R5 chooses the first exact decoder, even behind an approximate one', () => {
    expect(chosen('exact', 'exact')).toBe('a');
    expect(chosen('no', 'exact', 'exact')).toBe('b');
    expect(chosen('approximate', 'no', 'exact')).toBe('c');
  });

  test('R6 chooses the first approximate decoder if none is exact, and says so', () => {
    expect(chosen('no', 'approximate', 'approximate')).toBe('~b');
    expect(chosen('approximate')).toBe('~a');
  });

  test('S3 chooses no decoder if none accepts the file', () => {
    expect(chosen('no', 'no')).toBeNull();
    expect(chosen()).toBeNull();
  });
});
