import { expect, test } from 'vitest';

import {
  bytesText,
  durationText,
  factsText,
  rateText,
  unbroken,
} from '../../../src/app/components/quantity-text.ts';

test.each([
  [durationText(1000), '1.0\u00a0s'],
  [durationText(200_000), '3\u00a0min 20\u00a0s'],
  [durationText(3_840_000), '1\u00a0h 4\u00a0min'],
  [bytesText(2_812_000_000), '2.81\u00a0GB'],
  [bytesText(812), '812\u00a0bytes'],
  [rateText(1787), '1,787\u00a0images/s'],
  ['5 %', '5\u00a0%'],
  ['3.08 × as fast, 8 GiB, 32 MP', '3.08\u00a0× as fast, 8\u00a0GiB, 32\u00a0MP'],
  ['12 of 50 done', '12 of 50 done'],
  ['3 sheep, 4 hats', '3 sheep, 4 hats'],
])('A19 no line ends between the number and the unit of %j', (text, shown) => {
  expect(unbroken(text)).toBe(shown);
});

test('A19 facts are separated by dots, at which a line may end', () => {
  expect(factsText(['3 images', '1.0 s'])).toBe('3 images · 1.0\u00a0s');
});
