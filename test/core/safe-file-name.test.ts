import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeFileName } from '../../src/core/safe-file-name.ts';

describe('safeFileName', () => {
  test.each([
    ['photos', 'photos'],
    ['Größe 日本 🦊', 'Größe 日本 🦊'],
    ['v1.2 (final)', 'v1.2 (final)'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
    ['line\nbreak\ttab\0nul', 'line_break_tab_nul'],
    ['photos\u202egnp.exe', 'photos_gnp.exe'],
    ['half \ud83e of a pair', 'half _ of a pair'],
    ['...hidden', 'hidden'],
    ['trailing. . ', 'trailing'],
    ['__proto__', '__proto__'],
  ])('L2 the folder %j names its files %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  test.each(['', '.', '..', ' . '])('L2 the folder %j names its files images', (name) => {
    expect(safeFileName(name)).toBe('images');
  });

  test('L2 a long name is cut at 100 characters, and no pair of surrogates is cut in two', () => {
    expect(safeFileName('x'.repeat(99) + '🦊🦊')).toBe('x'.repeat(99) + '🦊');
  });

  test('L2 no name comes out empty, with a slash, or with half a pair of surrogates', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 150 });
    fc.assert(
      fc.property(units, (codes) => {
        const safe = safeFileName(String.fromCharCode(...codes));
        expect(safe).not.toBe('');
        expect(safe).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cs}]/u);
        expect(safe).not.toMatch(/^[. ]/);
      }),
      { seed: 1 },
    );
  });
});
