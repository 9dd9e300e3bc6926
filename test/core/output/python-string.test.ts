import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pythonList, pythonString } from '../../../src/core/output/python-string.ts';

describe('pythonString', () => {
  test.each([
    ['quote".npy', '"quote\\".npy"'],
    ["it's.npy", '"it\'s.npy"'],
    ['back\\slash.npy', '"back\\\\slash.npy"'],
    ['new\nline.npy', '"new\\nline.npy"'],
    ['nul\0.npy', '"nul\\u0000.npy"'],
    ['日本 🦊.npy', '"日本 🦊.npy"'],
    ['"""', '"\\"\\"\\""'],
    ['half \ud83e', '"half \\ud83e"'],
    ['next\u0085line\u2028', '"next\\u0085line\\u2028"'],
    ['gnp\u202e.py', '"gnp\\u202e.py"'],
    ['{name} %s', '"{name} %s"'],
    ['arabic\u061cmark', '"arabic\\u061cmark"'],
    ['zero\u200bwidth\ufeff', '"zero\\u200bwidth\\ufeff"'],
    ['tab\tcr\r', '"tab\\tcr\\r"'],
    ['%41 ~ __proto__ CON', '"%41 ~ __proto__ CON"'],
    ['Icon\uf00d', '"Icon\\uf00d"'],
    ['e\u0301 é', '"e\u0301 é"'],
  ])('M5 %j is written as a Python string', (text, literal) => {
    expect(pythonString(text)).toBe(literal);
  });

  test('M5 any text becomes one line with the same value', () => {
    const texts = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 });
    fc.assert(
      fc.property(texts, (units) => {
        const text = String.fromCharCode(...units);
        const literal = pythonString(text);
        expect(literal).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(JSON.parse(literal)).toBe(text); // these escapes are the same in JSON
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

test('M5 a list of texts has as many lines of at most 100 columns as it needs', () => {
  expect(pythonList('NAMES', ['a', 'b "c"'])).toBe('NAMES = [\n    "a", "b \\"c\\"",\n]');
  const long = pythonList(
    'NAMES',
    Array.from({ length: 40 }, (_, i) => `name ${i}`),
  ).split('\n');
  expect(long.slice(1, -1).join(' ').split(', ')).toHaveLength(40);
  expect(Math.max(...long.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(long.length).toBeLessThan(8);
});
