import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeFileName } from '../../../src/core/output/safe-file-name.ts';

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
    ['paragraph\u2029arabic\u061c', 'paragraph_arabic_'],
    ['%41', '%41'],
    ['~$office', '~$office'],
  ])('L2 the folder %j names its files %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  test.each(['', '.', '..', ' . '])('L2 the folder %j names its files images', (name) => {
    expect(safeFileName(name)).toBe('images');
  });

  // without an ending and with any: NAME is followed by `.npy`
  test.each([
    ['CON', 'CON_'],
    ['nul', 'nul_'],
    ['Aux.photos', 'Aux_.photos'],
    ['prn .x', 'prn_ .x'],
    ['com0', 'com0_'],
    ['LPT9', 'LPT9_'],
    ['com²', 'com²_'],
    ['CONIN$', 'CONIN$_'],
    ['con:', 'con_'],
    ['..nul', 'nul_'],
    ['console', 'console'],
    ['com10', 'com10'],
    ['my aux', 'my aux'],
  ])('L2 the folder %j names its files %j, which is no device of Windows', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  test('L2 a name of multi-byte characters is cut at 200 bytes', () => {
    expect(safeFileName('🦊'.repeat(99))).toBe('🦊'.repeat(50));
    expect(safeFileName('日'.repeat(99))).toBe('日'.repeat(66));
    expect(safeFileName('é'.repeat(101))).toBe('é'.repeat(100));
  });

  test('L2 a long name is cut at 100 characters, never inside a surrogate pair', () => {
    expect(safeFileName('x'.repeat(99) + '🦊🦊')).toBe('x'.repeat(99) + '🦊');
  });

  test('L2 no result is empty, has a slash, or has half a surrogate pair', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 150 });
    fc.assert(
      fc.property(units, (codes) => {
        const safe = safeFileName(String.fromCharCode(...codes));
        expect(safe).not.toBe('');
        expect(safe).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cs}]/u);
        expect(safe).not.toMatch(/^[. ]/);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(201);
      }),
      { seed: 1 },
    );
  });
});
