import { expect, test } from 'vitest';

import { PARAMETER_NAMES } from '../../../src/core/recipe/recipe-parameters.ts';
import { unknownParameterTexts } from '../../../src/core/recipe/unknown-parameters.ts';

/** The sentence about a name, without the marks that isolate it. */
function textOf(name: string): string {
  return unknownParameterTexts([name])
    .join('')
    .replaceAll(/[\u2068\u2069]/g, '');
}

test('U7 a name that is no parameter is reported', () => {
  const text = 'The address has “utm_source”, which is no parameter of this page and is ignored.';
  expect(textOf('utm_source')).toBe(text);
});

test.each([
  ['size', 'width and height'],
  ['SIZE', 'width and height'],
  ['Width', 'width'],
  ['filter', 'resample'],
  ['turbo', 'decode=turbo'],
])('U7 of %s it says what may have been meant', (name, meant) => {
  expect(textOf(name)).toMatch(
    new RegExp(`^The address has “${name}”.* Did you mean ${meant}\\?$`),
  );
});

test.each(['__proto__', 'constructor', '', '<b>', 'sizes'])('U7 %j has no namesake', (name) => {
  expect(textOf(name)).toMatch(/“.*” *, which is no parameter of this page and is ignored\.$/);
});

test('U7 nothing is said of parameters', () => {
  expect(PARAMETER_NAMES).toContain('hidden');
  expect(unknownParameterTexts([...PARAMETER_NAMES, 'x'])).toHaveLength(1);
});

test('U7 a name cannot reverse the direction of the sentence', () => {
  expect(unknownParameterTexts(['gnp\u202e'])[0]).toContain('“\u2068gnp\u202e\u2069”');
});
